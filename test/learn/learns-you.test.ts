import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { houseAgent } from '../support/house-agents.ts'
import { run as benchmark } from '../bench/learns-you.ts'
import type { CellResult } from '../support/learns-you-cell.ts'
import { figuresOf, meanCurve, tableOf } from '../support/learns-you-figures.ts'
import { learningRun, type Arm, type LearningResult } from '../support/learns-you-run.ts'
import { personByName } from '../support/people/kinds.ts'
import { firstAtShareOfRise, interquartileMean, quantile, crossedBootstrap } from '../support/statistics.ts'

describe('a run of learning against a person', async () => {
  const learner = await houseAgent('minute')
  const run = (arm: Arm, person = 'late'): Promise<LearningResult> =>
    learningRun({
      arm,
      person: personByName(person),
      learner,
      seed: 1,
      seconds: 5,
      rounds: 1,
      gradients: 'vectors',
      snapshots: [3, 5],
    })
  const finalWeights = ({ snapshots }: LearningResult): Float32Array => snapshots.at(-1)!.weights

  test('all arms make the same number of decisions, and learn different things', async () => {
    const [studied, blind, oracle] = [await run('studied'), await run('blind'), await run('oracle')]
    for (const { decisions, snapshots, pushes } of [studied, blind, oracle]) {
      expect(decisions).toBe(5 * 4096)
      expect(snapshots.map(({ seconds }) => seconds)).toEqual([3, 5])
      expect(pushes).toBe(2)
    }
    expect(finalWeights(studied)).not.toEqual(learner.weights)
    expect(finalWeights(studied)).not.toEqual(finalWeights(blind))
    expect(finalWeights(oracle)).not.toEqual(finalWeights(blind))
    expect(finalWeights(oracle)).not.toEqual(finalWeights(studied))
  })

  test('with nobody studied it learns the same, whoever plays', async () => {
    expect(finalWeights(await run('blind', 'late'))).toEqual(finalWeights(await run('blind', 'strong')))
  })

  test('the same seed gives the same run', async () => {
    expect(finalWeights(await run('studied'))).toEqual(finalWeights(await run('studied')))
  })
})

describe('the statistics', () => {
  test('the interquartile mean leaves out a quarter at each end, rounded down', () => {
    expect(interquartileMean([100, 1, 2, 3, 4, 5, 6, -100])).toBe(3.5)
    expect(interquartileMean([1, 2, 9])).toBe(4)
    expect(interquartileMean([])).toBeNaN()
  })

  test('a quantile lies between its neighbours', () => {
    expect(quantile([0, 10, 20, 30, 40], 0.25)).toBe(10)
    expect(quantile([0, 10], 0.975)).toBeCloseTo(9.75)
  })

  test('the bootstrap draws groups and seeds again, those once for all groups', () => {
    const mean = (runs: readonly number[]): number => runs.reduce((total, each) => total + each, 0) / runs.length
    // What is the same in all runs is known for sure.
    expect(
      crossedBootstrap(
        [
          [3, 3, 3],
          [3, 3, 3],
        ],
        mean,
        1,
      ),
    ).toEqual({ value: 3, low: 3, high: 3 })
    // The luck of a seed that many groups share is no better known than that of one group.
    const luck = [0, 1, 2, 3, 4]
    const width = (groups: number[][]): number => {
      const { low, high } = crossedBootstrap(groups, mean, 1)
      return high - low
    }
    expect(width(Array.from({ length: 20 }, () => luck)) / width([luck])).toBeCloseTo(1, 1)
  })

  test('the bootstrap of a mean has the width that theory gives it', () => {
    const runs = Array.from({ length: 100 }, (_, i) => i / 99)
    const { value, low, high } = crossedBootstrap([runs], (all) => all.reduce((a, b) => a + b, 0) / all.length, 1)
    expect(value).toBeCloseTo(0.5)
    // ± 1.96 × the deviation of a uniform number ÷ √100.
    expect(low).toBeCloseTo(0.5 - 0.0571, 1)
    expect(high - low).toBeGreaterThan(0.1)
    expect(high - low).toBeLessThan(0.13)
  })

  test('a part of the rise is found between the points of a curve', () => {
    const curve = [
      [0, 0.5],
      [60, 0.55],
      [120, 0.65],
      [180, 0.7],
    ] as const
    expect(firstAtShareOfRise(curve, 0.5)).toBeCloseTo(90)
    expect(firstAtShareOfRise(curve, 0.25)).toBeCloseTo(60)
    expect(
      firstAtShareOfRise(
        [
          [0, 0.5],
          [60, 0.4],
        ],
        0.5,
      ),
    ).toBeNaN()
    expect(firstAtShareOfRise([], 0.5)).toBeNaN()
  })
})

