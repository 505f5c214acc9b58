import { explainedVariance, generalisedAdvantages } from '../maths/returns.ts'
import { shuffle } from '../maths/shuffle.ts'
import { standardise } from '../maths/standardise.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import { policyFigures } from './figures.ts'
import { policyFields } from './policy-gradient/fields.ts'
import { PolicyGradient } from './policy-gradient/policy-gradient.ts'
import { FIGURES, fillPolicyBatch, newPolicyBatch } from './policy-gradient/policy-loss.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Curiosity } from './curiosity/curiosity.ts'
import type { Segment } from '../maths/segment.ts'

/** # Proximal policy optimisation, clipped — Schulman, Wolski, Dhariwal, Radford, Klimov 2017, arXiv:1707.06347, section 3 and algorithm 1.
 *
 * Differences from the paper, most of them after Huang et al. 2022, "The 37 implementation details of PPO", and Andrychowicz et al. 2021:
 * 1. Actor and critic share no layer, and there is no clipping of the value loss.
 * 2. Advantages are normalised to mean 0 and deviation 1 within each minibatch.
 * 3. Orthogonal initialisation; Adam with ε 1e-5; the gradient's global norm is clipped.
 * 4. An update ends early where the policy has moved far enough from the one that gathered the data (`targetKl`).
 * 5. Acting and Adam are not TensorFlow.js, which is slower at both for small networks; so the first ratio of an update is 1 up to float32
 *    rounding, and that is asserted.
 * 6. Curiosity, where it is chosen, adds to the rewards of the task for one value network (`curiosity/`). */
