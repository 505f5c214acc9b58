import { defineAlgorithm, type Progress, type Report } from '../../game/learn/learner/algorithm.ts'
import type { LearnerEnv } from '../../game/learn/learner/learner-env.ts'
import { PolicyGradient } from '../../game/learn/learner/policy-gradient.ts'
import { generalisedAdvantages } from '../../game/learn/maths/returns.ts'
import { standardise } from '../../game/learn/maths/standardise.ts'
import { crossEntropy } from '../../game/nets/cross-entropy.ts'

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
    steps: { kind: 'integer', name: 'Steps', about: 'Decisions of each slot.', default: 64, range: [1, 4096] },
    rate: {
      kind: 'number',
      name: 'Rate',
      about: 'Size of a step.',
      default: 0.01,
      range: [0, 1],
      live: true,
      stepSize: true,
    },
    gamma: { kind: 'number', name: 'Discount', about: 'What a reward is worth earlier.', default: 0.97, range: [0, 1] },
  },
  figures: {},
  handles: { actions: ['discrete', 'multi-binary', 'continuous'], inputs: ['vector', 'image'], critic: false },
  small: { settings: { rate: 0.05, gamma: 0 }, rounds: 60 },
  create: (setup, config) =>
    new (class extends PolicyGradient {
      async learn(env: LearnerEnv, progress: Progress): Promise<Report> {
        const segment = await this.gather(env, config.steps, progress)
        const { observations, raw, returns } = segment
        generalisedAdvantages(segment, config.gamma, 1, returns)
        standardise(returns)
        const gradient = new Float32Array(this.weights.length)
        crossEntropy(this.spec, this.head, this.weights, observations, raw, gradient, returns)
        this.adam.step(this.weights, gradient, config.rate)
        this.publish()
        return { decisions: returns.length }
      }
    })(setup),
})
