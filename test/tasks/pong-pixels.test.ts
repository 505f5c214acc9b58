import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activeLists, activeMemory } from '../../game/core/active-numbers.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pongPixels } from '../../game/tasks/pong/observation-pixels.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'

const SIDE = 80
const PIXELS = SIDE * SIDE

const row = (fields: Partial<Record<(typeof P.PONG_LAYOUT)[number], number>>): Float64Array =>
  Float64Array.from(P.PONG_LAYOUT, (name) => fields[name] ?? 0)

/** A frame by its definition: each pixel whose middle is covered, drawn one by one. */
function drawn(state: Float64Array, seat: number): boolean[] {
  const side = seat === 0 ? 1 : -1
  const [own, other, ballY] = [state[P.LEFT_Y + seat]!, state[P.RIGHT_Y - seat]!, state[P.BALL_Y]!]
  const ballX = state[P.BALL_X]! * side
  return Array.from({ length: PIXELS }, (_, place) => {
    const x = 2 * (place % SIDE) - 79
    const y = 79 - 2 * Math.floor(place / SIDE)
    const inPaddle = (centre: number): boolean => y >= centre - 9 && y < centre + 9
    const onOwn = x >= -71 && x < -67 && inPaddle(own)
    const onOther = x > 67 && x <= 71 && inPaddle(other)
    const onBall = x > ballX - 1 && x <= ballX + 1 && y >= ballY - 1 && y < ballY + 1
    return onOwn || onOther || onBall
  })
}

function observed(state: Float64Array, seat: number, earlier?: Float64Array): number[] {
  const out = new Float32Array(PIXELS)
  pongPixels.observe(state, seat, out, 0, earlier && [earlier])
  return [...out]
}

/** By the definition. */
const difference = (state: Float64Array, seat: number, earlier: Float64Array): number[] => {
  const before = drawn(earlier, seat)
  return drawn(state, seat).map((lit, i) => Number(lit) - Number(before[i]))
}

test('a paddle that moved by two pixels lights four and darkens four, the ball one and one', () => {
  const before = row({ leftY: 0, rightY: 10, ballX: 0, ballY: 0 })
  const after = row({ leftY: 4, rightY: 10, ballX: 5, ballY: 0 })
  const seen = observed(after, 0, before)
  const places = (value: number): [number, number][] =>
    seen.flatMap((one, i): [number, number][] => (one === value ? [[Math.floor(i / SIDE), i % SIDE]] : []))
  // Rows 36 to 44 before, 34 to 42 after; the ball from column 40 to 42 of row 40.
  expect(places(1)).toEqual([
    [34, 4],
    [34, 5],
    [35, 4],
    [35, 5],
    [40, 42],
  ])
  expect(places(-1)).toEqual([
    [40, 40],
    [43, 4],
    [43, 5],
    [44, 4],
    [44, 5],
  ])
})

test('each pixel is as its definition says, for both seats, in whole matches and wherever things may be', () => {
  const { states } = recordMatch(pong, 7, restlessActions(pong, 8), { ticks: 900, keepStates: true })
  for (let tick = 4; tick < states.length; tick += 132)
    for (const seat of [0, 1])
      expect(observed(states[tick]!, seat, states[tick - 4])).toEqual(
        difference(states[tick]!, seat, states[tick - 4]!),
      )

  const anywhere = fc.record({
    leftY: fc.integer({ min: -71, max: 71 }),
    rightY: fc.integer({ min: -710, max: 710 }).map((y) => y / 10),
    // Often where the paddles are.
    ballX: fc.oneof(fc.integer({ min: -90, max: 90 }), fc.constantFrom(-71, -70, -69, -68, 68, 69, 70, 71)),
    ballY: fc.integer({ min: -79, max: 79 }),
  })
  fc.assert(
    fc.property(anywhere, anywhere, fc.constantFrom(0, 1), (one, other, seat) => {
      const [state, earlier] = [row(one), row(other)]
      expect(observed(state, seat, earlier)).toEqual(difference(state, seat, earlier))
    }),
    { numRuns: 60 },
  )
})

test('nothing is seen before there was a decision, and both seats see mirror images', () => {
  const before = row({ leftY: -20, rightY: 33, ballX: 30, ballY: 11 })
  const after = row({ leftY: -24, rightY: 41, ballX: 40, ballY: 20 })
  expect(new Set(observed(after, 0))).toEqual(new Set([0]))
  const mirrored = (state: Float64Array): Float64Array =>
    row({ leftY: state[P.RIGHT_Y]!, rightY: state[P.LEFT_Y]!, ballX: -state[P.BALL_X]!, ballY: state[P.BALL_Y]! })
  expect(observed(mirrored(after), 1, mirrored(before))).toEqual(observed(after, 0, before))
})

test('environments that are asked for lists tell the same as those that write pixels in full, also where an episode ends', () => {
  const config = { task: pong, observation: 'pixels', environments: 3, seed: 5, endOnReward: true }
  const full = new VectorEnv(config)
  const lists = new VectorEnv({ ...config, active: true })
  expect(lists.observations).toHaveLength(0)
  const spread = (active: VectorEnv['active']): number[] =>
    active.flatMap(({ count, places, values }) => {
      const out = Array.from({ length: PIXELS }, () => 0)
      for (let i = 0; i < count; i++) out[places[i]!] = values[i]!
      return out
    })
  const steps: [asLists: number[], inFull: number[]][] = []
  const ends: [asLists: number[], inFull: number[]][] = []
  for (let i = 0; i < 120; i++) {
    const actions = Array.from({ length: 6 }, (_, slot) => (i + slot) % 3)
    full.step(actions)
    lists.step(actions)
    const ended = [...full.terminated.keys()].filter((environment) => full.terminated[environment])
    if (i % 30 > 0 && ended.length === 0) continue
    steps.push([spread(lists.active), [...full.observations]])
    for (const environment of ended) {
      const [from, to] = [environment * 2, environment * 2 + 2]
      ends.push([
        spread(lists.finalActive.slice(from, to)),
        [...full.finalObservations.subarray(from * PIXELS, to * PIXELS)],
      ])
    }
  }
  expect(ends.length).toBeGreaterThan(2)
  for (const [asLists, inFull] of [...steps, ...ends]) expect(asLists).toEqual(inFull)
})

test('a list has room for all that can differ, and says where an observation does not come as one', () => {
  const [list] = activeLists(activeMemory(1, pongPixels.active!.most))
  const before = row({ leftY: -71, rightY: -71, ballX: -10, ballY: 1 })
  pongPixels.active!.observe(row({ leftY: 71, rightY: 71, ballX: 20, ballY: 2 }), 0, list!, [before])
  expect(list!.count).toBe(pongPixels.active!.most)
  expect(() => list!.add(0, 1)).toThrow(RangeError)
  expect(() => new VectorEnv({ task: pong, observation: 'state', environments: 1, seed: 1, active: true })).toThrow(
    'pong/state does not come as lists',
  )
})
