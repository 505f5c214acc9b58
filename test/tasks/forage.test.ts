import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { newStepOut } from '../../game/core/task.ts'
import { forage } from '../../game/tasks/forage/forage.ts'
import * as F from '../../game/tasks/forage/layout.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'

/** Final hashes of version 1 by seed: whole matches of restless play. They change only with the task's version. */
const GOLDEN_HASHES = { '1': '3807ea457ae6e342', '2': 'b8940b38dfc58636', '3': '60eb45bff61a9c4b' }

const STAY = 0
const UP = 1
const RIGHT = 2
const DOWN = 3
const LEFT = 4
/** Chance that lets nothing grow where a patch is bare, and else in its first cell. */
const FIRST_CELL = { word: () => 0x10000 }

function begun(seats = 2, seed = 1): Float64Array {
  const state = new Float64Array(forage.layout.length)
  forage.reset(state, completeOptions(forage, {}), new SeededChance(seed), seats)
  return state
}

/** A meadow without food, everybody somewhere in row 16. */
function bare(xs: number[]): Float64Array {
  const state = begun(xs.length)
  state.fill(0, F.GROWN, F.GROWN + F.SIDE)
  xs.forEach((x, seat) => {
    state[F.X + seat] = x
    state[F.Y + seat] = 16
  })
  return state
}

function run(state: Float64Array, actions: number[], ticks: number, chance = FIRST_CELL): number[] {
  const out = newStepOut(F.MOST_SEATS)
  const returns = Array.from({ length: F.MOST_SEATS }, () => 0)
  const codes = Float64Array.from({ length: F.MOST_SEATS }, (_, seat) => actions[seat] ?? STAY)
  for (let tick = 0; tick < ticks; tick++) {
    forage.step(state, codes, chance, out)
    out.rewards.forEach((reward, seat) => (returns[seat]! += reward))
  }
  return returns.slice(0, state[F.SEATS])
}

const foodIn = (state: Float64Array): number =>
  state.subarray(F.GROWN, F.GROWN + F.SIDE).reduce((sum, row) => sum + row.toString(2).replaceAll('0', '').length, 0)

test('a cell at once and the next one four ticks later; food that stands there is eaten and is the reward', () => {
  const state = bare([10, 20])
  state[F.GROWN + 16] = (1 << 12) | (1 << 13)
  expect(run(state, [RIGHT], 1)).toEqual([0, 0])
  expect(state[F.X]).toBe(11)
  expect(run(state, [RIGHT], 8)).toEqual([2, 0])
  expect([state[F.X], state[F.FOOD], state[F.GROWN + 16]]).toEqual([13, 2, 0])
  expect(forage.score(state, 0)).toBe(2)
})

test('nobody leaves the meadow, and to try costs nothing', () => {
  const state = bare([0, 20])
  run(state, [LEFT, UP], 100)
  expect([state[F.X], state[F.WAIT]]).toEqual([0, 0])
  expect(state[F.Y + 1]).toBe(0)
})

test('a tag takes a quarter, rounded up, dazes for a second and leaves safe for four', () => {
  const state = bare([10, 11])
  state[F.FOOD + 1] = 9
  expect(run(state, [RIGHT], 1)).toEqual([3, -3])
  expect([state[F.X], state[F.X + 1]]).toEqual([10, 11])
  // It tries again and again: nothing is to be had until it is safe no more.
  expect(run(state, [RIGHT, UP], 28)).toEqual([0, 0])
  expect(state[F.Y + 1]).toBe(16)
  run(state, [STAY, UP], 3)
  expect(state[F.Y + 1]).toBe(15)
  run(state, [STAY, DOWN], 4)
  expect(run(state, [RIGHT], 80)).toEqual([0, 0])
  expect(run(state, [RIGHT], 12)).toEqual([2, -2])
})

test('who has nothing loses nothing', () => {
  expect(run(bare([10, 11]), [RIGHT], 1)).toEqual([0, 0])
})

test('of two who want the same food each has it as often, since who is first changes', () => {
  const won = [0, 0]
  for (let start = 0; start < 10; start++) {
    const state = bare([10, 12])
    state[F.TICK] = start
    state[F.GROWN + 16] = 1 << 11
    const [left, right] = run(state, [RIGHT, LEFT], 1)
    won[0]! += left!
    won[1]! += right!
  }
  expect(won).toEqual([5, 5])
})

