import { VectorEnv } from '../../game/core/vector-env.ts'
import type { LearnerEnv } from '../../game/learn/learner/learner-env.ts'
import type { Task } from '../../game/core/task.ts'
import { echoTask } from './echo-task.ts'

/** An echo task as a learner sees it: each environment is a slot. */
export function echoEnv(slots: number, seed: number, task: Task = echoTask): LearnerEnv {
  const env = new VectorEnv({ task, observation: 'state', environments: slots, seed })
  const { observationSize, observations, finalObservations, rewards, terminated, truncated } = env
  const step = (actions: ArrayLike<number>): void => env.step(actions)
  return { slots, observationSize, observations, finalObservations, lists: null, rewards, terminated, truncated, step }
}
