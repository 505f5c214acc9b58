import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { newStepOut, type Options } from '../../game/core/task.ts'
import * as M from '../../game/tasks/maze/layout.ts'
import { maze } from '../../game/tasks/maze/maze.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'

/** Final hashes of version 1 by seed: whole matches of restless play. They change only with the task's version. */
const GOLDEN_HASHES = { '1': '1bdb919d20cd05ee', '2': 'a09d2ed159bcf986', '3': '22f1a3a77ce36503' }

const STAY = 0
const UP = 1
const RIGHT = 2
const LEFT = 4

function begun(options: Options = {}, seed = 1, seats = 1): Float64Array {
  const state = new Float64Array(maze.layout.length)
  maze.reset(state, completeOptions(maze, options), new SeededChance(seed), seats)
  return state
}

/** A corridor of cells, the door and the goal at its end, the key in its first cell but one. */
function corridor(seats = 1): Float64Array {
  const state = begun({ size: 4 }, 1, seats)
  for (let y = 0; y < 9; y++) state[M.WALLS + y] = 2 ** 9 - 1
  state[M.WALLS + 1] = 0b1_0000_0001
  Object.assign(state, {
    [M.KEY_X]: 3,
    [M.KEY_Y]: 1,
    [M.DOOR_X]: 4,
    [M.DOOR_Y]: 1,
    [M.GOAL_X]: 7,
    [M.GOAL_Y]: 1,
  })
  return state
}

/** Steps until it ends or `ticks` are over. */
function run(state: Float64Array, act: (seat: number) => number, ticks = M.MAX_TICKS) {
  const out = newStepOut(M.MOST_SEATS)
  const returns = [0, 0, 0, 0]
  const chance = new SeededChance(1)
  let tick = 0
  do {
    maze.step(
      state,
      Float64Array.from({ length: M.MOST_SEATS }, (_, seat) => act(seat)),
      chance,
      out,
    )
    out.rewards.forEach((reward, seat) => (returns[seat]! += reward))
  } while (++tick < ticks && !out.terminated && !out.truncated)
  return { tick, returns, ...out }
}

/** Tiles that can be walked on, as text. */
const drawn = (state: Float64Array): string =>
  Array.from({ length: state[M.TILES]! }, (_, y) =>
    Array.from({ length: state[M.TILES]! }, (_, x) => ((state[M.WALLS + y]! >>> x) & 1 ? '#' : '.')).join(''),
  ).join('\n')

test('a step is taken at once and the next one four ticks later, and a wall costs nothing', () => {
  const state = corridor()
  const at: number[] = []
  for (let tick = 0; tick < 9; tick++) {
    run(state, () => RIGHT, 1)
    at.push(state[M.X]!)
  }
  expect(at).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 4])
  const blocked = corridor()
  run(blocked, () => UP, 1)
  expect([blocked[M.X], blocked[M.Y], blocked[M.WAIT]]).toEqual([1, 1, 0])
})

test('the door opens to who has the key alone', () => {
  const state = corridor()
  state[M.KEY_X] = 6
  run(state, () => RIGHT, 100)
  expect([state[M.X], state[M.HAS_KEY]]).toEqual([3, 0])
  state[M.KEY_X] = 2
  run(state, (seat) => (seat === 0 && state[M.HAS_KEY] === 0 && state[M.X]! > 2 ? LEFT : RIGHT), 100)
  expect(state[M.DONE_AT]).toBeGreaterThan(0)
})

test('only the goal rewards, and the time to it is the score', () => {
  const state = corridor()
  const { tick, returns, terminated } = run(state, () => RIGHT)
  // Six steps, the first in the first tick.
  expect({ tick, returns, terminated }).toEqual({ tick: 21, returns: [1, 0, 0, 0], terminated: true })
  expect(maze.score(state, 0)).toBeCloseTo(-0.7, 12)
  expect(maze.scoring.show(maze.score(state, 0))).toBe('0.7 s')
  const idle = begun()
  expect(run(idle, () => STAY)).toMatchObject({ tick: 3_600, truncated: true, terminated: false })
  expect(maze.scoring.show(maze.score(idle, 0))).toBe('not there')
})

test('a race ends when all are there, or twenty seconds after the first', () => {
  expect(run(corridor(3), () => RIGHT)).toMatchObject({ tick: 21, returns: [1, 1, 1, 0] })
  expect(run(corridor(2), (seat) => (seat === 0 ? RIGHT : STAY))).toMatchObject({
    tick: 21 + 600,
    returns: [1, 0, 0, 0],
    terminated: true,
  })
})

