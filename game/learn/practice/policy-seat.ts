import type { SeededChance } from '../../core/chance.ts'
import type { HeadlessSeat } from '../../core/headless-match.ts'
import type { Task } from '../../core/task.ts'
import { actionHead, drawActions } from '../../nets/action-head.ts'
import { Forward } from '../../nets/forward.ts'
import { inputSize, type PolicySpec } from '../../nets/spec.ts'

export interface SeatedPolicy {
  spec: PolicySpec
  weights: Float32Array
  /** Which of the task's. Throws where it has none such. */
  observation: string
  reactionTicks: number
}

/** A policy in its seat of a match without a server, sampling its actions, as a server would seat it. Its weights can be changed on the way. */
export function policySeat(
  task: Task,
  { spec, weights, observation: name, reactionTicks }: SeatedPolicy,
  chance: SeededChance,
): HeadlessSeat & { load(weights: Float32Array): void } {
  const seen = task.observations[name]
  if (!seen) throw new Error(`${task.id} has no observation "${name}"`)
  const forward = new Forward(spec, weights)
  const observation = new Float32Array(inputSize(spec.actor))
  const head = actionHead(task.action)
  const [outputs, raw, codes] = [new Float32Array(head.outputs), new Float32Array(head.numbers), new Uint32Array(1)]
  return {
    reactionTicks,
    decide(state, seat) {
      seen.observe(state, seat, observation, 0)
      forward.outputs(observation, 1, outputs)
      drawActions(head, outputs, 1, chance, raw, codes)
      return codes[0]!
    },
    load: (changed) => forward.load(changed),
  }
}
