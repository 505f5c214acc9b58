import { describe, expect, test } from 'vitest'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { greedyActions } from '../../game/learn/maths/action-tables.ts'
import type { Task } from '../../game/core/task.ts'
import { taskById } from '../../game/tasks/index.ts'
import { TableRun } from '../support/table-run.ts'
import {
  BLACKJACK_STICKS,
  GRIDWORLD_ARROWS,
  GRIDWORLD_BEST,
  GRIDWORLD_RANDOM,
  rounded,
  SMALL_GRID_BEST,
  SMALL_GRID_SWEEPS,
  sticksFrom,
} from '../support/textbook.ts'

const [gridworld, smallGrid, blackjack] = ['gridworld', 'small-grid', 'blackjack'].map(taskById) as [Task, Task, Task]
const MANY = 400

describe('policy evaluation', () => {
  test.each(SMALL_GRID_SWEEPS)(
    'finds the values of the random policy in figure 4.1 after $sweeps sweeps',
    async ({ sweeps, digits, values }) => {
      const run = new TableRun(smallGrid, 'policy-evaluation', { inPlace: false })
      await run.rounds(sweeps)
      expect(rounded(run.table('v'), digits)).toEqual(values)
    },
  )

  test('finds them in fewer sweeps where each state sees what has just changed', async () => {
    const errors = await Promise.all(
      [true, false].map(async (inPlace) => {
        const run = new TableRun(smallGrid, 'policy-evaluation', { inPlace, sweeps: 20 })
        await run.rounds()
        return Math.abs(run.table('v')[1]! + 14)
      }),
    )
    expect(errors[0]).toBeLessThan(0.6 * errors[1]!)
  })

  test('finds the values of the random policy in figure 3.2', async () => {
    const run = new TableRun(gridworld, 'policy-evaluation', { gamma: 0.9, sweeps: MANY })
    await run.rounds()
    expect(rounded(run.table('v'))).toEqual(GRIDWORLD_RANDOM)
  })

  test('finds the best values where it is given the best policy', async () => {
    const best = new TableRun(gridworld, 'value-iteration', { gamma: 0.9, sweeps: MANY })
    await best.rounds()
    const run = new TableRun(
      gridworld,
      'policy-evaluation',
      { gamma: 0.9, sweeps: MANY },
      { weights: best.learner.weights },
    )
    await run.rounds()
    expect(rounded(run.table('v'))).toEqual(GRIDWORLD_BEST)
  })
})

describe.each(['value-iteration', 'policy-iteration'])('%s', (algorithm) => {
  /** The policy's values, worked out again after its last improvement. */
  const planned = async (task: Task, gamma: number): Promise<TableRun> => {
    const run = new TableRun(task, algorithm, { gamma, sweeps: MANY })
    await run.rounds(8)
    return run
  }

  test('finds the best values and all the best actions of figure 3.5', async () => {
    const run = await planned(gridworld, 0.9)
    expect(rounded(run.table('v'))).toEqual(GRIDWORLD_BEST)
    const arrows = greedyActions(run.table('q'), 4).map((actions) => actions.map((action) => 'udlr'[action]).join(''))
    expect(arrows.map((each) => [...each].toSorted().join(''))).toEqual(
      GRIDWORLD_ARROWS.map((each) => [...each].toSorted().join('')),
    )
  })

  test('finds the shortest ways of the small grid', async () => {
    expect(rounded((await planned(smallGrid, 1)).table('v'))).toEqual(SMALL_GRID_BEST)
  })

  test('finds the best policy of blackjack in figure 5.2', async () => {
    const q = (await planned(blackjack, 1)).table('q')
    expect(sticksFrom(q, false)).toEqual(BLACKJACK_STICKS.withoutAce)
    expect(sticksFrom(q, true)).toEqual(BLACKJACK_STICKS.withAce)
  })
})

test('policy iteration comes to rest', async () => {
  const run = new TableRun(gridworld, 'policy-iteration', { gamma: 0.9, sweeps: MANY })
  const improved: number[] = []
  for (let round = 0; round < 6; round++) improved.push((await run.report())['improved']!)
  expect(improved[0]).toBe(25)
  expect(improved.at(-1)).toBe(0)
})

test('the policy of a model of other states is refused', () => {
  expect(() => new TableRun({ ...gridworld, model: smallGrid.model! }, 'value-iteration', {})).toThrow(/16 states/)
})

test('a table is no network, and has no critic', () => {
  const network = densePolicy({ inputs: 16, hidden: [], activation: 'linear', outputs: 4 })
  const setup = { space: smallGrid.action, seed: 1, model: smallGrid.model! }
  for (const spec of [
    network,
    { ...densePolicy({ inputs: 16, hidden: [8], activation: 'tanh', outputs: 4 }), critic: null },
  ])
    expect(() => createLearner({ id: 'q-learning' }, { ...setup, spec })).toThrow(/keeps a table/)
  createLearner({ id: 'q-learning' }, { ...setup, spec: { ...network, critic: null } }).dispose()
})
