import type { Observations } from '../../../nets/sparse-rows.ts'
import { isSparse } from '../../../nets/sparse-rows.ts'
import { inputSize, type PolicySpec } from '../../../nets/spec.ts'
import { GREEDY_SCALE } from '../../maths/greedy-outputs.ts'

/** States and actions of a policy that is a table: one linear layer over observations that are 1 at the number of the state and 0 elsewhere. */
export interface TableShape {
  states: number
  actions: number
}

export const tableShape = ({ actor }: PolicySpec): TableShape => ({ states: inputSize(actor), actions: actor.outputs })

/** The number of the state that a row of observations [rows × states] shows. Throws RangeError where it shows none. */
export function stateOf(observations: Observations, row: number, states: number): number {
  if (isSparse(observations)) throw new TypeError('A table takes no lists of numbers')
  const state = observations.indexOf(1, row * states) - row * states
  if (state < 0 || state >= states)
    throw new RangeError('A table needs observations that are 1 at one number and 0 elsewhere')
  return state
}

/** Writes the weights of the policy that nearly always takes the best action: its kernel [states × actions] is q, enlarged, and its bias 0. */
export function writeGreedy(q: Float64Array, weights: Float32Array): void {
  for (let i = 0; i < q.length; i++) weights[i] = GREEDY_SCALE * q[i]!
  weights.fill(0, q.length)
}

/** The table that such weights were written from, up to rounding. q: written [states × actions] */
export function readGreedy(weights: Float32Array, { actions }: TableShape, q: Float64Array): void {
  for (let i = 0; i < q.length; i++) q[i] = logitOf(weights, i, q.length, actions) / GREEDY_SCALE
}

/** The probabilities of the policy that has these weights. policy: written [states × actions] */
export function writeProbabilities(weights: Float32Array, { actions }: TableShape, policy: Float64Array): void {
  for (let first = 0; first < policy.length; first += actions) {
    let largest = -Infinity
    for (let i = 0; i < actions; i++) largest = Math.max(largest, logitOf(weights, first + i, policy.length, actions))
    let sum = 0
    for (let i = 0; i < actions; i++)
      sum += policy[first + i] = Math.exp(logitOf(weights, first + i, policy.length, actions) - largest)
    for (let i = 0; i < actions; i++) policy[first + i] = policy[first + i]! / sum
  }
}

/** What the policy puts out: the kernel at the state's row, and the bias. */
const logitOf = (weights: Float32Array, at: number, size: number, actions: number): number =>
  weights[at]! + weights[size + (at % actions)]!
