import { CmaEs } from '../maths/cma-es.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Evolution, evolutionFields, evolutionFigures, generationFigures } from './evolution/evolution.ts'

/** # CMA-ES — Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, over the weights of a policy. The rule itself is `maths/cma-es.ts`.
 *
 * Differences from the tutorial:
 * 1. A network of more weights than `fullUpTo` has a diagonal covariance (Ros & Hansen 2008): a full one would be their square.
 * 2. The result is the mean of the distribution, not the best candidate that was ever seen, which may have been lucky.
 * Candidates take their likeliest action, and so does the result. A round is one generation of whole episodes: its decisions are not known before. */
const fields = {
  population: { ...evolutionFields.population, default: 32 },
  episodes: evolutionFields.episodes,
  sigma: {
    kind: 'number',
    name: 'First step size',
    about: 'Deviation of the candidates at first, in each weight (σ); it adapts from there.',
    default: 0.3,
    range: [1e-4, 10],
    log: true,
  },
  fullUpTo: {
    kind: 'integer',
    name: 'Full covariance',
    about: 'Up to so many weights it learns how all of them go together; beyond, only how far to go in each.',
    default: 100,
    range: [0, 1000],
  },
} as const satisfies Fields

export const cma = defineAlgorithm({
  id: 'cma',
  name: 'CMA-ES',
  about:
    'Tries policies around one, and learns in which directions it pays to try; the best of its kind for few weights.',
  paper: {
    citation: 'Hansen 2016, The CMA evolution strategy: a tutorial',
    link: 'https://arxiv.org/abs/1604.00772',
  },
  fields,
  figures: {
    ...evolutionFigures,
    stepSize: {
      name: 'Step size',
      about: 'How far candidates lie around the mean (σ), before what was learned of directions.',
    },
    axisRatio: {
      name: 'Axis ratio',
      about: 'How many times as far it tries along its longest axis as along its shortest.',
    },
  },
  handles: { actions: ['discrete', 'multi-binary', 'continuous'], inputs: ['vector', 'image'], critic: false },
  small: { settings: { population: 32, fullUpTo: 0 }, rounds: 60 },
  create: (setup, configuration) => new Cma(setup, configuration),
})

class Cma extends Evolution {
  private readonly cmaEs: CmaEs

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    const { population, sigma, fullUpTo } = config
    const { length } = this.genes
    this.cmaEs = new CmaEs({ mean: this.genes, stepSize: sigma, population, separable: length > fullUpTo })
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { cmaEs, genes } = this
    const { population, episodes } = this.config
    const seeds = this.seeds(population)
    const tried = await this.trials.run(
      environment,
      {
        count: population,
        episodes,
        write: (candidate, weights) => cmaEs.candidate(seeds[candidate]!, weights.subarray(0, genes.length)),
      },
      progress,
    )
    cmaEs.tell(
      seeds,
      tried.returns.map((value) => -value),
    )
    genes.set(cmaEs.mean)
    this.publish()
    return { ...generationFigures(tried), stepSize: cmaEs.stepSize, axisRatio: cmaEs.axisRatio }
  }

  override save(): SavedArrays {
    return { ...super.save(), ...this.cmaEs.save('cma') }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.cmaEs.load('cma', saved)
  }

  protected override begin(): void {
    this.cmaEs.reset(this.genes)
  }
}