describe('the figures of the benchmark', () => {
  const cell = (person: string, seed: number, arm: CellResult['arm'], share: number, margin = 0): CellResult => ({
    person,
    seed,
    arm,
    agent: 'minute',
    seconds: 60,
    rounds: 16,
    gradients: 'vectors',
    points: 2000,
    share,
    curve:
      arm === 'before'
        ? []
        : [
            [30, share - 0.02],
            [60, share],
          ],
    margin,
    decisions: 0,
    pushes: 0,
    rollbacks: 0,
    runSeconds: 0,
    wallSeconds: 0,
  })
  const cells = ['late', 'random'].flatMap((person) =>
    [1, 2].flatMap((seed) => [
      cell(person, seed, 'before', 0.5, 15),
      cell(person, seed, 'blind', 0.6, 16),
      cell(person, seed, 'studied', person === 'late' ? 0.63 : 0.595, 15.9),
      cell(person, seed, 'oracle', person === 'late' ? 0.64 + 0.02 * seed : 0.6, 17),
    ]),
  )

  test('are the worked ones', () => {
    const figures = figuresOf(cells)
    // 0.03 + 0.03 of 0.06 + 0.08, of the one who can be learned.
    expect(figures['studied_share_of_oracle_gain']).toBeCloseTo(0.06 / 0.14)
    // Of 3, 3, −0.5, −0.5 the middle two.
    expect(figures['studied_minus_blind_points']).toBeCloseTo(1.25)
    expect(figures['studied_win_rate']).toBeCloseTo(0.6125)
    expect(figures['blind_win_rate']).toBeCloseTo(0.6)
    expect(figures['before_win_rate']).toBeCloseTo(0.5)
    expect(figures['no_harm_points']).toBeCloseTo(-0.5)
    // Means 0.5, 0.5925, 0.6125: half of the gain is 0.55625.
    expect(meanCurve(cells, 'studied')).toHaveLength(3)
    expect(figures['seconds_to_half_of_gain']).toBeCloseTo((30 * 0.05625) / 0.0925)
    expect([figures['people'], figures['seeds']]).toEqual([2, 2])
  })

  test('are told apart where an arm was left out', () => {
    const figures = figuresOf(cells.filter(({ arm }) => arm !== 'oracle'))
    expect(figures['studied_share_of_oracle_gain']).toBeNaN()
    expect(figures['oracle_win_rate']).toBeNaN()
    expect(figures['studied_win_rate']).toBeCloseTo(0.6125)
    expect(tableOf(cells)).toMatch(/random \*\s+0\.500\s+0\.600\s+–\s+0\.595\s+0\.600\s+2/)
  })
})

test('the benchmark measures in processes of its own, and goes on from what a file holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learns-you-'))
  const out = join(folder, 'results.jsonl')
  const options = { people: 'late', arms: 'before,blind', seeds: '1', seconds: '1', rounds: '1', points: '20', out }
  const figures = await benchmark(options)
  const held = await readFile(out, 'utf8')
  expect(held.trim().split('\n')).toHaveLength(2)
  expect(await benchmark(options)).toEqual(figures)
  expect(await readFile(out, 'utf8')).toBe(held)
  await expect(benchmark({ ...options, people: 'nobody' })).rejects.toThrow(RangeError)
  await rm(folder, { recursive: true })
})
