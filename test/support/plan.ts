import type { FiniteModel } from '../../game/core/finite-model.ts'

/** The action values of a state from the values of those that can follow: q(s, a) = Σ p (r + γ v(s′)); Sutton & Barto (4.6). */
export function actionValues(model: FiniteModel, values: ArrayLike<number>, state: number, gamma: number): number[] {
  return Array.from({ length: model.actions }, (_, action) =>
    model
      .transitions(state, action)
      .reduce(
        (sum, { probability, next, reward, terminated }) =>
          sum + probability * (reward + (terminated ? 0 : gamma * values[next]!)),
        0,
      ),
  )
}

/** Values after so many sweeps over all states from 0, each from the values of the sweep before. of: what a state is worth by its action
 *  values: their mean for the random policy, their most for the best one. */
export function sweep(
  model: FiniteModel,
  { gamma, sweeps, of }: { gamma: number; sweeps: number; of: (q: number[]) => number },
): number[] {
  let values = Array.from({ length: model.states }, () => 0)
  for (let i = 0; i < sweeps; i++) {
    const before = values
    values = before.map((_, state) => of(actionValues(model, before, state, gamma)))
  }
  return values
}

export const meanOf = (q: number[]): number => q.reduce((sum, value) => sum + value, 0) / q.length
export const mostOf = (q: number[]): number => Math.max(...q)
