import { describe, expect, test } from 'vitest'
import type { Task } from '../../game/core/task.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import { greedyAction } from '../../game/learn/maths/action-tables.ts'
import { actionValues, optimalitySweep } from '../../game/learn/maths/dynamic-programming.ts'
import type { Episode } from '../../game/learn/runs/episode-watch.ts'
import { Forward } from '../../game/nets/forward.ts'
import { taskById } from '../../game/tasks/index.ts'
import { TableRun } from '../support/table-run.ts'

const [walk, windy, cliff, gridworld, blackjack] = ['random-walk', 'windy', 'cliff', 'gridworld', 'blackjack'].map(
  taskById,
) as [Task, Task, Task, Task, Task]

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const meanReturn = (episodes: readonly Episode[]): number => meanOf(episodes.map((episode) => episode.return))

describe('the random walk of example 6.2', () => {
  /** Root mean square error over A to E, whose values are 1/6 to 5/6. */
  const errorOf = (v: Float64Array): number =>
    Math.sqrt(meanOf([1, 2, 3, 4, 5].map((state) => (v[state]! - state / 6) ** 2)))

  /** The error after about 100 episodes, from values of 0.5, on average over 40 runs. */
  const meanError = async (algorithm: string, settings: Settings): Promise<number> => {
    const errors: number[] = []
    for (let seed = 1; seed <= 40; seed++) {
      const run = new TableRun(walk, algorithm, { steps: 900, ...settings }, { seed, first: 0.5 })
      await run.rounds()
      errors.push(errorOf(run.table('v')))
    }
    return meanOf(errors)
  }

  test('TD(0) changes after the first episode one value alone, by a tenth of what it was wrong by', async () => {
    const run = new TableRun(walk, 'td-prediction', { steps: 1, learningRate: 0.1 }, { first: 0.5 })
    let ended: Episode[] = []
    while (ended.length === 0) ended = await run.rounds()
    const v = Array.from(run.table('v').subarray(1, 6))
    expect(v.map((value) => Number(value.toFixed(12)))).toEqual(
      ended[0]!.return === 1 ? [0.5, 0.5, 0.5, 0.5, 0.55] : [0.45, 0.5, 0.5, 0.5, 0.5],
    )
  })

  test('TD(0) is nearer to the true values than constant-α Monte Carlo, whatever its α', async () => {
    const td = await meanError('td-prediction', { learningRate: 0.05 })
    expect(td).toBeLessThan(0.05)
    for (const learningRate of [0.01, 0.02, 0.03, 0.04])
      expect(await meanError('monte-carlo-prediction', { learningRate, visits: 'every' })).toBeGreaterThan(td + 0.02)
  })

  const others: [algorithm: string, settings: Settings][] = [
    ['monte-carlo-prediction', { visits: 'first' }],
    ['monte-carlo-prediction', { visits: 'every' }],
    ['td-prediction', { n: 4, learningRate: 0.01 }],
    ['td-prediction', { lambda: 0.8, learningRate: 0.01 }],
    ['td-prediction', { lambda: 0.8, learningRate: 0.01, traces: 'replacing' }],
  ]
  test.each(others)('%s comes to the true values: %o', async (algorithm, settings) => {
    const run = new TableRun(walk, algorithm, { steps: 20_000, ...settings }, { first: 0.5, slots: 2 })
    await run.rounds()
    expect(errorOf(run.table('v'))).toBeLessThan(0.03)
  })
})

/** The way that the best known actions lead from a state: its cells, and the sum of its rewards; null where it leads nowhere. */
function greedyWay(run: TableRun, from: number): { cells: number[]; sum: number } | null {
  const q = run.table('q')
  const { transitions } = run.task.model!
  const cells = [from]
  for (let sum = 0; cells.length < 100;) {
    const state = cells.at(-1)!
    const [way] = transitions(state, greedyAction(q, state, 4))
    cells.push(way!.next)
    sum += way!.reward
    if (way!.terminated) return { cells, sum }
  }
  return null
}

describe('the windy gridworld of example 6.5', () => {
  const START = 30

  test('Sarsa ends some 170 episodes in 8,000 steps, and finds the 15 steps once it learns more slowly', async () => {
    const run = new TableRun(windy, 'sarsa', { steps: 8000, learningRate: 0.5 })
    const episodes = await run.rounds()
    expect(episodes.length).toBeGreaterThan(140)
    expect(episodes.length).toBeLessThan(190)
    run.learner.configure({ learningRate: 0.1 })
    await run.rounds(2)
    expect(greedyWay(run, START)?.sum).toBe(-15)
  })

  const others: [algorithm: string, settings: Settings][] = [
    ['sarsa', { n: 4, learningRate: 0.1 }],
    ['sarsa', { lambda: 0.8, learningRate: 0.1 }],
    ['expected-sarsa', { learningRate: 0.5 }],
    ['q-learning', { learningRate: 0.5 }],
    ['q-learning', { learningRate: 0.5, double: true }],
    ['q-learning', { learningRate: 0.5, temperature: 0.5 }],
    ['expected-sarsa', { learningRate: 0.5, temperature: 0.5 }],
  ]
  test.each(others)('%s finds a way of 15 steps, or of one or two more: %o', async (algorithm, settings) => {
    const run = new TableRun(windy, algorithm, { steps: 40_000, ...settings })
    await run.rounds()
    expect(greedyWay(run, START)?.sum).toBeGreaterThanOrEqual(-17)
  })
})

