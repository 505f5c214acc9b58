import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { discrete, box } from '../../game/core/spaces.ts'
import type { Task } from '../../game/core/task.ts'
import { plainMatch } from '../support/plain-match.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

/** Counts ticks and adds up what the actions were at each of them; rewards the tick it is asked to; ends after 10 ticks. */
const ledger = (rewardAt = 0): Task => ({
  id: 'ledger',
  version: 1,
  name: 'Ledger',
  about: 'Of the tests.',
  ...plainMatch,
  seats: { min: 1, max: 1 },
  ticksPerSecond: 60,
  decisionPeriod: 4,
  actionLatency: 2,
  maxTicks: 10,
  action: discrete(['none', 'one', 'two', 'three']),
  observations: {
    state: {
      name: 'state',
      history: 0,
      space: box({ tick: [0, 10], trace: [0, 4 ** 12] }),
      observe(state, _seat, out, offset) {
        out[offset] = state[0]!
        out[offset + 1] = state[1]!
      },
    },
  },
  layout: ['tick', 'trace'],
  builtIns: [],
  reset: (state) => void state.fill(0),
  asksChance: () => false,
  step(state, actions, _chance, out) {
    state[0]!++
    state[1] = state[1]! * 10 + actions[0]!
    out.rewards[0] = state[0] === rewardAt ? 1 : 0
    out.terminated = false
    out.truncated = state[0]! >= 10
  },
  score: () => 0,
  atServe: () => false,
})

const traceOf = (env: VectorEnv): string => String(env.rows[0]![1])

describe('a decision', () => {
  const env = (reactionTicks = 0) =>
    new VectorEnv({
      task: ledger(),
      observation: 'state',
      environments: 1,
      seed: 1,
      reactionTicks: () => reactionTicks,
    })

  test('from the state after tick t applies from tick t + 1 + the action latency', () => {
    const e = env()
    e.step([1])
    expect(traceOf(e)).toBe('11')
    e.step([2])
    expect(traceOf(e)).toBe('111122')
  })

  test('comes later by the reaction delay of its seat', () => {
    const e = env(3)
    e.step([1])
    expect(traceOf(e)).toBe('0')
    e.step([2])
    expect(e.rows[0]![0]).toBe(8)
    expect(traceOf(e)).toBe('111')
  })
})

test('an ended episode leaves its last observation, and the next one has begun in the same step', () => {
  const env = new VectorEnv({ task: ledger(), observation: 'state', environments: 1, seed: 1 })
  for (const action of [1, 1, 1]) env.step([action])
  expect([env.terminated[0], env.truncated[0]]).toEqual([0, 1])
  expect(env.finalObservations[0]).toBe(10)
  expect(env.observations[0]).toBe(0)
  env.step([2])
  expect(traceOf(env)).toBe('22')
})

test('a reward ends the episode where that is asked for, and later ticks of the decision are not played', () => {
  const env = new VectorEnv({ task: ledger(2), observation: 'state', environments: 1, seed: 1, endOnReward: true })
  env.step([1])
  expect([env.terminated[0], env.truncated[0], env.rewards[0]]).toEqual([1, 0, 1])
  expect(env.finalObservations[0]).toBe(2)
})

test('the same seed gives the same run, whatever the number of neighbours did', () => {
  const run = (seed: number): number[] => {
    const env = new VectorEnv({ task: pong, observation: 'state', environments: 3, seed })
    for (let i = 0; i < 500; i++) env.step([i % 3, (i >> 1) % 3, (i >> 2) % 3, i % 3, 0, 1])
    return env.rows.flatMap((row) => [...row])
  }
  expect(run(5)).toEqual(run(5))
  expect(run(5)).not.toEqual(run(6))
})

test('an episode starts where it is told to', () => {
  const env = new VectorEnv({
    task: pong,
    observation: 'state',
    environments: 2,
    seed: 1,
    start: (state, environment) => void (state[7] = 10 * environment),
  })
  expect(env.rows.map((row) => row[7])).toEqual([0, 10])
})

describe('a long reaction delay', () => {
  /** A ledger that keeps the action of every tick: [tick, action at tick 1, at tick 2, …]. */
  const diary = (decisionPeriod: number, ticks: number): Task => ({
    ...ledger(),
    decisionPeriod,
    maxTicks: ticks,
    layout: ['tick', ...Array.from({ length: ticks }, (_, i) => `at ${i + 1}`)],
    step(state, actions, _chance, out) {
      const tick = state[0]! + 1
      state[0] = tick
      state[tick] = actions[0]!
      out.rewards[0] = 0
      out.terminated = false
      out.truncated = false
    },
  })

  test('holds each decision back by exactly so many ticks, at every decision period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 90 }), (period, reaction) => {
        const ticks = 40 * period
        const env = new VectorEnv({
          task: diary(period, ticks),
          observation: 'state',
          environments: 1,
          seed: 1,
          reactionTicks: () => reaction,
        })
        const decisions = Array.from({ length: 40 }, (_, i) => (i % 5) % 4)
        for (const action of decisions) env.step([action])
        const expected = Array.from(
          { length: ticks },
          (_, i) => decisions[Math.floor((i - 2 - reaction) / period)] ?? 0,
        )
        expect([...env.rows[0]!.subarray(1)]).toEqual(expected)
      }),
      {
        numRuns: 80,
        examples: [
          [1, 14],
          [1, 18],
          [1, 40],
        ],
      },
    )
  })

  test('that begins in one environment leaves decisions on their way in the others as they are', () => {
    let reaction = 10
    const env = new VectorEnv({
      task: diary(1, 60),
      observation: 'state',
      environments: 2,
      seed: 1,
      reactionTicks: () => reaction,
    })
    const decisions = Array.from({ length: 60 }, (_, i) => (i % 5) % 4)
    for (const [i, action] of decisions.entries()) {
      if (i === 25) {
        reaction = 50
        env.reset(1)
      }
      env.step([action, action])
    }
    const expected = Array.from({ length: 60 }, (_, i) => decisions[i - 12] ?? 0)
    expect([...env.rows[0]!.subarray(1)]).toEqual(expected)
  })
})
