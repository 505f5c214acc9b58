import { explainedVariance, generalisedAdvantages } from '../maths/returns.ts'
import type { Segment } from '../maths/segment.ts'
import { standardise } from '../maths/standardise.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields, Settings } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import { policyFigures } from './figures.ts'
import { optimiserFields, policyFields } from './policy-gradient/fields.ts'
import { PolicyGradient } from './policy-gradient/policy-gradient.ts'
import { fillPolicyBatch, newPolicyBatch, wholeSegment, type PolicyBatch } from './policy-gradient/policy-loss.ts'

/** # REINFORCE — Williams 1992, "Simple statistical gradient-following algorithms for connectionist reinforcement learning"; with a learned baseline as
 * in Sutton & Barto, section 13.4.
 *
 * Every slot plays `steps` decisions, then there is one step up the gradient of mean(log π(a) (G − b)): G is the discounted sum of the rewards that
 * followed in the episode, b what the value network expected, or nothing.
 *
 * Differences:
 * 1. A round is a number of decisions, not of episodes, so its end cuts an episode of every slot off: `unfinished` says what becomes of them.
 * 2. All decisions of a round make one gradient, where Sutton & Barto step after each; none is scaled by γᵗ.
 * 3. Returns, with their baseline taken off, may be standardised over the round (Karpathy 2016, "Deep reinforcement learning: Pong from pixels").
 * 4. Orthogonal initialisation; Adam or RMSProp. */
const fields = {
  steps: {
    kind: 'integer',
    name: 'Steps',
    about: 'Decisions of each slot before each gradient: a few episodes.',
    default: 512,
    range: [1, 16_384],
    log: true,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'How far the optimiser goes in one step.',
    default: 1e-3,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  gamma: policyFields.gamma,
  baseline: {
    kind: 'choice',
    name: 'Baseline',
    about: 'What is taken off each return, so that only what went better than usual becomes more likely.',
    default: 'none',
    choices: {
      none: 'Nothing, or the mean of them all where returns are standardised.',
      value: 'What the value network says of the state: the policy must have one, and it learns along.',
    },
  },
  unfinished: {
    kind: 'choice',
    name: 'Unfinished episodes',
    about: 'What becomes of episodes that the end of a round cuts off.',
    default: 'ended',
    choices: {
      ended: 'They count as if they had ended there.',
      leftOut: 'They are left out; rounds must be longer than episodes, or only the short ones are learned from.',
      valued: 'The value network says what would have followed.',
    },
  },
  standardised: {
    kind: 'flag',
    name: 'Standardised',
    about: 'Returns are shifted and scaled to mean 0 and deviation 1 over the round.',
    default: true,
  },
  entropyBonus: { ...policyFields.entropyBonus, default: 0 },
  valueWeight: policyFields.valueWeight,
  maxGradientNorm: { ...policyFields.maxGradientNorm, default: null, none: 'any length' },
  ...optimiserFields,
  gradients: policyFields.gradients,
} as const satisfies Fields

/** Those of "Pong from pixels" (Karpathy 2016): what is rewarded there is a point, and the discounted sum begins anew at each, as it does here where
 *  a point is an episode. He took a step every ten matches. */
export const karpathySettings: Settings = {
  learningRate: 1e-4,
  gamma: 0.99,
  baseline: 'none',
  standardised: true,
  entropyBonus: 0,
  maxGradientNorm: null,
  optimiser: 'rmsProp',
  decay: 0.99,
}

const { policyLoss, valueLoss, entropy, gradientNorm, explainedVariance: explained } = policyFigures

export const reinforce = defineAlgorithm({
  id: 'reinforce',
  name: 'REINFORCE',
  about:
    'Makes more likely what went better than usual, once it has seen how it ended; the first and plainest of its kind.',
  paper: {
    citation:
      'Williams 1992, Simple statistical gradient-following algorithms for connectionist reinforcement learning',
    link: 'https://doi.org/10.1007/BF00992696',
  },
  fields,
  figures: {
    policyLoss,
    valueLoss,
    entropy,
    gradientNorm,
    explainedVariance: explained,
    meanReturn: {
      name: 'Mean return',
      about: 'Of the decisions that were learned from: what followed each, discounted.',
    },
    learnedFrom: { name: 'Learned from', about: 'Decisions of this round that were not left out.' },
  },
  handles: {
    actions: ['discrete', 'multi-binary', 'continuous'],
    inputs: ['vector', 'image', 'sparse'],
    critic: false,
  },
  small: { settings: { steps: 32, learningRate: 0.03, gamma: 0 }, rounds: 80 },
  create: (setup, configuration) => new Reinforce(setup, configuration),
})

class Reinforce extends PolicyGradient {
  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    const critic = config.baseline === 'value'
    if (critic && !setup.spec.critic) throw new RangeError('This policy has no value network for a baseline.')
    if (config.unfinished === 'valued' && !critic)
      throw new RangeError('Only a value network as the baseline can say what would have followed.')
    super(setup, {
      critic,
      gradients: config.gradients,
      loss: config,
      optimiser: { kind: config.optimiser, decay: config.decay, epsilon: config.epsilon },
    })
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { steps, gamma, baseline, unfinished } = this.config
    const segment = await this.gather(environment, steps, progress, 0.5)
    const { advantages, returns, values, lastValues } = segment
    if (unfinished !== 'valued') lastValues.fill(0)
    // With λ = 1 these are the returns less the values, which are 0 without a baseline.
    generalisedAdvantages(segment, gamma, 1, advantages)
    for (let i = 0; i < returns.length; i++) returns[i] = advantages[i]! + values[i]!
    const batch = unfinished === 'leftOut' ? this.finished(segment) : wholeSegment(segment)
    const learnedFrom = batch.old.length
    const decisions = returns.length
    if (learnedFrom === 0) return { learnedFrom, decisions }
    if (this.config.standardised) standardise(batch.advantage)
    const { gradient, figures } = await this.gradientOf(batch)
    const norm = this.descend(gradient, this.config)
    this.publish()
    await progress.breathe()
    const ofValue = { valueLoss: figures.valueLoss, explainedVariance: explainedVariance(values, returns) }
    return {
      policyLoss: figures.policyLoss,
      ...(baseline === 'value' ? ofValue : {}),
      entropy: figures.entropy,
      gradientNorm: norm,
      meanReturn: batch.target.reduce((sum, value) => sum + value, 0) / learnedFrom,
      learnedFrom,
      decisions,
    }
  }

  /** The decisions of episodes that ended in the round. */
  private finished(segment: Segment): PolicyBatch {
    const rows = finishedRows(segment)
    const batch = newPolicyBatch(segment, rows.length)
    fillPolicyBatch(batch, segment, rows)
    return batch
  }
}

/** Which rows of a segment belong to episodes that ended in it, in their order. */
export function finishedRows({ terminated, truncated, lastValues }: Segment): Uint32Array {
  const slots = lastValues.length
  const ended = new Uint8Array(slots)
  const rows: number[] = []
  for (let at = terminated.length - 1; at >= 0; at--) {
    if (terminated[at] === 1 || truncated[at] === 1) ended[at % slots] = 1
    if (ended[at % slots] === 1) rows.push(at)
  }
  return Uint32Array.from(rows.reverse())
}
