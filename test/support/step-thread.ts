import { parentPort, workerData } from 'node:worker_threads'
import { runStepper, type StepperSetup } from '../../game/core/spread-env.ts'
import { taskOf } from '../../game/tasks/index.ts'

const setup = workerData as StepperSetup
runStepper(setup, taskOf(setup.task.id, setup.task.version), () => parentPort!.postMessage('made'))
