import { expect, test } from 'vitest'
import type { Domain } from '../../game/core/domain.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { maze } from '../../game/tasks/maze/maze.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const ENVIRONMENTS = 200

const varied = (domain: Domain, seed = 1): VectorEnv =>
  new VectorEnv({ task: pong, observation: 'state', environments: ENVIRONMENTS, seed, domain })

/** Takes the same decision for all, so many times. */
function run(env: VectorEnv, steps: number, action = 1): VectorEnv {
  const actions = new Uint32Array(env.environments * env.seats).fill(action)
  for (let i = 0; i < steps; i++) env.step(actions)
  return env
}

const share = (values: number[], least: number, most: number): number =>
  values.filter((value) => value >= least && value < most).length / values.length

test('an option is drawn evenly from its range for each episode, and the others stay as they are', () => {
  const env = varied({ options: { leftSpeed: [0.2, 0.6] } })
  const speeds = env.rows.map((row) => row[P.LEFT_SPEED]!)
  expect(share(speeds, 0.2, 0.6)).toBe(1)
  expect(share(speeds, 0.2, 0.4)).toBeCloseTo(0.5, 1)
  expect(new Set(speeds).size).toBe(ENVIRONMENTS)
  expect(new Set(env.rows.map((row) => row[P.RIGHT_SPEED]))).toEqual(new Set([1]))
  env.reset(0)
  expect(env.rows[0]![P.LEFT_SPEED]).not.toBe(speeds[0])
  const targets = varied({ options: { target: [3, 5] } }).rows.map((row) => row[P.TARGET]!)
  expect(new Set(targets)).toEqual(new Set([3, 4, 5]))
  for (const target of [3, 4, 5]) expect(share(targets, target, target + 1)).toBeGreaterThan(0.25)
})

test('each seat acts later by its own number of ticks, from none to the most', () => {
  // Each tick of a press moves a paddle by two: how far it came in two decisions says how late it began.
  const env = run(varied({ latency: 3 }), 2)
  const late = env.rows.flatMap((row) => [row[P.LEFT_Y]!, row[P.RIGHT_Y]!]).map((y) => 8 - pong.actionLatency - y / 2)
  expect(new Set(late)).toEqual(new Set([0, 1, 2, 3]))
  for (const ticks of [0, 1, 2, 3]) expect(share(late, ticks, ticks + 1)).toBeCloseTo(0.25, 1)
  const differs = env.rows.filter((row) => row[P.LEFT_Y] !== row[P.RIGHT_Y]).length
  expect(differs / ENVIRONMENTS).toBeCloseTo(0.75, 1)
})

test('what is seen is off by no more than the noise, evenly up and down, and stays in its range', () => {
  const [plain, noisy] = [run(varied({}), 60), run(varied({ noise: 0.1 }), 60)]
  expect(noisy.rows).toEqual(plain.rows)
  const off = [...noisy.observations].map((value, i) => value - plain.observations[i]!)
  expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(0.2)
  expect(Math.max(...off.map(Math.abs))).toBeGreaterThan(0.15)
  expect(Math.max(...noisy.observations.map(Math.abs))).toBeLessThanOrEqual(1)
  const middle = off.filter((_, i) => Math.abs(plain.observations[i]!) < 0.7)
  expect(middle.reduce((sum, value) => sum + value, 0) / middle.length).toBeCloseTo(0, 2)
  // Each episode has its own.
  const mostOf = (environment: number): number => Math.max(...off.slice(16 * environment, 16 * environment + 16))
  expect(mostOf(0)).not.toBeCloseTo(mostOf(1), 3)
})

test('the same seed varies alike, another one otherwise', () => {
  const domain = { options: { leftSpeed: [0.2, 1] }, latency: 8, noise: 0.05 } as const
  const seen = (seed: number): number[] => [...run(varied(domain, seed), 40).observations]
  expect(seen(1)).toEqual(seen(1))
  expect(seen(1)).not.toEqual(seen(2))
})

test('what a task does not allow is refused in a sentence', () => {
  for (const [domain, sentence] of [
    [{ options: { gravity: [0, 1] } }, 'pong has no option "gravity" that could be varied'],
    [{ options: { leftSpeed: [0.5, 2] } }, 'pong: leftSpeed varies within 0.1 and 1, not 0.5 and 2'],
    [{ options: { leftSpeed: [0.9, 0.5] } }, 'pong: leftSpeed varies within 0.1 and 1, not 0.9 and 0.5'],
    [{ latency: 19 }, 'pong: latency varies by 0 to 18 whole ticks, not 19'],
    [{ latency: 0.5 }, 'whole ticks'],
    [{ noise: 0.6 }, 'Noise is 0 to 0.5 of a range, not 0.6'],
    [{ noise: Number.NaN }, 'Noise is 0 to 0.5'],
  ] as [Domain, string][])
    expect(() => varied(domain)).toThrow(sentence)
  const lists = { task: pong, observation: 'pixels', active: true, environments: 1, seed: 1 }
  expect(() => new VectorEnv({ ...lists, domain: { noise: 0.1 } })).toThrow('without noise')
})

test('images are seen with noise too', () => {
  const config = { task: maze, observation: 'window', environments: 1, seed: 1, seats: 1 }
  const [plain, noisy] = [new VectorEnv(config), new VectorEnv({ ...config, domain: { noise: 0.3 } })]
  expect(noisy.observations).not.toEqual(plain.observations)
  expect(noisy.observations.every((value) => value >= 0 && value <= 1)).toBe(true)
})
