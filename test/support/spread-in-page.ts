import { startStepWorker } from '../../app/_trainer/start-step-worker.ts'
import { SpreadEnv } from '../../game/core/spread-env.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { taskOf } from '../../game/tasks/index.ts'
import { digestOfSteps } from './digest-of-steps.ts'

/** What the worker is told. */
export interface StepsWish {
  task: string
  version: number
  observation: string
  environments: number
  seed: number
  steps: number
}

async function digests({ task, version, steps, ...rest }: StepsWish): Promise<number[]> {
  const config = { ...rest, task: taskOf(task, version) }
  const spread = await SpreadEnv.open(config, 3, startStepWorker)
  const both = [new VectorEnv(config), spread].map((env) => digestOfSteps(env, steps))
  spread.close()
  return both
}

// A worker of a test's page, whose own thread may not wait: tells the digest of steps on one thread, and on three, of which two are its workers.
addEventListener('message', ({ data }: MessageEvent<StepsWish>) => {
  void digests(data).then((both) => postMessage(both), reportError)
})
