import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { EpisodeTable } from './episode-table.ts'
import { episodeFields, suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { TablePrediction } from './table-prediction.ts'

/** # Monte Carlo prediction — Sutton & Barto 5.1, first-visit and every-visit; with a learning rate, constant-α MC (6.1).
 *
 * At the end of each episode: V(S) becomes the mean of all returns that followed S, or goes α of the way to the new one. What becomes of episodes that
 * are cut off: see EpisodeTable. */
const fields = {
  steps: tableFields.steps,
  ...episodeFields,
  gamma: tableFields.gamma,
} as const satisfies Fields

export const monteCarloPrediction = defineAlgorithm({
  id: 'monte-carlo-prediction',
  name: 'Monte Carlo prediction',
  about: 'Learns what each state is worth under a policy that stays as it is, from how episodes really went on.',
  paper: suttonBarto('5.1'),
  fields,
  figures: { error: tableFigures.error, learnedFrom: tableFigures.learnedFrom },
  handles: { ...tableHandles, evaluates: true },
  small: { settings: { steps: 32, gamma: 0 }, rounds: 3 },
  create: (setup, configuration) => new MonteCarloPrediction(setup, configuration),
})

class MonteCarloPrediction extends TablePrediction {
  private readonly episodes: EpisodeTable

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    this.episodes = new EpisodeTable(this.v, config)
  }

  learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    return this.episodes.learn(environment, { ...this.shape, steps: this.config.steps }, progress, {
      choose: (state) => this.choose(state),
      entryOf: (state) => state,
      valueOf: (state) => this.v[state]!,
    })
  }

  override loadWeights(weights: Float32Array): void {
    super.loadWeights(weights)
    this.episodes.visits.fill(0)
  }

  override save(): SavedArrays {
    return { ...super.save(), visits: this.episodes.visits }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.episodes.visits.set(saved['visits']!)
  }
}
