import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newStepOut, type Row } from '../../game/core/task.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'
import { SeededChance, type Chance } from '../../game/core/chance.ts'
import { GOLDEN_HASHES } from './pong.golden.ts'

/** What the other side of a mirror would see: left and right exchanged. */
function mirrored(state: Row): Row {
  const other = state.slice()
  for (const [left, right] of [
    [P.LEFT_Y, P.RIGHT_Y],
    [P.LEFT_VY, P.RIGHT_VY],
    [P.LEFT_SCORE, P.RIGHT_SCORE],
    [P.LEFT_SPEED, P.RIGHT_SPEED],
  ] as const) {
    other[left] = state[right]!
    other[right] = state[left]!
  }
  other[P.BALL_X] = -state[P.BALL_X]! + 0
  other[P.BALL_VX] = -state[P.BALL_VX]! + 0
  return other
}

/** The same chance, with each serve towards the other side. */
function mirroredChance(source: Chance): Chance {
  let drawn = 0
  return { word: () => (drawn++ % 2 === 0 ? (source.word() ^ 0x80000000) >>> 0 : source.word()) }
}

const noChance: Chance = {
  word() {
    throw new Error('Chance was asked')
  },
}

/** A state in play, changed as asked. */
function inPlay(changes: Partial<Record<(typeof P.PONG_LAYOUT)[number], number>>): Row {
  const state = new Float64Array(pong.layout.length)
  pong.reset(state, { target: 11, leftSpeed: 1, rightSpeed: 1 }, noChance, 2)
  state[P.SERVE_IN] = 0
  for (const [i, name] of P.PONG_LAYOUT.entries()) state[i] = changes[name] ?? state[i]!
  return state
}

function run(state: Row, ticks: number, left = 0, right = 0): { state: Row; rewards: number[] } {
  const out = newStepOut(2)
  const rewards = [0, 0]
  for (let i = 0; i < ticks; i++) {
    pong.step(state, new Float64Array([left, right]), noChance, out)
    rewards[0]! += out.rewards[0]!
    rewards[1]! += out.rewards[1]!
  }
  return { state, rewards }
}

test('mirrored inputs give the mirrored match, bit for bit', () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, handicapped) => {
      const act = restlessActions(pong, seed + 1)
      const ours = new SeededChance(seed)
      const theirs = mirroredChance(new SeededChance(seed))
      const options = { target: 21, leftSpeed: handicapped ? 0.55 : 1, rightSpeed: 1 }
      const a = new Float64Array(pong.layout.length)
      const b = new Float64Array(pong.layout.length)
      pong.reset(a, options, ours, 2)
      pong.reset(b, { ...options, leftSpeed: 1, rightSpeed: options.leftSpeed }, theirs, 2)
      const outA = newStepOut(2)
      const outB = newStepOut(2)
      for (let tick = 0; tick < 3000; tick++) {
        const actions = [act(a, 0, tick), act(a, 1, tick)] as const
        pong.step(a, new Float64Array(actions), ours, outA)
        pong.step(b, new Float64Array([actions[1], actions[0]]), theirs, outB)
        expect(b).toEqual(mirrored(a))
        expect([outB.rewards[1], outB.rewards[0]]).toEqual([...outA.rewards])
      }
    }),
    { numRuns: 20 },
  )
})

test('each seat sees what the other would see in a mirror', () => {
  const { states } = recordMatch(pong, 4, restlessActions(pong, 5), { ticks: 2000, keepStates: true })
  const left = new Float32Array(8)
  const right = new Float32Array(8)
  for (const state of states) {
    pong.observations['state']!.observe(state, 0, left, 0)
    pong.observations['state']!.observe(mirrored(state), 1, right, 0)
    expect(right).toEqual(left)
  }
})