test('a patch grows again as long as two pieces of it stand, and seldom once it is bare', () => {
  const grown = (pieces: number, word: number): number => {
    const state = bare([0, 31])
    for (let patch = 0; patch < F.PATCHES; patch++) {
      state[F.PATCH_X + patch] = 16
      state[F.PATCH_Y + patch] = 16
    }
    state[F.GROWN + 16] = [0, 1 << 16, (1 << 16) | (1 << 17)][pieces]!
    run(state, [], 15, { word: () => word })
    return foodIn(state) - pieces
  }
  // The first cell of the patch, with upper bits that are no multiple of eight and then are.
  expect([0, 1, 2].map((pieces) => grown(pieces, 0x10000))).toEqual([0, 0, 1])
  expect([0, 1, 2].map((pieces) => grown(pieces, 0x80000))).toEqual([1, 1, 1])
  expect(forage.asksChance(begun())).toBe(false)
  const state = begun()
  run(state, [], 14)
  expect(forage.asksChance(state)).toBe(true)
})

test('eight begin in eight places, which differ from match to match, and no food stands under anybody', () => {
  const places = new Set<string>()
  for (let seed = 1; seed <= 20; seed++) {
    const state = begun(8, seed)
    const all = Array.from({ length: 8 }, (_, seat) => `${state[F.X + seat]},${state[F.Y + seat]}`)
    expect(new Set(all).size).toBe(8)
    places.add(all[0]!)
    for (let seat = 0; seat < 8; seat++)
      expect((state[F.GROWN + state[F.Y + seat]!]! >>> state[F.X + seat]!) & 1).toBe(0)
  }
  expect(places.size).toBeGreaterThan(5)
})

test('what is seen is the window around oneself', () => {
  const state = bare([3, 8])
  state[F.GROWN + 15] = 1 << 5
  state[F.SAFE + 1] = 4
  const seen = new Float32Array(forage.observations['window']!.space.names.length)
  forage.observations['window']!.observe(state, 0, seen, 0)
  const at = (x: number, y: number): number[] => {
    const cell = ((y - 16 + 10) * 21 + x - 3 + 10) * 4
    return [...seen.subarray(cell, cell + 4)]
  }
  expect(at(5, 15)).toEqual([1, 0, 0, 0])
  expect(at(8, 16)).toEqual([0, 1, 1, 0])
  expect(at(3, 16)).toEqual([0, 1, 0, 0])
  expect(at(-1, 16)).toEqual([0, 0, 0, 1])
  expect(at(0, 16)).toEqual([0, 0, 0, 0])
  state[F.WAIT] = 3
  forage.observations['window']!.observe(state, 0, seen, 0)
  expect(at(3, 16)).toEqual([0, 0, 0, 0])
})

test('the built-in foragers gather the more the stronger they are, against each other', () => {
  const strengths = ['random', 'easy', 'middle', 'hard']
  const food = strengths.map(() => 0)
  for (let seed = 1; seed <= 6; seed++) {
    const state = begun(4, seed)
    const chance = new SeededChance(seed)
    const players = strengths.map((strength) =>
      forage.builtIns.find((one) => one.strength === strength)!.create(new SeededChance(seed)),
    )
    for (let decision = 0; decision < (90 * 30) / 4; decision++)
      run(
        state,
        players.map((player, seat) => player.decide(state, seat)),
        4,
        chance,
      )
    food.forEach((_, seat) => (food[seat]! += state[F.FOOD + seat]!))
  }
  expect(food).toEqual(food.toSorted((a, b) => a - b))
  expect(food[1]).toBeGreaterThan(2 * food[0]!)
})

test('version 1 behaves as it always did: its golden hashes', () => {
  const hashes = Object.keys(GOLDEN_HASHES).map((seed) => {
    const act = restlessActions(forage, Number(seed) + 1)
    return [seed, recordMatch(forage, Number(seed), act, { seats: 8 }).log.footer.finalHash]
  })
  expect(Object.fromEntries(hashes)).toEqual(GOLDEN_HASHES)
  expect(forage.version).toBe(1)
})
