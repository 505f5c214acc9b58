/// A worker that steps a part of a SpreadEnv. It is told which in its first message, and answers once its environments are made. It knows only
/// what workers of a browser know; whoever starts it as a thread of Node gives it that.
import { runStepper, type StepperSetup } from '../../core/spread-env.ts'
import { taskOf } from '../../tasks/index.ts'

addEventListener('message', ({ data }: MessageEvent<StepperSetup>) =>
  runStepper(data, taskOf(data.task.id, data.task.version), () => postMessage('made')),
)
