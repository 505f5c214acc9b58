import { addNoise } from '../maths/seeded-noise.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Evolution, evolutionFields, evolutionFigures, generationFigures } from './evolution/evolution.ts'

/** # Genetic algorithm — Petroski Such, Madhavan, Conti, Lehman, Stanley, Clune 2017, arXiv:1712.06567, algorithm 1: the best of a generation are the parents of
 * the next, whose members are copies of one of them with noise on every weight; the very best lives on as it is. No crossover.
 *
 * Differences from the paper:
 * 1. Parents are kept as weights, not as chains of seeds: a candidate is its parent and one seed.
 * 2. The first generation are changes of one policy, not policies drawn each by itself.
 * 3. Candidates take their likeliest action, and so does the result, the elite.
 * A round is one generation of whole episodes: its decisions are not known before. */
const fields = {
  population: evolutionFields.population,
  survivors: {
    kind: 'integer',
    name: 'Survivors',
    about: 'How many of a generation are parents of the next (T in the paper).',
    default: 8,
    range: [1, 1024],
    log: true,
  },
  mutation: {
    kind: 'number',
    name: 'Mutation power',
    about: 'Deviation of the noise on each weight of a child (σ).',
    default: 0.1,
    range: [1e-6, 10],
    log: true,
    live: true,
    stepSize: true,
  },
  episodes: evolutionFields.episodes,
  finalists: {
    kind: 'integer',
    name: 'Finalists',
    about: 'How many of the best play again for who is the elite, so that luck does not make it; 1: the best is.',
    default: 4,
    range: [1, 100],
    live: true,
  },
  finals: {
    kind: 'integer',
    name: 'Episodes of a finalist',
    about: 'How many episodes each finalist plays again.',
    default: 5,
    range: [1, 1000],
    log: true,
    live: true,
  },
} as const satisfies Fields

export const genetic = defineAlgorithm({
  id: 'genetic',
  name: 'Genetic algorithm',
  about: 'Keeps the best of a crowd, changes copies of them by chance, and begins again; the plainest way there is.',
  paper: {
    citation:
      'Petroski Such, Madhavan, Conti, Lehman, Stanley, Clune 2017, Deep neuroevolution: genetic algorithms are a competitive alternative',
    link: 'https://arxiv.org/abs/1712.06567',
  },
  fields,
  figures: {
    ...evolutionFigures,
    elite: {
      name: "Elite's return",
      about: 'Of the one that lives on unchanged, in the episodes that made it the elite.',
    },
  },
  handles: { actions: ['discrete', 'multi-binary', 'continuous'], inputs: ['vector', 'image'], critic: false },
  small: { settings: { population: 48, finalists: 1 }, rounds: 60 },
  create: (setup, configuration) => new Genetic(setup, configuration),
})

class Genetic extends Evolution {
  /** The elite first, then the others from the best on [survivors × genes]. */
  private readonly parents: Float32Array<ArrayBuffer>

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    if (config.survivors > config.population) throw new RangeError('There are no more survivors than the population.')
    this.parents = new Float32Array(config.survivors * this.genes.length)
    this.begin()
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { genes, parents, config, chance } = this
    const { population, survivors, mutation, episodes, finals } = config
    const size = genes.length
    const old = parents.slice()
    const parentOf = Uint32Array.from({ length: population }, () => chance.below(survivors))
    const seeds = this.seeds(population)
    // The first is the elite as it was.
    const write = (candidate: number, weights: Float32Array): void => {
      const parent = candidate === 0 ? 0 : parentOf[candidate]!
      addNoise(
        old.subarray(parent * size, (parent + 1) * size),
        seeds[candidate]!,
        candidate === 0 ? 0 : mutation,
        weights,
      )
    }
    const finalists = Math.min(config.finalists, population)
    const share = finalists > 1 ? (population * episodes) / (population * episodes + finalists * finals) : 1
    const tried = await this.trials.run(environment, { count: population, episodes, write }, progress, [0, share])
    const { returns } = tried
    // A sort keeps the order of equals, so the elite gives way only to what is better.
    const order = Array.from(returns, (_, candidate) => candidate).sort((a, b) => returns[b]! - returns[a]!)
    let [elite, eliteReturn] = [order[0]!, returns[order[0]!]!]
    if (finalists > 1) {
      const final = await this.trials.run(
        environment,
        { count: finalists, episodes: finals, write: (i, weights) => write(order[i]!, weights) },
        progress,
        [share, 1],
      )
      tried.decisions += final.decisions
      tried.uncounted += final.uncounted
      const best = final.returns.reduce((most, value, i) => (value > final.returns[most]! ? i : most), 0)
      ;[elite, eliteReturn] = [order[best]!, final.returns[best]!]
    }
    const next = [elite, ...order.filter((candidate) => candidate !== elite)].slice(0, survivors)
    for (const [i, candidate] of next.entries()) write(candidate, parents.subarray(i * size, (i + 1) * size))
    genes.set(parents.subarray(0, size))
    this.publish()
    return { ...generationFigures(tried), elite: eliteReturn }
  }

  override save(): SavedArrays {
    return { ...super.save(), parents: this.parents }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.parents.set(saved['parents']!)
  }

  protected override begin(): void {
    for (let at = 0; at < this.parents.length; at += this.genes.length) this.parents.set(this.genes, at)
  }
}
