import { describe, expect, test } from 'vitest'
import { box, gridBox } from '../../game/core/spaces.ts'
import { longestHistory, StateHistory } from '../../game/core/state-history.ts'
import type { Row, Task } from '../../game/core/task.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import type { Brain } from '../../server/brains/brain.ts'
import { balance } from '../support/tasks/balance/balance.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'
import { agent, MatchBench } from '../match/match-bench.ts'

test('keeps as many states as it is long, the newest first, and none across a reset', () => {
  const history = new StateHistory(2, 1)
  const kept = (): number[] => history.earlier.map((row) => row[0]!)
  expect(kept()).toEqual([])
  for (const x of [1, 2, 3]) history.keep(Float64Array.of(x))
  expect(kept()).toEqual([3, 2])
  history.clear()
  expect(kept()).toEqual([])
  history.keep(Float64Array.of(4))
  expect(kept()).toEqual([4])
})

test('a task without such an observation keeps nothing', () => {
  expect([longestHistory(lanterns), longestHistory(balance)]).toEqual([0, 1])
  const none = new StateHistory(0, 1)
  none.keep(Float64Array.of(1))
  expect(none.earlier).toEqual([])
})

/** Balance, seen as x now and at the three decisions before; NaN where there is none. */
const looking: Task = {
  ...balance,
  observations: {
    past: {
      name: 'past',
      space: box({ now: [-1, 1], one: [-1, 1], two: [-1, 1], three: [-1, 1] }),
      history: 3,
      observe(state, _seat, out, offset, earlier = []) {
        const rows: readonly Row[] = [state, ...earlier]
        for (let i = 0; i < 4; i++) out[offset + i] = rows[i]?.[2] ?? NaN
      },
    },
  },
}

describe('an observation with a history', () => {
  test('sees the states of earlier decisions in simulation, and nothing of the episode before', () => {
    const env = new VectorEnv({
      task: looking,
      observation: 'past',
      environments: 1,
      seed: 1,
      options: () => ({ length: 10 }),
    })
    const seen: number[][] = [[...env.observations]]
    for (let step = 0; step < 7; step++) {
      env.step([0])
      seen.push([...env.observations])
    }
    // Ten ticks are five decisions; the sixth observation is the first of the next episode.
    const x = seen.map(([now]) => now!)
    expect(seen).toEqual([
      [x[0], NaN, NaN, NaN],
      [x[1], x[0], NaN, NaN],
      [x[2], x[1], x[0], NaN],
      [x[3], x[2], x[1], x[0]],
      [x[4], x[3], x[2], x[1]],
      [x[5], NaN, NaN, NaN],
      [x[6], x[5], NaN, NaN],
      [x[7], x[6], x[5], NaN],
    ])
  })

  test('sees the same in a match', () => {
    const asked: number[][] = []
    const brain: Brain = {
      decide(questions) {
        const out = new Float32Array(4)
        for (const { state, seat, earlier } of questions)
          looking.observations['past']!.observe(state, seat, out, 0, earlier)
        asked.push([...out])
        return questions.map(() => ({ code: 0, mind: null }))
      },
      close: () => undefined,
    }
    const seats = [agent(0, undefined, looking)]
    new MatchBench(seats, { task: looking, brains: [brain] }).begin().ticks(8)
    const x = asked.map(([now]) => now!)
    expect(new Set(x).size).toBe(5)
    expect(asked).toEqual([
      [x[0], NaN, NaN, NaN],
      [x[1], x[0], NaN, NaN],
      [x[2], x[1], x[0], NaN],
      [x[3], x[2], x[1], x[0]],
      [x[4], x[3], x[2], x[1]],
    ])
  })
})

test('a grid of numbers has a shape, and each is named by its place, the last dimension fastest', () => {
  const grid = gridBox([2, 2, 1], [-1, 1])
  expect(grid).toMatchObject({ names: ['0,0,0', '0,1,0', '1,0,0', '1,1,0'], shape: [2, 2, 1] })
  expect([...grid.low, ...grid.high]).toEqual([-1, -1, -1, -1, 1, 1, 1, 1])
  expect(box({ x: [0, 1], y: [0, 2] }).shape).toEqual([2])
})