const fields = {
  steps: {
    kind: 'integer',
    name: 'Steps',
    about: 'Decisions of each slot in one segment (T in the paper).',
    default: 64,
    range: [1, 4096],
    log: true,
  },
  minibatchSize: {
    kind: 'integer',
    name: 'Rows of a minibatch',
    about: 'Decisions in one gradient; must divide steps × slots, so that every batch has the same shape.',
    default: 2048,
    range: [1, 65_536],
    log: true,
  },
  epochs: {
    kind: 'integer',
    name: 'Epochs',
    about: 'Passes over a segment.',
    default: 4,
    range: [1, 50],
    live: true,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'How far Adam goes in one step.',
    default: 1e-3,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  gamma: policyFields.gamma,
  lambda: {
    kind: 'number',
    name: 'Trust in rewards',
    about: 'λ of generalised advantage estimation: 1 trusts the rewards, 0 the value network.',
    default: 0.95,
    range: [0, 1],
  },
  rewardScale: {
    kind: 'number',
    name: 'Scale of rewards',
    about:
      'Rewards are multiplied by it, so that returns are of a size that a value network learns soon: around 10 at most.',
    default: 1,
    range: [1e-4, 1e4],
    log: true,
  },
  clip: {
    kind: 'number',
    name: 'Clip',
    about: 'How far the probability ratio may move from 1 before its gradient is cut (ε in the paper).',
    default: 0.2,
    range: [0.01, 1],
    live: true,
  },
  entropyBonus: policyFields.entropyBonus,
  valueWeight: policyFields.valueWeight,
  maxGradientNorm: policyFields.maxGradientNorm,
  targetKl: {
    kind: 'number',
    name: 'Target of the KL divergence',
    about: 'An update stops where a minibatch is half as far again from the policy that acted.',
    default: 0.02,
    range: [1e-4, 10],
    log: true,
    live: true,
    none: 'never',
  },
  curiosity: {
    kind: 'choice',
    name: 'Curiosity',
    about: 'Rewards for what is new, for tasks whose own rewards are hardly ever met by chance.',
    default: 'none',
    choices: {
      none: 'Nothing but the rewards of the task.',
      icm: 'ICM: where a model of what actions do, by what actions change, is wrong.',
      rnd: 'RND: where what was learned of a random network is wrong.',
    },
  },
  curiosityWeight: {
    kind: 'number',
    name: 'Weight of curiosity',
    about: 'How much what is new counts beside the rewards of the task, when its discounted sums vary by 1.',
    default: 0.5,
    range: [0, 100],
    live: true,
  },
  gradients: policyFields.gradients,
} as const satisfies Fields

type PpoConfiguration = Readonly<ConfigurationOf<typeof fields>>

export const ppo = defineAlgorithm({
  id: 'ppo',
  name: 'PPO',
  about: 'Small, safe steps of a policy beside a network of values; learns nearly everything, with much experience.',
  paper: {
    citation: 'Schulman, Wolski, Dhariwal, Radford, Klimov 2017, Proximal policy optimization algorithms',
    link: 'https://arxiv.org/abs/1707.06347',
  },
  fields,
  figures: {
    ...policyFigures,
    ratioError: { name: 'Largest ratio', about: 'How far the furthest probability ratio moved from 1.' },
    clipFraction: { name: 'Clipped', about: 'Share of the decisions whose ratio had moved beyond the clip.' },
    surprise: { name: 'Surprise', about: 'Mean reward for what was new, before it is weighted.' },
    surpriseLoss: {
      name: 'Loss of curiosity',
      about: 'How wrong the model was that is to be surprised less and less.',
    },
    stoppedEarly: { name: 'Stopped early', about: '1 where the update ended because the policy had moved far enough.' },
  },
  handles: {
    actions: ['discrete', 'multi-binary', 'continuous'],
    inputs: ['vector', 'image', 'sparse'],
    critic: true,
  },
  small: { settings: { steps: 32, minibatchSize: 128, learningRate: 3e-3 }, rounds: 30 },
  create: (setup, configuration) => new Ppo(setup, configuration),
})

class Ppo extends PolicyGradient {
  private readonly curiosity: Curiosity | null

  constructor(
    setup: AlgorithmSetup,
    private readonly config: PpoConfiguration,
  ) {
    super(setup, { critic: true, gradients: config.gradients, loss: config })
    const { curiosity } = config
    this.curiosity = curiosity === 'none' ? null : new Curiosity(curiosity, setup.spec, this.head, setup.seed)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    // Acting takes about half of a round.
    const { steps } = this.config
    const rows = steps * environment.slots
    const segment = await this.gather(environment, steps, progress, 0.5, (first) =>
      this.curiosity?.saw(environment, first, rows),
    )
    return this.update(segment, progress)
  }

  override save(): SavedArrays {
    return { ...super.save(), ...this.curiosity?.save() }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.curiosity?.load(saved)
  }

  /** Several epochs of minibatches over the segment. */
  private async update(segment: Segment, { breathe, interim }: Progress): Promise<Report> {
    const { gamma, lambda, rewardScale, minibatchSize, epochs, targetKl } = this.config
    const { advantages, returns, rewards, values } = segment
    const rows = advantages.length
    if (rows % minibatchSize !== 0)
      throw new RangeError(`A minibatch of ${minibatchSize} rows does not divide a segment of ${rows}`)
    if (rewardScale !== 1) for (let i = 0; i < rows; i++) rewards[i] = rewards[i]! * rewardScale
    const curious = this.curiosity?.reward(segment, gamma, this.config.curiosityWeight)
    generalisedAdvantages(segment, gamma, lambda, advantages)
    for (let i = 0; i < rows; i++) returns[i] = advantages[i]! + values[i]!
    const explained = explainedVariance(values, returns)
    const order = new Uint32Array(rows)
    for (let i = 0; i < rows; i++) order[i] = i
    const batch = newPolicyBatch(segment, minibatchSize)
    const sums: Record<string, number> = {}
    let minibatches = 0
    let stopped = false
    for (let epoch = 0; epoch < epochs && !stopped; epoch++) {
      shuffle(order, this.chance)
      for (let first = 0; first < rows && !stopped; first += minibatchSize) {
        fillPolicyBatch(batch, segment, order.subarray(first, first + minibatchSize))
        standardise(batch.advantage)
        const { gradient, figures } = await this.gradientOf(batch)
        if (minibatches === 0 && !(figures.ratioError < 1e-3))
          throw new Error(`The policy that learns is not the one that acted: its ratio is off by ${figures.ratioError}`)
        stopped = targetKl !== null && figures.kl > 1.5 * targetKl
        if (!stopped) sums['gradientNorm'] = (sums['gradientNorm'] ?? 0) + this.descend(gradient, this.config)
        for (const name of FIGURES) sums[name] = (sums[name] ?? 0) + figures[name]
        minibatches++
        interim(0.5 + (minibatches * minibatchSize) / (2 * epochs * rows), meanOf(sums, minibatches))
        await breathe()
      }
    }
    this.publish()
    return {
      ...meanOf(sums, minibatches),
      explainedVariance: explained,
      minibatches,
      stoppedEarly: stopped ? 1 : 0,
      ...(curious ? { surprise: curious.surprise, surpriseLoss: curious.loss } : {}),
      decisions: rows,
    }
  }
}

const meanOf = (sums: Readonly<Record<string, number>>, count: number): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / count]))
