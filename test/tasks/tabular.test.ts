import { describe, expect, test } from 'vitest'
import type { FiniteModel } from '../../game/core/finite-model.ts'
import { newStepOut, type Task } from '../../game/core/task.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { blackjack } from '../../game/tasks/blackjack/blackjack.ts'
import { cliff } from '../../game/tasks/cliff/cliff.ts'
import { gridworld } from '../../game/tasks/gridworld/gridworld.ts'
import { randomWalk } from '../../game/tasks/random-walk/random-walk.ts'
import { smallGrid } from '../../game/tasks/small-grid/small-grid.ts'
import { windy } from '../../game/tasks/windy/windy.ts'
import { actionValues, evaluationSweep, optimalitySweep } from '../../game/learn/maths/dynamic-programming.ts'
import {
  BLACKJACK_STICKS,
  blackjackState,
  GRIDWORLD_BEST,
  GRIDWORLD_RANDOM,
  rounded,
  SMALL_GRID_BEST,
  SMALL_GRID_SWEEPS,
  sticksFrom,
} from '../support/textbook.ts'

// Tables and figures are those that the second edition of Sutton & Barto prints.

const [UP, DOWN, LEFT, RIGHT] = [0, 1, 2, 3]
/** Sweeps after which nothing changes any more. */
const MANY = 300

const modelOf = (task: Task): FiniteModel => task.model!

/** Where an action leads in a task that leaves nothing to chance, by its model and by its step, which must agree. */
function leads(task: Task, state: number, action: number): [next: number, reward: number, terminated: boolean] {
  const [{ next, reward, terminated }] = modelOf(task).transitions(state, action) as [
    ReturnType<FiniteModel['transitions']>[number],
  ]
  const row = new Float64Array(task.layout.length)
  row[0] = state
  const out = newStepOut(1)
  task.step(row, Float64Array.of(action), new SeededChance(1), out)
  expect([modelOf(task).stateOf(row), out.rewards[0], out.terminated]).toEqual([next, reward, terminated])
  return [next, reward, terminated]
}

/** What everything leads to, state after state, in a task that leaves nothing to chance. */
const allLeads = (task: Task): number[] =>
  Array.from({ length: modelOf(task).states }, (_, state) =>
    [UP, DOWN, LEFT, RIGHT].map((action) => leads(task, state, action)[0]),
  ).flat()

/** Values after so many sweeps over all states from 0, each from the values of the sweep before. */
function swept(
  model: FiniteModel,
  sweeps: number,
  sweep: (from: Float64Array, to: Float64Array) => void,
): Float64Array {
  let [values, before] = [new Float64Array(model.states), new Float64Array(model.states)]
  for (let i = 0; i < sweeps; i++) {
    ;[values, before] = [before, values]
    sweep(before, values)
  }
  return values
}

function randomValues(model: FiniteModel, gamma: number, sweeps: number): Float64Array {
  const policy = new Float64Array(model.states * model.actions).fill(1 / model.actions)
  return swept(model, sweeps, (from, to) => evaluationSweep(model, policy, gamma, from, to))
}

const bestValues = (model: FiniteModel, gamma: number, sweeps: number): Float64Array =>
  swept(model, sweeps, (from, to) => optimalitySweep(model, gamma, from, to))

describe('gridworld', () => {
  test('has the values of the random policy in figure 3.2 and the best ones in figure 3.5', () => {
    expect(rounded(randomValues(modelOf(gridworld), 0.9, MANY))).toEqual(GRIDWORLD_RANDOM)
    expect(rounded(bestValues(modelOf(gridworld), 0.9, MANY))).toEqual(GRIDWORLD_BEST)
  })

  test('jumps from A and B whatever is done, stays where a move would leave it, and never ends', () => {
    for (const action of [UP, DOWN, LEFT, RIGHT]) {
      expect(leads(gridworld, 1, action)).toEqual([21, 10, false])
      expect(leads(gridworld, 3, action)).toEqual([13, 5, false])
    }
    expect(leads(gridworld, 4, RIGHT)).toEqual([4, -1, false])
    expect(leads(gridworld, 4, LEFT)).toEqual([3, 0, false])
    expect(allLeads(gridworld)).toHaveLength(100)
  })
})

describe('small-grid', () => {
  test.each(SMALL_GRID_SWEEPS)(
    'has the values of the random policy in figure 4.1 after $sweeps sweeps',
    ({ sweeps, digits, values }) => {
      expect(rounded(randomValues(modelOf(smallGrid), 1, sweeps), digits)).toEqual(values)
    },
  )

  test('has a way to the nearer end as long as the moves that it takes', () => {
    expect(Array.from(bestValues(modelOf(smallGrid), 1, MANY))).toEqual(SMALL_GRID_BEST)
    expect(allLeads(smallGrid)).toHaveLength(64)
    // The book's own example: p(6, −1 | 5, right) = 1, p(7, −1 | 7, right) = 1.
    expect(leads(smallGrid, 5, RIGHT)).toEqual([6, -1, false])
    expect(leads(smallGrid, 7, RIGHT)).toEqual([7, -1, false])
  })
})

