import type { FiniteModel } from '../../core/finite-model.ts'

/** What an action is worth by the values of what can follow it: q(s, a) = Σ p(s′, r | s, a) (r + γ v(s′)), where nothing follows an end; Sutton &
 *  Barto (4.6). v [states] */
function actionValue(model: FiniteModel, v: ArrayLike<number>, gamma: number, state: number, action: number): number {
  let sum = 0
  for (const { probability, next, reward, terminated } of model.transitions(state, action))
    sum += probability * (reward + (terminated ? 0 : gamma * v[next]!))
  return sum
}

/** The same for every action in every state. v [states] · q: written [states × actions] */
export function actionValues(model: FiniteModel, v: ArrayLike<number>, gamma: number, q: Float64Array): void {
  for (let at = 0; at < q.length; at++) {
    const action = at % model.actions
    q[at] = actionValue(model, v, gamma, (at - action) / model.actions, action)
  }
}

/** A sweep of policy evaluation: v(s) = Σ π(a | s) q(s, a); Sutton & Barto (4.5).
 *  policy: π [states × actions] · from: values before [states] · to: written [states]; the same array, and each state sees what those before it
 *  have just become → the largest change of a value */
export function evaluationSweep(
  model: FiniteModel,
  policy: ArrayLike<number>,
  gamma: number,
  from: Float64Array,
  to: Float64Array,
): number {
  return sweep(model, from, to, (state) => {
    let value = 0
    for (let action = 0; action < model.actions; action++) {
      const probability = policy[state * model.actions + action]!
      if (probability > 0) value += probability * actionValue(model, from, gamma, state, action)
    }
    return value
  })
}

/** A sweep of value iteration: v(s) = max q(s, a); Sutton & Barto (4.10). from, to → as those of `evaluationSweep`. */
export function optimalitySweep(model: FiniteModel, gamma: number, from: Float64Array, to: Float64Array): number {
  return sweep(model, from, to, (state) => {
    let value = -Infinity
    for (let action = 0; action < model.actions; action++)
      value = Math.max(value, actionValue(model, from, gamma, state, action))
    return value
  })
}

function sweep(
  { states }: FiniteModel,
  from: Float64Array,
  to: Float64Array,
  backUp: (state: number) => number,
): number {
  let change = 0
  for (let state = 0; state < states; state++) {
    const before = from[state]!
    const value = backUp(state)
    to[state] = value
    change = Math.max(change, Math.abs(value - before))
  }
  return change
}
