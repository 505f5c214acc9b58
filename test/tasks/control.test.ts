import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SeededChance, type Chance } from '../../game/core/chance.ts'
import { newStepOut, type Row, type Task } from '../../game/core/task.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import { mountaincar } from '../../game/tasks/mountaincar/mountaincar.ts'
import { pendulum } from '../../game/tasks/pendulum/pendulum.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'

/** What one of Gymnasium's environments did: see gymnasium-traces.py, which wrote them. */
interface Trace {
  /** The start, and the state after each step. */
  states: number[][]
  actions: number[]
  rewards: number[]
  terminated: boolean[]
}

const traces = JSON.parse(readFileSync(new URL('./gymnasium-traces.json', import.meta.url), 'utf8')) as Record<
  'cartpole' | 'pendulum' | 'mountaincar',
  Trace[]
>

const noChance: Chance = {
  word() {
    throw new Error('Chance was asked')
  },
}

/** Steps from a state, whose numbers come first in the row. */
function stepped(task: Task, start: readonly number[], actions: readonly number[]) {
  const state: Row = new Float64Array(task.layout.length)
  state.set(start)
  const out = newStepOut(1)
  let reward = 0
  for (const action of actions) {
    task.step(state, Float64Array.of(action), noChance, out)
    reward += out.rewards[0]!
  }
  return { state: [...state], reward, out }
}

describe.each([
  ['cartpole', cartpole, 1],
  // Gymnasium takes the torque, ours the share of the most.
  ['pendulum', pendulum, 0.5],
  ['mountaincar', mountaincar, 1],
] as const)('%s', (name, task, unit) => {
  test.each(traces[name].map((trace, i) => [i, trace] as const))(
    'does what Gymnasium does, step by step to 1e-12: trace %d',
    (_, { states, actions, rewards, terminated }) => {
      const state: Row = new Float64Array(task.layout.length)
      const out = newStepOut(1)
      state.set(states[0]!)
      for (const [i, action] of actions.entries()) {
        task.step(state, Float64Array.of(action * unit), noChance, out)
        for (const [k, value] of states[i + 1]!.entries()) {
          const size = Math.max(1, Math.abs(value))
          expect(Math.abs(state[k]! - value) / size, `${task.layout[k]} after step ${i + 1}`).toBeLessThan(1e-12)
        }
        expect(out.rewards[0]!).toBeCloseTo(rewards[i]!, 11)
        expect(out.terminated).toBe(terminated[i])
        // An error of a step is no error of the next one.
        state.set(states[i + 1]!)
      }
    },
  )

  test('starts uniformly in its range', () => {
    const chance = new SeededChance(3)
    const state = new Float64Array(task.layout.length)
    const least = state.map(() => Infinity)
    const most = state.map(() => -Infinity)
    for (let i = 0; i < 3_000; i++) {
      task.reset(state, {}, chance, 1)
      for (const [k, value] of state.entries()) {
        least[k] = Math.min(least[k]!, value)
        most[k] = Math.max(most[k]!, value)
      }
    }
    const ranges = {
      cartpole: [0.05, 0.05, 0.05, 0.05].map((end) => [-end, end]),
      pendulum: [
        [-Math.PI, Math.PI],
        [-1, 1],
      ],
      mountaincar: [
        [-0.6, -0.4],
        [0, 0],
      ],
    }[name]
    for (const [k, [low, high]] of ranges.entries()) {
      const near = 0.01 * (high! - low!)
      expect(least[k]!).toBeGreaterThanOrEqual(low!)
      expect(least[k]!).toBeLessThanOrEqual(low! + near)
      expect(most[k]!).toBeLessThanOrEqual(high!)
      expect(most[k]!).toBeGreaterThanOrEqual(high! - near)
    }
  })
})

/** Returns of a built-in over matches. */
const returnsOf = (task: Task, strength: string, matches: number): number[] =>
  Array.from({ length: matches }, (_, i) => recordMatch(task, i, builtInActions(task, strength, i)).returns[0]!)

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a step of cartpole, worked by hand,', () => {
  test('pushes an upright pole at rest by θ̈ = −600/41 and the cart by ẍ = 400/41', () => {
    // f = 10/1.1 = 100/11; θ̈ = −f ÷ (½ (4/3 − 1/11)) = −(100/11)(66/41); ẍ = f + 0.05 · (600/41) ÷ 1.1 = (4100 + 300)/451.
    const { state, reward, out } = stepped(cartpole, [0, 0, 0, 0], [1])
    expect(state[0]).toBe(0)
    expect(state[1]).toBeCloseTo((0.02 * 400) / 41, 14)
    expect(state[2]).toBe(0)
    expect(state[3]).toBeCloseTo((-0.02 * 600) / 41, 14)
    expect(reward).toBe(1)
    expect(out).toMatchObject({ terminated: false, truncated: false })
  })

  test('to the left is the mirror of one to the right', () => {
    const right = stepped(cartpole, [0.1, 0.3, 0.1, -0.2], [1, 1, 0]).state
    const left = stepped(cartpole, [-0.1, -0.3, -0.1, 0.2], [0, 0, 1]).state
    expect(left.slice(0, 4)).toEqual(right.slice(0, 4).map((value) => -value))
  })

  test('ends beyond 2.4 m and beyond 12°, and is cut after 500', () => {
    expect(stepped(cartpole, [2.39, 0.49, 0, 0], [1]).out.terminated).toBe(false)
    expect(stepped(cartpole, [2.39, 0.51, 0, 0], [1]).out.terminated).toBe(true)
    const twelve = (12 / 180) * Math.PI
    expect(stepped(cartpole, [0, 0, -twelve + 0.01, -0.49], [0]).out.terminated).toBe(false)
    expect(stepped(cartpole, [0, 0, -twelve + 0.01, -0.51], [0]).out.terminated).toBe(true)
    expect(stepped(cartpole, [0, 0, 0, 0, 498], [1]).out.truncated).toBe(false)
    expect(stepped(cartpole, [0, 0, 0, 0, 499], [1]).out).toMatchObject({ terminated: false, truncated: true })
  })
})

