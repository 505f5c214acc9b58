// Tables that Sutton & Barto print (2nd edition), row by row.

/** Figure 3.2: the values of the random policy in the gridworld, γ = 0.9. */
export const GRIDWORLD_RANDOM = [
  [3.3, 8.8, 4.4, 5.3, 1.5],
  [1.5, 3.0, 2.3, 1.9, 0.5],
  [0.1, 0.7, 0.7, 0.4, -0.4],
  [-1.0, -0.4, -0.4, -0.6, -1.2],
  [-1.9, -1.3, -1.2, -1.4, -2.0],
].flat()

/** Figure 3.5: the best values there. */
export const GRIDWORLD_BEST = [
  [22.0, 24.4, 22.0, 19.4, 17.5],
  [19.8, 22.0, 19.8, 17.8, 16.0],
  [17.8, 19.8, 17.8, 16.0, 14.4],
  [16.0, 17.8, 16.0, 14.4, 13.0],
  [14.4, 16.0, 14.4, 13.0, 11.7],
].flat()

/** Figure 3.5: where the best actions lead: up, down, left, right. */
export const GRIDWORLD_ARROWS = [
  ['r', 'udlr', 'l', 'udlr', 'l'],
  ['ur', 'u', 'ul', 'l', 'l'],
  ['ur', 'u', 'ul', 'ul', 'ul'],
  ['ur', 'u', 'ul', 'ul', 'ul'],
  ['ur', 'u', 'ul', 'ul', 'ul'],
].flat()

/** Figure 4.1: the values of the random policy in the small grid after so many sweeps, each from the values of the sweep before, and for ever. The
 *  figure prints −1.75 as −1.7. */
export const SMALL_GRID_SWEEPS: readonly { sweeps: number; digits: number; values: number[] }[] = [
  {
    sweeps: 1,
    digits: 1,
    values: [
      [0, -1, -1, -1],
      [-1, -1, -1, -1],
      [-1, -1, -1, -1],
      [-1, -1, -1, 0],
    ].flat(),
  },
  {
    sweeps: 2,
    digits: 2,
    values: [
      [0, -1.75, -2, -2],
      [-1.75, -2, -2, -2],
      [-2, -2, -2, -1.75],
      [-2, -2, -1.75, 0],
    ].flat(),
  },
  {
    sweeps: 3,
    digits: 1,
    values: [
      [0, -2.4, -2.9, -3],
      [-2.4, -2.9, -3, -2.9],
      [-2.9, -3, -2.9, -2.4],
      [-3, -2.9, -2.4, 0],
    ].flat(),
  },
  {
    sweeps: 10,
    digits: 1,
    values: [
      [0, -6.1, -8.4, -9],
      [-6.1, -7.7, -8.4, -8.4],
      [-8.4, -8.4, -7.7, -6.1],
      [-9, -8.4, -6.1, 0],
    ].flat(),
  },
  {
    sweeps: 300,
    digits: 1,
    values: [
      [0, -14, -20, -22],
      [-14, -18, -20, -20],
      [-20, -20, -18, -14],
      [-22, -20, -14, 0],
    ].flat(),
  },
]

/** Moves to the nearer end of the small grid, each of which costs 1. */
export const SMALL_GRID_BEST = [
  [0, -1, -2, -3],
  [-1, -2, -3, -2],
  [-2, -3, -2, -1],
  [-3, -2, -1, 0],
].flat()

/** Figure 5.2: the least sum at which the best policy of blackjack sticks, against an ace, 2, 3, … 10. */
export const BLACKJACK_STICKS = {
  withoutAce: [17, 13, 13, 12, 12, 12, 17, 17, 17, 17],
  withAce: [19, 18, 18, 18, 18, 18, 18, 18, 19, 19],
} as const

/** As the figures print values. */
export const rounded = (values: ArrayLike<number>, digits = 1): number[] =>
  Array.from(values, (value) => Number(value.toFixed(digits)) + 0)

/** The number of blackjack's state of this sum, against this card. */
export const blackjackState = (sum: number, card: number, usable: boolean): number =>
  20 * (sum - 12) + 2 * (card - 1) + (usable ? 1 : 0)

/** The least sum at which these values of actions [states × 2] stick, against an ace, 2, … 10; null where what sticks is no interval up to 21. */
export const sticksFrom = (q: ArrayLike<number>, usable: boolean): (number | null)[] =>
  Array.from({ length: 10 }, (_, i) => {
    const sticks = Array.from({ length: 10 }, (_sum, k) => {
      const at = 2 * blackjackState(12 + k, i + 1, usable)
      return q[at]! > q[at + 1]!
    })
    const first = sticks.indexOf(true)
    return first >= 0 && sticks.slice(first).every(Boolean) ? 12 + first : null
  })