describe('cliff', () => {
  const [START, GOAL] = [36, 47]

  test('has an optimal way of 13 moves along the edge, and a safer one of 17', () => {
    expect(bestValues(modelOf(cliff), 1, MANY)[START]).toBe(-13)
    const walk = (...moves: [move: number, times: number][]): number => {
      let [state, sum] = [START, 0]
      for (const [move, times] of moves)
        for (let i = 0; i < times; i++) {
          const [next, reward] = leads(cliff, state, move)
          state = next
          sum += reward
        }
      expect(state).toBe(GOAL)
      return sum
    }
    expect(walk([UP, 1], [RIGHT, 11], [DOWN, 1])).toBe(-13)
    expect(walk([UP, 3], [RIGHT, 11], [DOWN, 3])).toBe(-17)
  })

  test('sends whoever falls back to the start for 100, and goes on', () => {
    expect(leads(cliff, START, RIGHT)).toEqual([START, -100, false])
    for (let column = 1; column <= 10; column++) expect(leads(cliff, 24 + column, DOWN)).toEqual([START, -100, false])
    expect(leads(cliff, 35, DOWN)).toEqual([GOAL, -1, true])
    expect(leads(cliff, 0, UP)).toEqual([0, -1, false])
    expect(allLeads(cliff)).toHaveLength(192)
  })
})

describe('windy', () => {
  const cell = (row: number, column: number): number => 10 * row + column

  test('takes 15 steps at least', () => {
    expect(bestValues(modelOf(windy), 1, MANY)[cell(3, 0)]).toBe(-15)
  })

  test('carries up by the wind of the column that is left', () => {
    // The book: one cell to the right of the goal, "left" takes you to the cell just above the goal.
    expect(leads(windy, cell(3, 8), LEFT)).toEqual([cell(2, 7), -1, false])
    expect(leads(windy, cell(3, 2), RIGHT)).toEqual([cell(3, 3), -1, false])
    expect(leads(windy, cell(3, 3), RIGHT)).toEqual([cell(2, 4), -1, false])
    expect(leads(windy, cell(5, 6), UP)).toEqual([cell(2, 6), -1, false])
    expect(leads(windy, cell(0, 7), RIGHT)).toEqual([cell(0, 8), -1, false])
    expect(leads(windy, cell(4, 8), LEFT)).toEqual([cell(3, 7), -1, true])
    expect(allLeads(windy)).toHaveLength(280)
  })
})

test('random-walk is worth 1/6 to 5/6 from A to E', () => {
  const values = randomValues(modelOf(randomWalk), 1, MANY)
  expect(values[0]).toBe(0)
  expect(values[6]).toBe(0)
  for (let i = 1; i <= 5; i++) expect(values[i]!).toBeCloseTo(i / 6, 12)
})

describe('blackjack', () => {
  const model = modelOf(blackjack)
  /** No hand can be hit more often. */
  const SWEEPS = 25

  test('has the optimal policy of figure 5.2, the notch at an ace included', () => {
    const q = new Float64Array(2 * model.states)
    actionValues(model, bestValues(model, 1, SWEEPS), 1, q)
    expect(sticksFrom(q, false)).toEqual(BLACKJACK_STICKS.withoutAce)
    expect(sticksFrom(q, true)).toEqual(BLACKJACK_STICKS.withAce)
  })

  test('lets the dealer go bust as often as tables of an endless deck say', () => {
    // Chances that a dealer who stands on every 17 goes bust, against 12, which wins in no other way: ace, 2, … 10.
    const published = [0.1153, 0.3536, 0.3739, 0.3945, 0.4164, 0.4232, 0.2623, 0.2447, 0.2284, 0.2121]
    for (const [i, bust] of published.entries()) {
      const ways = model.transitions(blackjackState(12, i + 1, false), 0)
      expect(ways.find(({ reward }) => reward === 1)!.probability).toBeCloseTo(bust, 4)
    }
  })

  test('begins with a natural in 8 of 169 games, which wins unless the dealer has one too', () => {
    const naturals = model.starts.filter((start) => start.state >= 200)
    expect(naturals.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(8 / 169, 12)
    for (const action of [0, 1]) {
      expect(model.transitions(200, action)).toMatchObject([
        { probability: 1 - 4 / 13, reward: 1, terminated: true },
        { probability: 4 / 13, reward: 0, terminated: true },
      ])
      expect(model.transitions(204, action)).toMatchObject([{ probability: 1, reward: 1, terminated: true }])
      expect(model.transitions(209, action)).toMatchObject([{ reward: 1 }, { probability: 1 / 13, reward: 0 }])
    }
  })

  test('counts a usable ace 11 until that would be too much', () => {
    const after = (sum: number, usable: boolean): [number, number][] =>
      model
        .transitions(blackjackState(sum, 6, usable), 1)
        .map(({ next, probability }) => [next, Math.floor(13 * probability + 0.5)])
    // 12 with an ace: another ace makes 13, a nine 21, a ten a hard 12.
    expect(after(12, true)).toEqual([
      ...Array.from({ length: 9 }, (_, i) => [blackjackState(13 + i, 6, true), 1]),
      [blackjackState(12, 6, false), 4],
    ])
    // A hard 20 lives on by an ace alone.
    expect(after(20, false)).toEqual([
      [blackjackState(21, 6, false), 1],
      [210, 12],
    ])
  })
})
