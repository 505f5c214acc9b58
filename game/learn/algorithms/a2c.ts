import { explainedVariance, generalisedAdvantages } from '../maths/returns.ts'
import { standardise } from '../maths/standardise.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import { policyFigures } from './figures.ts'
import { optimiserFields, policyFields } from './policy-gradient/fields.ts'
import { PolicyGradient } from './policy-gradient/policy-gradient.ts'
import { wholeSegment } from './policy-gradient/policy-loss.ts'

/** # Advantage actor-critic — Mnih, Badia, Mirza, Graves, Lillicrap, Harley, Silver, Kavukcuoglu 2016, arXiv:1602.01783, algorithm S3, with the
 * actors in step with each other (A2C; Wu, Mansimov, Liao, Grosse, Ba 2017, arXiv:1708.05144).
 *
 * Every slot plays `steps` decisions, then there is one gradient of them all. The return of a decision is that of as many steps as follow it in the
 * round, n at most, and the value network's word for what comes after.
 *
 * Differences from the paper:
 * 1. All slots are of one thread and one policy, so no gradient is late.
 * 2. Actor and critic share no layer.
 * 3. Where an episode is cut off by a limit of time, the value of its last observation stands for the rest.
 * 4. λ below 1 mixes the returns of all lengths up to n (Schulman et al. 2016); advantages can be standardised over the round.
 * 5. Orthogonal initialisation, and Adam as another optimiser. */
const fields = {
  steps: {
    kind: 'integer',
    name: 'Steps',
    about: 'Decisions of each slot before each gradient: the longest return (n in the paper), 5 to 20 as a rule.',
    default: 5,
    range: [1, 4096],
    log: true,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'How far the optimiser goes in one step.',
    default: 7e-4,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  gamma: policyFields.gamma,
  lambda: {
    kind: 'number',
    name: 'Trust in rewards',
    about: '1: the longest returns there are; below, shorter ones count too, by λ of generalised advantage estimation.',
    default: 1,
    range: [0, 1],
  },
  standardised: {
    kind: 'flag',
    name: 'Standardised',
    about: 'Advantages are shifted and scaled to mean 0 and deviation 1 over the round.',
    default: false,
  },
  entropyBonus: policyFields.entropyBonus,
  valueWeight: policyFields.valueWeight,
  maxGradientNorm: policyFields.maxGradientNorm,
  optimiser: { ...optimiserFields.optimiser, default: 'rmsProp' },
  decay: optimiserFields.decay,
  epsilon: { ...optimiserFields.epsilon, default: 1e-5 },
  gradients: policyFields.gradients,
} as const satisfies Fields

const { policyLoss, valueLoss, entropy, gradientNorm, explainedVariance: explained } = policyFigures

export const a2c = defineAlgorithm({
  id: 'a2c',
  name: 'A2C',
  about: 'Many short looks ahead, judged by a network of values, and one step for each; simple, and quick to begin.',
  paper: {
    citation: 'Mnih, Badia, Mirza and others 2016, Asynchronous methods for deep reinforcement learning',
    link: 'https://arxiv.org/abs/1602.01783',
  },
  fields,
  figures: { policyLoss, valueLoss, entropy, gradientNorm, explainedVariance: explained },
  handles: {
    actions: ['discrete', 'multi-binary', 'continuous'],
    inputs: ['vector', 'image', 'sparse'],
    critic: true,
  },
  small: { settings: { steps: 16, learningRate: 0.02, gamma: 0.5, optimiser: 'adam' }, rounds: 120 },
  create: (setup, configuration) => new A2c(setup, configuration),
})

class A2c extends PolicyGradient {
  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup, {
      critic: true,
      gradients: config.gradients,
      loss: config,
      optimiser: { kind: config.optimiser, decay: config.decay, epsilon: config.epsilon },
    })
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { steps, gamma, lambda, standardised } = this.config
    const segment = await this.gather(environment, steps, progress, 0.5)
    const { advantages, returns, values } = segment
    generalisedAdvantages(segment, gamma, lambda, advantages)
    for (let i = 0; i < returns.length; i++) returns[i] = advantages[i]! + values[i]!
    if (standardised) standardise(advantages)
    const { gradient, figures } = await this.gradientOf(wholeSegment(segment))
    const gradientNorm = this.descend(gradient, this.config)
    this.publish()
    await progress.breathe()
    return {
      policyLoss: figures.policyLoss,
      valueLoss: figures.valueLoss,
      entropy: figures.entropy,
      gradientNorm,
      explainedVariance: explainedVariance(values, returns),
      decisions: returns.length,
    }
  }
}
