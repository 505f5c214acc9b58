import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededChance, type Chance } from '../../game/core/chance.ts'
import { newStepOut, type Row } from '../../game/core/task.ts'
import * as S from '../../game/tasks/sumo/layout.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'
import { GOLDEN_HASHES } from './sumo.golden.ts'

const noChance: Chance = {
  word() {
    throw new Error('Chance was asked')
  },
}

/** A round that has begun: each disc's x, y, vx and vy. */
function inRound(left: readonly number[], right: readonly number[], roundTick = 0): Row {
  const state = new Float64Array(sumo.layout.length)
  sumo.reset(state, { target: 3 }, new SeededChance(1), 2)
  state[S.START_IN] = 0
  state[S.ROUND_TICK] = roundTick
  state.set(left, S.LEFT)
  state.set(right, S.RIGHT)
  return state
}

function run(state: Row, ticks: number, actions: readonly number[] = [0, 0, 0, 0]): { rewards: number[] } {
  const out = newStepOut(2)
  const rewards = [0, 0]
  for (let i = 0; i < ticks; i++) {
    sumo.step(state, Float64Array.from(actions), noChance, out)
    for (const seat of [0, 1]) rewards[seat]! += out.rewards[seat]!
  }
  return { rewards }
}

const disc = (state: Row, at: number): number[] => Array.from(state.subarray(at, at + S.DISC_SIZE))

function expectNear(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length)
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 12)
}

describe('a tick', () => {
  test('thrusts each disc in its own directions: forward is away from its side', () => {
    const state = inRound([-5, 0, 0, 0], [5, 0, 0, 0])
    run(state, 1, [1, 0, 0.5, -0.5])
    const gain = (1 / 160) * (31 / 32)
    expectNear(disc(state, S.LEFT), [-5 + gain, 0, gain, 0])
    expectNear(disc(state, S.RIGHT), [5 - gain / 2, -gain / 2, -gain / 2, -gain / 2])
  })

  test('makes no thrust stronger than full, whichever way', () => {
    const state = inRound([-5, 0, 0, 0], [5, 0, 0, 0])
    run(state, 1, [1, 1, 1, -1])
    const gain = (1 / 160) * (31 / 32) * Math.SQRT1_2
    expectNear(disc(state, S.LEFT).slice(2), [gain, gain])
    expectNear(disc(state, S.RIGHT).slice(2), [-gain, -gain])
  })

  test('slows what does not thrust: after 100 ticks a disc has (31/32)^100 of its speed', () => {
    const state = inRound([-5, 3, 0.1, 0], [5, -3, 0, 0])
    run(state, 100)
    expectNear([state[S.LEFT + S.VX]!], [0.1 * (31 / 32) ** 100])
  })

  test('gives the velocity of a disc that meets one at rest to that one, and parts them', () => {
    const state = inRound([-1, 2, 0.32, 0], [1.2, 2, 0, 0])
    run(state, 1)
    expectNear(disc(state, S.LEFT), [-0.69 - 0.055, 2, 0, 0])
    expectNear(disc(state, S.RIGHT), [1.2 + 0.055, 2, 0.31, 0])
  })

  test('loses no momentum and no energy in a collision, whatever its angle', () => {
    const speed = fc.double({ min: -0.3, max: 0.3, noNaN: true })
    const place = fc.double({ min: -1.5, max: 1.5, noNaN: true })
    fc.assert(
      fc.property(place, place, speed, speed, speed, speed, (x, y, leftVx, leftVy, rightVx, rightVy) => {
        const state = inRound([0, 0, leftVx, leftVy], [x, y, rightVx, rightVy])
        const sums = (): number[] => {
          const [a, b] = [disc(state, S.LEFT), disc(state, S.RIGHT)] as const
          const energy = a[2]! ** 2 + a[3]! ** 2 + b[2]! ** 2 + b[3]! ** 2
          return [a[2]! + b[2]!, a[3]! + b[3]!, energy]
        }
        const [px, py, energy] = sums() as [number, number, number]
        run(state, 1)
        const drag = 31 / 32
        expectNear(sums(), [px * drag, py * drag, energy * drag * drag])
        const [a, b] = [disc(state, S.LEFT), disc(state, S.RIGHT)] as const
        expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)).toBeGreaterThan(2 - 1e-9)
      }),
    )
  })

  test('parts discs whose middles are on each other', () => {
    const state = inRound([0, 0, 0, 0], [0, 0, 0, 0])
    run(state, 1)
    expect([...disc(state, S.LEFT), ...disc(state, S.RIGHT)]).toEqual([-1, 0, 0, 0, 1, 0, 0, 0])
  })
})

