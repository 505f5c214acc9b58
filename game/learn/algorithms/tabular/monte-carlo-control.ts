import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { drawEpsilonGreedy, epsilonGreedyValue } from '../../maths/action-tables.ts'
import { EpisodeTable } from './episode-table.ts'
import { episodeFields, suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { TableControl } from './table-control.ts'

/** # Monte Carlo control — Sutton & Barto 5.3 (exploring starts) and 5.4 (ε-soft policies), first-visit and every-visit.
 *
 * At the end of each episode: Q(S, A) becomes the mean of all returns that followed A in S, or goes α of the way to the new one; the policy is greedy
 * in Q, but for what it explores.
 *
 * Differences: those of EpisodeTable; and an exploring start draws the first action alone, for where episodes begin is the task's own affair. */
const fields = {
  steps: tableFields.steps,
  ...episodeFields,
  gamma: tableFields.gamma,
  exploration: {
    kind: 'choice',
    name: 'Explores',
    about: 'How it comes to try every action.',
    default: 'soft',
    choices: {
      soft: 'By a policy that is ε-greedy at every step.',
      starts:
        'The first action of an episode is drawn, and the others are the best known: for tasks that begin in any state.',
    },
  },
  epsilon: tableFields.epsilon,
} as const satisfies Fields

export const monteCarloControl = defineAlgorithm({
  id: 'monte-carlo-control',
  name: 'Monte Carlo control',
  about:
    'Learns what actions are worth from how episodes really went on, and takes the best; no guess rests on another.',
  paper: suttonBarto('5.3 and 5.4'),
  fields,
  figures: { error: tableFigures.error, learnedFrom: tableFigures.learnedFrom },
  handles: tableHandles,
  small: { settings: { steps: 32, gamma: 0.5 }, rounds: 5 },
  create: (setup, configuration) => new MonteCarloControl(setup, configuration),
})

class MonteCarloControl extends TableControl {
  private readonly episodes: EpisodeTable

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    this.episodes = new EpisodeTable(this.q, config)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { q, chance } = this
    const { actions } = this.shape
    const starts = this.config.exploration === 'starts'
    const epsilon = starts ? 0 : this.config.epsilon
    const report = await this.episodes.learn(environment, { ...this.shape, steps: this.config.steps }, progress, {
      choose: (state, fresh) => drawEpsilonGreedy(q, state, actions, starts && fresh ? 1 : epsilon, chance),
      entryOf: (state, action) => state * actions + action,
      valueOf: (state) => epsilonGreedyValue(q, state, actions, epsilon),
    })
    this.publish()
    return report
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