describe('a tick', () => {
  test('moves a paddle by two units and keeps it in the court', () => {
    const { state } = run(inPlay({}), 10, 1, 2)
    expect([state[P.LEFT_Y], state[P.RIGHT_Y]]).toEqual([20, -20])
    run(state, 100, 1, 2)
    expect([state[P.LEFT_Y], state[P.RIGHT_Y]]).toEqual([71, -71])
    expect(state[P.LEFT_VY]).toBe(0)
  })

  test('reflects the ball at a wall without losing speed', () => {
    const { state } = run(inPlay({ ballX: 0, ballY: 78, ballVx: 1, ballVy: 2 }), 1)
    expect([state[P.BALL_X], state[P.BALL_Y], state[P.BALL_VY]]).toEqual([1, 78, -2])
  })

  test('returns the ball faster, at an angle set by where it met the paddle', () => {
    const { state } = run(inPlay({ ballX: 65, ballY: 5, ballVx: 2, ballVy: 0 }), 1)
    const speed = 1.25 + 0.07
    expect(state[P.BALL_VX]).toBe(-speed)
    expect(state[P.BALL_VY]).toBeCloseTo(speed * 1.1 * 0.5, 12)
    expect(state[P.BALL_X]).toBeCloseTo(66 - speed / 2, 12)
    expect(state[P.HITS]).toBe(1)
  })

  test('lets the ball pass a paddle that is eleven units away, and gives the other side a point', () => {
    const { state, rewards } = run(inPlay({ ballX: 65, ballY: 11, ballVx: 2, ballVy: 0 }), 10)
    expect(rewards).toEqual([1, -1])
    expect([state[P.LEFT_SCORE], state[P.RIGHT_SCORE]]).toEqual([1, 0])
    expect(state[P.BALL_X]).toBe(0)
    expect(pong.atServe(state)).toBe(true)
  })

  test('lets a rally of sixty seconds, without a point', () => {
    const state = inPlay({ ballX: 0, ballVx: 0.001, rallyTicks: 3599 })
    const { rewards } = run(state, 1)
    expect(rewards).toEqual([0, 0])
    expect(state[P.SERVE_IN]).toBe(60)
  })

  test('ends the match when a side has the points it takes, and truncates it after a quarter of an hour', () => {
    const out = newStepOut(2)
    pong.step(inPlay({ ballX: -81, ballVx: -2, rightScore: 10 }), new Float64Array(2), noChance, out)
    expect(out).toMatchObject({ terminated: true, truncated: false })
    pong.step(inPlay({ tick: 53_999 }), new Float64Array(2), noChance, out)
    expect(out).toMatchObject({ terminated: false, truncated: true })
  })
})

test('serves go to either side and up and down about as often', () => {
  const chance = new SeededChance(11)
  let right = 0
  let up = 0
  for (let i = 0; i < 2000; i++) {
    const state = inPlay({ serveIn: 1 })
    pong.step(state, new Float64Array(2), chance, newStepOut(2))
    right += state[P.BALL_VX]! > 0 ? 1 : 0
    up += state[P.BALL_VY]! > 0 ? 1 : 0
  }
  expect(Math.abs(right - 1000)).toBeLessThan(120)
  expect(Math.abs(up - 1000)).toBeLessThan(120)
})

test('a stronger built-in beats a weaker one', () => {
  const strengths = pong.builtIns.map((builtIn) => builtIn.strength)
  for (let i = 0; i + 1 < strengths.length; i++) {
    const [weak, strong] = [pong.builtIns[i]!, pong.builtIns[i + 1]!]
    const { log } = recordMatch(pong, 3, builtInActions(pong, strong.strength), {
      options: { target: 21, ...weak.options(0), ...strong.options(1) },
    })
    expect(log.footer.scores[1]).toBeGreaterThan(log.footer.scores[0]!)
  }
})

test('version 1 behaves as it always did: its golden hashes', () => {
  const hashes = Object.keys(GOLDEN_HASHES).map((seed) => {
    const { log } = recordMatch(pong, Number(seed), restlessActions(pong, Number(seed) + 1), {
      ticks: 5000,
      options: { target: 21 },
    })
    return [seed, log.footer.finalHash]
  })
  expect(Object.fromEntries(hashes)).toEqual(GOLDEN_HASHES)
  expect(pong.version).toBe(1)
})
