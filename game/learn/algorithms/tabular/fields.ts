import type { Figure } from '../../learner/algorithm.ts'
import type { Fields } from '../../learner/configuration.ts'
import { policyFields } from '../policy-gradient/fields.ts'

/** Settings that algorithms over tables share, said once. */
export const tableFields = {
  steps: {
    kind: 'integer',
    name: 'Steps',
    about: 'Decisions of each slot in a round.',
    default: 500,
    range: [1, 100_000],
    log: true,
  },
  sweeps: {
    kind: 'integer',
    name: 'Sweeps',
    about: 'How often a round goes over all states.',
    default: 1,
    range: [1, 10_000],
    log: true,
  },
  inPlace: {
    kind: 'flag',
    name: 'In place',
    about: 'A state sees the values that those before it got in the same sweep; else those of the sweep before.',
    default: true,
  },
  gamma: {
    ...policyFields.gamma,
    about: 'What a reward is worth one decision earlier (γ): 1 only where every episode ends.',
    default: 1,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'Which share of its error is taken off an entry of the table at once (α).',
    default: 0.1,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  epsilon: {
    kind: 'number',
    name: 'Exploration',
    about: 'Probability of a random action while it learns (ε).',
    default: 0.1,
    range: [0, 1],
    live: true,
  },
  temperature: {
    kind: 'number',
    name: 'Temperature',
    about: 'Boltzmann exploration instead: actions are drawn in proportion to exp(worth / temperature).',
    default: null,
    range: [1e-3, 1e3],
    log: true,
    live: true,
    none: 'none: random actions by ε',
  },
  n: {
    kind: 'integer',
    name: 'Steps of a return',
    about: 'Rewards that are waited for before the table says what follows (n).',
    default: 1,
    range: [1, 1000],
    log: true,
  },
  lambda: {
    kind: 'number',
    name: 'Trace decay',
    about: 'How much of each error goes to what came a step earlier (λ): 0 for none, else n must be 1.',
    default: 0,
    range: [0, 1],
  },
  traces: {
    kind: 'choice',
    name: 'Traces',
    about: 'What a second visit does to an eligibility trace; of no effect without λ.',
    default: 'accumulating',
    choices: {
      accumulating: 'It adds 1.',
      replacing: 'It makes the trace 1, which stays stable where the same is visited again and again.',
    },
  },
} as const satisfies Fields

/** How Monte Carlo methods use episodes. */
export const episodeFields = {
  visits: {
    kind: 'choice',
    name: 'Visits',
    about: 'Which visits of an episode teach what followed them.',
    default: 'first',
    choices: { first: 'The first to each entry of the table.', every: 'Every one.' },
  },
  unfinished: {
    kind: 'choice',
    name: 'Unfinished episodes',
    about: 'What becomes of episodes that are cut off, by their environment or by the end of a round.',
    default: 'valued',
    choices: {
      leftOut:
        'They are left out; then rounds should be much longer than episodes, for the long ones are left out first.',
      ended: 'They count as if they had ended there.',
      valued: 'The table says what would have followed.',
    },
  },
  learningRate: { ...tableFields.learningRate, default: null, none: 'the mean of all returns' },
} as const satisfies Fields

/** What algorithms over tables report, said once. */
export const tableFigures = {
  change: { name: 'Largest change', about: 'How far any value moved in the last sweep.' },
  error: { name: 'Mean error', about: 'How far the table was from its targets, without their signs.' },
  learnedFrom: { name: 'Learned from', about: 'Visits whose returns were learned from in this round.' },
} as const satisfies Readonly<Record<string, Figure>>

/** The book that all of them follow. */
export const suttonBarto = (chapter: string): { citation: string; link: string } => ({
  citation: `Sutton, Barto 2018, Reinforcement learning: an introduction, 2nd edition, ${chapter}`,
  link: 'https://mitpress.mit.edu/9780262039246/reinforcement-learning/',
})

/** What they can learn: a choice among actions, of which the table has a row for each state. */
export const tableHandles = { actions: ['discrete'], inputs: ['vector'], critic: false, table: true } as const