describe('a step of pendulum, worked by hand,', () => {
  test.each([
    ['at rest upright with all of the motor', [0, 0], 1, [0.015, 0.3], -0.004],
    ['at rest at a right angle', [Math.PI / 2, 0], 0, [Math.PI / 2 + 0.0375, 0.75], -((Math.PI / 2) ** 2)],
    ['at rest upright with more than all of the motor, either way', [0, 0], -7, [-0.015, -0.3], -0.004],
    ['at the greatest speed', [Math.PI / 2, 7.9], 1, [Math.PI / 2 + 0.4, 8], -((Math.PI / 2) ** 2 + 6.241 + 0.004)],
    ['after a whole turn', [2 * Math.PI + 0.5, 0], 0, null, -0.25],
    ['just beyond the bottom', [Math.PI + 0.5, 0], 0, null, -((Math.PI - 0.5) ** 2)],
  ])('%s', (_, start, action, next, reward) => {
    const got = stepped(pendulum, start, [action])
    for (const [i, value] of (next ?? []).entries()) expect(got.state[i]).toBeCloseTo(value, 12)
    expect(got.reward).toBeCloseTo(reward, 12)
  })
})

describe('a step of mountaincar, worked by hand,', () => {
  test.each([
    // cos(3 p) is 0 at p = −π/6, where the ground is level, −1 at −π/3 and 1 at 0.
    ['on level ground drives by the motor alone', [-Math.PI / 6, 0], 2, [-Math.PI / 6 + 0.001, 0.001]],
    ['on the left slope rolls to the right', [-Math.PI / 3, 0], 1, [-Math.PI / 3 + 0.0025, 0.0025]],
    ['on the right slope rolls back against the motor', [0, 0], 2, [-0.0015, -0.0015]],
    ['is at most 0.07 long', [-Math.PI / 3, 0.07], 2, [-Math.PI / 3 + 0.07, 0.07]],
    ['ends at the left wall, and with it the velocity', [-1.19, -0.05], 0, [-1.2, 0]],
  ])('%s', (_, start, action, next) => {
    const { state, reward } = stepped(mountaincar, start, [action])
    expect(state[0]).toBeCloseTo(next[0]!, 12)
    expect(state[1]).toBeCloseTo(next[1]!, 12)
    expect(reward).toBe(-1)
  })

  test('arrives at 0.5 and no sooner', () => {
    expect(stepped(mountaincar, [0.44, 0.05], [2]).out.terminated).toBe(false)
    expect(stepped(mountaincar, [0.46, 0.05], [2]).out.terminated).toBe(true)
  })
})

describe('the built-ins', () => {
  test('balance the pole for all of 500 steps, where a random player lets it fall after about 22', () => {
    expect(returnsOf(cartpole, 'steady', 20)).toEqual(Array.from({ length: 20 }, () => 500))
    // Gymnasium's random policy: 22.15 steps in 2,000 matches, with a deviation of 11.8; five standard errors.
    expect(Math.abs(mean(returnsOf(cartpole, 'random', 200)) - 22.15)).toBeLessThan(4.4)
  })

  test('swing the rod up and hold it, where a random player costs about 1,200', () => {
    expect(mean(returnsOf(pendulum, 'steady', 20))).toBeGreaterThan(-250)
    // Gymnasium's random policy: −1,224 in 200 matches, with a deviation of 289; five standard errors.
    expect(Math.abs(mean(returnsOf(pendulum, 'random', 30)) + 1_224)).toBeLessThan(285)
  })

  test('rock the car out of the valley, where a random player stays in it', () => {
    expect(Math.min(...returnsOf(mountaincar, 'steady', 40))).toBeGreaterThan(-200)
    expect(returnsOf(mountaincar, 'random', 20)).toEqual(Array.from({ length: 20 }, () => -200))
  })
})