describe('a round', () => {
  test('is lost by whose middle is outside the ring, which has half its radius after six seconds', () => {
    const state = inRound([-5.01, 0, 0, 0], [3, 3, 0, 0], 358)
    expect(run(state, 1).rewards).toEqual([0, 0])
    expect(run(state, 1).rewards).toEqual([-1, 1])
    expect([0, 1].map((seat) => sumo.score(state, seat))).toEqual([0, 1])
  })

  test('is lost by who is further out where both are out, and by nobody where they are as far', () => {
    expect(run(inRound([-6, 8.1, 0, 0], [6, 8.2, 0, 0]), 1).rewards).toEqual([1, -1])
    const state = inRound([-6, 8.1, 0, 0], [6, 8.1, 0, 0])
    expect(run(state, 1).rewards).toEqual([0, 0])
    expect(state[S.OUTCOME_IN]).toBe(45)
  })

  test('ends when the ring has gone at the latest', () => {
    const state = inRound([0, 0, 0, 0], [2.5, 0, 0, 0], 719)
    expect(run(state, 1).rewards).toEqual([1, -1])
  })

  test('is followed by three quarters of a second to look and one to wait, and chance sets the next marks', () => {
    const state = inRound([-10.1, 0, 0, 0], [3, 0, 0, 0])
    run(state, 45)
    expect([state[S.OUTCOME_IN], sumo.asksChance(state), sumo.atServe(state)]).toEqual([1, true, false])
    const words = [0.75, 0.25].map((part) => part * 2 ** 32)
    sumo.step(state, new Float64Array(4), { word: () => words.shift()! }, newStepOut(2))
    // Around 2, half of a half apart to either side.
    expect([...disc(state, S.LEFT), ...disc(state, S.RIGHT)]).toEqual([-5, 1.75, 0, 0, 5, 2.25, 0, 0])
    expect([state[S.START_IN], state[S.ROUND_TICK], sumo.atServe(state)]).toEqual([60, 0, true])
  })

  test('is the last when a side has won three, and a match of five minutes is truncated', () => {
    const out = newStepOut(2)
    const won = inRound([0, 0, 0, 0], [10.1, 0, 0, 0])
    won[S.LEFT_SCORE] = 2
    sumo.step(won, new Float64Array(4), noChance, out)
    expect(out).toMatchObject({ terminated: true, truncated: false })
    const late = inRound([0, 0, 0, 0], [5, 0, 0, 0])
    late[S.TICK] = 17_999
    sumo.step(late, new Float64Array(4), noChance, out)
    expect(out).toMatchObject({ terminated: false, truncated: true })
  })
})

test('a stronger built-in beats a weaker one, and equals end their match too', () => {
  for (const [i, weak] of sumo.builtIns.slice(0, -1).entries()) {
    const players = [weak, sumo.builtIns[i + 1]!].map(({ strength }) => builtInActions(sumo, strength))
    const { log } = recordMatch(sumo, 3, (state, seat) => players[seat]!(state, seat))
    expect(log.footer.scores[1]).toBe(3)
  }
  const { log } = recordMatch(sumo, 4, builtInActions(sumo, 'hard'))
  expect(Math.max(...log.footer.scores)).toBe(3)
})

test('version 1 behaves as it always did: its golden hashes', () => {
  const hashes = Object.keys(GOLDEN_HASHES).map((seed) => {
    const { log } = recordMatch(sumo, Number(seed), restlessActions(sumo, Number(seed) + 1), {
      ticks: 5000,
      options: { target: 999 },
    })
    return [seed, log.footer.finalHash]
  })
  expect(Object.fromEntries(hashes)).toEqual(GOLDEN_HASHES)
  expect(sumo.version).toBe(1)
})