describe('the cliff of example 6.6', () => {
  const START = 36
  const alongEdge = (cells: readonly number[]): number => cells.filter((cell) => cell > 24 && cell < 35).length

  test('Q-learning finds the way along the edge and falls while it explores; Sarsa earns more on a safer way', async () => {
    const learned = async (algorithm: string): Promise<{ run: TableRun; online: number }> => {
      const run = new TableRun(cliff, algorithm, { steps: 20_000, learningRate: 0.1, epsilon: 0.1 })
      await run.rounds()
      return { run, online: meanReturn(await run.rounds()) }
    }
    const [edge, safe] = [await learned('q-learning'), await learned('sarsa')]
    const [edgeWay, safeWay] = [greedyWay(edge.run, START), greedyWay(safe.run, START)]
    expect(edgeWay!.sum).toBe(-13)
    expect(alongEdge(edgeWay!.cells)).toBe(10)
    expect(safeWay!.sum).toBeGreaterThanOrEqual(-17)
    expect(alongEdge(safeWay!.cells)).toBe(0)
    // The figure has about −50 and −25.
    expect(edge.online).toBeLessThan(-40)
    expect(safe.online).toBeGreaterThan(-30)
  })
})

test('Monte Carlo control plays blackjack by figure 5.2 after 400,000 games, but where it hardly matters', async () => {
  const model = blackjack.model!
  const v = new Float64Array(model.states)
  for (let i = 0; i < 25; i++) optimalitySweep(model, 1, v, v)
  const best = new Float64Array(2 * model.states)
  actionValues(model, v, 1, best)
  const run = new TableRun(blackjack, 'monte-carlo-control', { steps: 60_000, exploration: 'starts' }, { slots: 10 })
  const games = await run.rounds()
  expect(games.length).toBeGreaterThan(400_000)
  const q = run.table('q')
  /** What a game is worth less where the learned action is taken, for each of the book's states. */
  const losses = Array.from({ length: 200 }, (_, state) => v[state]! - best[2 * state + greedyAction(q, state, 2)]!)
  expect(losses.filter((loss) => loss > 1e-9).length).toBeLessThanOrEqual(12)
  expect(Math.max(...losses)).toBeLessThan(0.1)
})

test('Monte Carlo and TD find what a policy of blackjack is worth that is given as weights', async () => {
  // Sticks on 20 and 21 only, as in figure 5.1.
  const { states } = blackjack.model!
  const weights = new Float32Array(2 * states + 2)
  for (let state = 0; state < states; state++) weights[2 * state + (Math.floor(state / 20) >= 8 ? 0 : 1)] = 50
  const values = async (algorithm: string, settings: Settings): Promise<Float64Array> => {
    const run = new TableRun(blackjack, algorithm, settings, { weights, slots: 10 })
    await run.rounds()
    return run.table('v')
  }
  const exact = await values('policy-evaluation', { sweeps: 25 })
  const found = [
    await values('monte-carlo-prediction', { steps: 20_000 }),
    await values('td-prediction', { steps: 20_000, learningRate: 0.01 }),
  ]
  for (const v of found) {
    const errors = Array.from({ length: 200 }, (_, state) => Math.abs(v[state]! - exact[state]!))
    // Hands with a usable ace are rare; a sum of 20 is not.
    expect(meanOf(errors)).toBeLessThan(0.08)
    for (let card = 0; card < 10; card++) expect(errors[20 * 8 + 2 * card]!).toBeLessThan(0.1)
  }
})

describe('episodes that are cut off', () => {
  const learned = async (unfinished: string, gamma: number): Promise<{ v: Float64Array; learnedFrom: number }> => {
    // No episode of the gridworld ends: each is truncated after 200 steps, and a round cuts it off after 50.
    const run = new TableRun(gridworld, 'monte-carlo-prediction', { steps: 50, unfinished, gamma }, { first: 100 })
    const { learnedFrom } = await run.report()
    return { v: run.table('v'), learnedFrom: learnedFrom! }
  }

  test('are left out', async () => {
    const { v, learnedFrom } = await learned('leftOut', 1)
    expect(learnedFrom).toBe(0)
    expect(v.every((value) => value === 100)).toBe(true)
  })

  test('count as if they had ended, or the table says what would have followed', async () => {
    const [ended, valued] = [await learned('ended', 1), await learned('valued', 1)]
    expect(ended.learnedFrom).toBeGreaterThan(0)
    const visited = Array.from(ended.v.keys()).filter((state) => ended.v[state] !== 100)
    for (const state of visited) expect(valued.v[state]!).toBeCloseTo(ended.v[state]! + 100, 9)
  })
})

test('whoever draws by the weights nearly always takes the best action, and they are read back', async () => {
  const run = new TableRun(cliff, 'q-learning', { steps: 20_000, learningRate: 0.5 })
  await run.rounds()
  const { spec, weights } = run.learner
  const outputs = new Float32Array(4)
  new Forward(spec, weights).outputs(
    Float32Array.from({ length: 48 }, (_, i) => (i === 24 ? 1 : 0)),
    1,
    outputs,
  )
  const [most, second] = Array.from(outputs).toSorted((a, b) => b - a)
  expect(most! - second!).toBeGreaterThan(20)
  const other = new TableRun(cliff, 'q-learning', {}, { weights })
  for (const [i, value] of run.table('q').entries()) expect(other.table('q')[i]).toBeCloseTo(value, 4)
})
