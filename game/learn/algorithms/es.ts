import { Adam } from '../maths/adam.ts'
import { centredRanks } from '../maths/centred-ranks.ts'
import { mirroredGradient } from '../maths/mirrored-gradient.ts'
import { addNoise } from '../maths/seeded-noise.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Evolution, evolutionFields, evolutionFigures, generationFigures } from './evolution/evolution.ts'

/** # Evolution strategy — Salimans, Ho, Chen, Sidor, Sutskever 2017, arXiv:1703.03864, algorithm 2: the weights are moved along the gradient of what policies
 * around them get on average, which is estimated from their returns alone.
 *
 * Differences from the paper:
 * 1. Candidates are tried in the slots of one learner's environment. What describes one is a seed and a sign, and all that comes back is its return, so
 *    that others could try it elsewhere.
 * 2. Noise is made from each seed anew, not cut out of a shared table.
 * 3. Candidates take their likeliest action, and so does the result.
 * 4. No normalisation of observations or of what lies between layers.
 * A round is one generation of whole episodes: its decisions are not known before. */
const fields = {
  population: {
    ...evolutionFields.population,
    about: 'Candidates of a generation, in pairs on either side of the policy.',
  },
  episodes: evolutionFields.episodes,
  sigma: {
    kind: 'number',
    name: 'Noise',
    about: 'Deviation of the noise on each weight of a candidate (σ).',
    default: 0.1,
    range: [1e-4, 10],
    log: true,
    live: true,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'How far Adam goes in one step.',
    default: 0.03,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  weightDecay: {
    kind: 'number',
    name: 'Weight decay',
    about: 'Pull of each weight towards 0, beside the gradient.',
    default: 0,
    range: [0, 1],
    live: true,
  },
} as const satisfies Fields

export const es = defineAlgorithm({
  id: 'es',
  name: 'Evolution strategy',
  about:
    'Tries many policies around one, and moves it towards those that did better; needs no gradient of the network.',
  paper: {
    citation:
      'Salimans, Ho, Chen, Sidor, Sutskever 2017, Evolution strategies as a scalable alternative to reinforcement learning',
    link: 'https://arxiv.org/abs/1703.03864',
  },
  fields,
  figures: {
    ...evolutionFigures,
    gradientNorm: { name: 'Gradient norm', about: 'Length of the estimated gradient of the ranks.' },
  },
  handles: { actions: ['discrete', 'multi-binary', 'continuous'], inputs: ['vector', 'image'], critic: false },
  small: { settings: { population: 32, learningRate: 0.1 }, rounds: 60 },
  create: (setup, configuration) => new Es(setup, configuration),
})

class Es extends Evolution {
  private readonly adam: Adam

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    if (config.population % 2 !== 0) throw new RangeError('Candidates come in pairs: the population must be even.')
    this.adam = new Adam(this.genes.length)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { genes, config } = this
    const { population, episodes, sigma, learningRate, weightDecay } = config
    const seeds = this.seeds(population / 2)
    const tried = await this.trials.run(
      environment,
      {
        count: population,
        episodes,
        write: (candidate, weights) =>
          addNoise(genes, seeds[candidate >> 1]!, candidate % 2 === 0 ? sigma : -sigma, weights),
      },
      progress,
    )
    const gradient = new Float32Array(genes.length)
    mirroredGradient(seeds, centredRanks(tried.returns), sigma, gradient)
    const gradientNorm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0))
    // Adam goes down, and returns are to go up.
    for (let i = 0; i < gradient.length; i++) gradient[i] = weightDecay * genes[i]! - gradient[i]!
    this.adam.step(genes, gradient, learningRate)
    this.publish()
    return { ...generationFigures(tried), gradientNorm }
  }

  override save(): SavedArrays {
    return { ...super.save(), ...this.adam.save('adam') }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.adam.load('adam', saved)
  }

  protected override begin(): void {
    this.adam.reset()
  }
}
