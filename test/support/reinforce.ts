import { SeededChance } from '../../game/core/chance.ts'
import { defineAlgorithm } from '../../game/learn/learner/algorithm.ts'
import { newSegment } from '../../game/learn/maths/segment.ts'
import { Adam } from '../../game/learn/maths/adam.ts'
import { generalisedAdvantages } from '../../game/learn/maths/returns.ts'
import { standardise } from '../../game/learn/maths/standardise.ts'
import { actionHead, drawActions } from '../../game/nets/action-head.ts'
import { crossEntropy } from '../../game/nets/cross-entropy.ts'
import { Forward } from '../../game/nets/forward.ts'
import { initialise } from '../../game/nets/initialise.ts'
import type { Observations } from '../../game/nets/sparse-rows.ts'

/** REINFORCE — Williams 1992, "Simple statistical gradient-following algorithms". In the table of a test alone: it shows what a new algorithm
 *  takes. Each round is one step up the gradient of log π, weighted by the standardised return; no value network, no tensor. */
export const reinforce = defineAlgorithm({
  id: 'reinforce',
  name: 'REINFORCE',
  about: 'Makes more likely what went better than usual.',
  paper: {
    citation: 'Williams 1992, Simple statistical gradient-following algorithms',
    link: 'https://doi.org/10.1007/BF00992696',
  },
  fields: {
    steps: {
      kind: 'integer',
      name: 'Steps',
      about: 'Decisions of each slot in a round.',
      default: 64,
      range: [1, 4096],
    },
    rate: {
      kind: 'number',
      name: 'Rate',
      about: 'How far a step goes.',
      default: 0.01,
      range: [0, 1],
      live: true,
      stepSize: true,
    },
    gamma: {
      kind: 'number',
      name: 'Discount',
      about: 'What a reward is worth a decision earlier.',
      default: 0.97,
      range: [0, 1],
    },
  },
  figures: {},
  handles: { actions: ['discrete', 'multi-binary', 'continuous'], inputs: ['vector', 'image'], critic: false },
  small: { settings: { rate: 0.05, gamma: 0 }, rounds: 60 },
  create({ spec, space, weights: given, seed }, config) {
    const chance = new SeededChance(seed)
    const head = actionHead(space)
    const weights = given?.slice() ?? initialise(spec, chance)
    const gradient = new Float32Array(weights.length)
    const forward = new Forward(spec, weights)
    const adam = new Adam(weights.length)
    const draw = (observations: Observations, rows: number, raw: Float32Array, codes: Uint32Array): void => {
      const outputs = new Float32Array(rows * head.outputs)
      forward.outputs(observations, rows, outputs)
      drawActions(head, outputs, rows, chance, raw, codes)
    }
    return {
      weights,
      async learn(env, { breathe }) {
        const { slots, observationSize } = env
        const segment = newSegment(config.steps, slots, observationSize, head.numbers)
        const codes = new Uint32Array(slots)
        for (let row = 0; row < config.steps * slots; row += slots) {
          segment.observations.set(env.observations, row * observationSize)
          draw(env.observations, slots, segment.raw.subarray(row * head.numbers), codes)
          env.step(codes)
          segment.rewards.set(env.rewards, row)
          for (let slot = 0; slot < slots; slot++)
            segment.terminated[row + slot] = env.terminated[slot]! | env.truncated[slot]!
          await breathe()
        }
        generalisedAdvantages(segment, config.gamma, 1, segment.returns)
        standardise(segment.returns)
        crossEntropy(spec, head, weights, segment.observations, segment.raw, gradient, segment.returns)
        adam.step(weights, gradient, config.rate)
        forward.load(weights)
        return { decisions: config.steps * slots }
      },
      act: (observations, rows, codes) => draw(observations, rows, new Float32Array(rows * head.numbers), codes),
      loadWeights(other) {
        weights.set(other)
        adam.reset()
        forward.load(weights)
      },
      save: () => ({ weights, ...adam.save('adam'), chance: chance.save() }),
      load(saved) {
        weights.set(saved['weights']!)
        adam.load('adam', saved)
        chance.load(saved['chance']!)
        forward.load(weights)
      },
      dispose: () => undefined,
    }
  },
})
