import type { AlgorithmEntry } from '../../learner/algorithm.ts'
import { expectedSarsa } from './expected-sarsa.ts'
import { monteCarloControl } from './monte-carlo-control.ts'
import { monteCarloPrediction } from './monte-carlo-prediction.ts'
import { policyEvaluation } from './policy-evaluation.ts'
import { policyIteration } from './policy-iteration.ts'
import { qLearning } from './q-learning.ts'
import { sarsa } from './sarsa.ts'
import { tdPrediction } from './td-prediction.ts'
import { valueIteration } from './value-iteration.ts'

/** The algorithms that keep a table, in the order of the book: planning on a model, Monte Carlo, temporal differences. */
export const tabular: readonly AlgorithmEntry[] = [
  policyEvaluation,
  policyIteration,
  valueIteration,
  monteCarloPrediction,
  monteCarloControl,
  tdPrediction,
  sarsa,
  expectedSarsa,
  qLearning,
]
