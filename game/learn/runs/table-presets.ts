import type { Settings } from '../learner/configuration.ts'
import type { Preset } from './preset.ts'

/** A plan for a table that learns as in the book: from one environment, without a discount, exploring at every tenth step. */
const tablePlan = (task: string, algorithm: string, settings: Settings, budget: number): Preset['plan'] => ({
  task: { id: task, version: 1 },
  observation: 'one-hot',
  opponent: null,
  algorithm: { id: algorithm, settings: { steps: 500, epsilon: 0.1, ...settings } },
  network: { hidden: [], activation: 'linear', critic: false },
  environments: 1,
  budget,
  anneals: false,
})

/** Way along the edge of the cliff, and along the upper wall; figure of example 6.6. */
const [EDGE, SAFE] = [-13, -17]
/** Of the windy grid; example 6.5. */
const SHORTEST = -15

/** Plans of algorithms that keep a table, on tasks of Sutton & Barto (2nd edition). */
export const tablePresets: readonly Preset[] = [
  {
    id: 'cliff_q_learning',
    plan: tablePlan('cliff', 'q-learning', { learningRate: 0.5 }, 20_000),
    measure: 'return',
    aim: EDGE,
    published: 'the optimal way, −13 (Sutton & Barto, example 6.6)',
  },
  {
    id: 'cliff_sarsa',
    plan: tablePlan('cliff', 'sarsa', { learningRate: 0.1 }, 50_000),
    measure: 'return',
    aim: SAFE,
    published: 'the safer way, −17 (Sutton & Barto, example 6.6)',
  },
  {
    id: 'cliff_expected_sarsa',
    plan: tablePlan('cliff', 'expected-sarsa', { learningRate: 0.5 }, 20_000),
    measure: 'return',
    aim: SAFE,
    published: 'the safer way, −17 (Sutton & Barto, example 6.6, for Sarsa)',
  },
  {
    id: 'windy_sarsa',
    // A constant learning rate of 0.5, as in the book, finds the 15 steps and loses them again.
    plan: { ...tablePlan('windy', 'sarsa', { learningRate: 0.5 }, 30_000), anneals: true },
    measure: 'return',
    aim: SHORTEST,
    published: '15 steps, found within 8,000 (Sutton & Barto, example 6.5)',
  },
  {
    id: 'windy_q_learning',
    plan: tablePlan('windy', 'q-learning', { learningRate: 0.5 }, 20_000),
    measure: 'return',
    aim: SHORTEST,
    published: '15 steps (Sutton & Barto, example 6.5)',
  },
]