test.each([4, 7, 12])(
  'with %i cells on a side every one is reached by exactly one way, the key before the door',
  (size) => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 20; seed++) {
      const state = begun({ size }, seed)
      const text = drawn(state)
      seen.add(text)
      const tiles = 2 * size + 1
      // A tree: a gap less than there are cells, and everything reached.
      expect(text.replaceAll(/[#\n]/g, '')).toHaveLength(2 * size * size - 1)
      const reach = (door: boolean): Map<number, number> => {
        const far = new Map([[tiles + 1, 0]])
        for (const [tile, steps] of far)
          for (const next of [tile - 1, tile + 1, tile - tiles, tile + tiles])
            if (
              text[next + Math.floor(next / tiles)] === '.' &&
              !far.has(next) &&
              (door || next !== state[M.DOOR_Y]! * tiles + state[M.DOOR_X]!)
            )
              far.set(next, steps + 1)
        return far
      }
      const [all, before] = [reach(true), reach(false)]
      const [goal, key] = [state[M.GOAL_Y]! * tiles + state[M.GOAL_X]!, state[M.KEY_Y]! * tiles + state[M.KEY_X]!]
      expect(all.size).toBe(2 * size * size - 1)
      expect(all.get(goal)).toBe(Math.max(...all.values()))
      expect(before.has(goal)).toBe(false)
      expect(before.get(key)).toBe(Math.max(...before.values()))
    }
    // Small ones are sometimes the same.
    expect(seen.size).toBeGreaterThan(15)
  },
)

test('a maze with a number is always the same, whatever chance is', () => {
  expect(drawn(begun({ maze: 5 }, 1))).toBe(drawn(begun({ maze: 5 }, 2)))
  expect(drawn(begun({ maze: 5 }, 1))).not.toBe(drawn(begun({ maze: 6 }, 1)))
})

test('what is seen is the window around oneself, with what is still to be found', () => {
  const state = corridor(2)
  state[M.X + 1] = 2
  const seen = new Float32Array(maze.observations['window']!.space.names.length)
  const look = (seat: number): string[] => {
    maze.observations['window']!.observe(state, seat, seen, 0)
    return Array.from({ length: 6 }, (_, channel) =>
      Array.from({ length: 7 }, (_, x) => seen[(3 * 7 + x) * 6 + channel]).join(''),
    )
  }
  // From column −2 to 4: the corridor's row.
  expect(look(0)).toEqual(['1110000', '0000010', '0000001', '0000000', '0000100', '0000000'])
  state[M.HAS_KEY] = 1
  state[M.X] = 5
  // From column 2 to 8.
  expect(look(0)).toEqual(['0000001', '0000000', '0000000', '0000010', '1000000', '1111111'])
  state[M.DONE_AT + 1] = 9
  expect(look(0)[4]).toBe('0000000')
})

test('who knows the way is there first, a hand on the wall comes there too, and dice hardly ever', () => {
  const seconds = (strength: string): number[] =>
    [1, 2, 3, 4, 5, 6].map((seed) => {
      const state = begun({}, seed)
      const player = maze.builtIns.find((one) => one.strength === strength)!.create(new SeededChance(seed))
      let action = 0
      let tick = 0
      run(state, () =>
        tick++ % (M.MOST_SEATS * maze.decisionPeriod) === 0 ? (action = player.decide(state, 0)) : action,
      )
      return -maze.score(state, 0)
    })
  const [dice, hand, tourist, courier] = ['random', 'easy', 'middle', 'hard'].map(seconds)
  for (let i = 0; i < 6; i++) {
    expect(courier![i]).toBeLessThan(tourist![i]!)
    expect(courier![i]).toBeLessThanOrEqual(hand![i]!)
    expect(hand![i]).toBeLessThan(120)
  }
  expect(dice!.filter((time) => time === 120).length).toBeGreaterThan(3)
})

test('version 1 behaves as it always did: its golden hashes', () => {
  const hashes = Object.keys(GOLDEN_HASHES).map((seed) => {
    const act = restlessActions(maze, Number(seed) + 1)
    return [seed, recordMatch(maze, Number(seed), act, { seats: 3 }).log.footer.finalHash]
  })
  expect(Object.fromEntries(hashes)).toEqual(GOLDEN_HASHES)
  expect(maze.version).toBe(1)
})
