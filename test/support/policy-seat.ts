import type { SeededChance } from '../../game/core/chance.ts'
import { actionHead, drawActions } from '../../game/nets/action-head.ts'
import { Forward } from '../../game/nets/forward.ts'
import { inputSize, type PolicySpec } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { HeadlessSeat } from './headless-match.ts'

export interface Learner {
  spec: PolicySpec
  weights: Float32Array
  reactionTicks: number
}

/** A policy in its seat of a match of Pong, sampling its actions, as a server would seat it. Its weights can be changed on the way. */
export function policySeat(
  { spec, weights, reactionTicks }: Learner,
  chance: SeededChance,
): HeadlessSeat & { load(weights: Float32Array): void } {
  const forward = new Forward(spec, weights)
  const observation = new Float32Array(inputSize(spec.actor))
  const head = actionHead(pong.action)
  const [outputs, raw, codes] = [new Float32Array(head.outputs), new Float32Array(head.numbers), new Uint32Array(1)]
  return {
    reactionTicks,
    decide(state, seat) {
      pong.observations['state']!.observe(state, seat, observation, 0)
      forward.outputs(observation, 1, outputs)
      drawActions(head, outputs, 1, chance, raw, codes)
      return codes[0]!
    },
    load: (changed) => forward.load(changed),
  }
}
