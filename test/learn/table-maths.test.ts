import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import {
  drawAction,
  drawEpsilonGreedy,
  drawExploring,
  drawGreedy,
  epsilonGreedyValue,
  exploringValue,
  greedyAction,
  greedyActions,
} from '../../game/learn/maths/action-tables.ts'
import { EpisodeReturns } from '../../game/learn/maths/episode-returns.ts'
import { type Reach, TemporalDifferences } from '../../game/learn/maths/temporal-differences.ts'

const RATES = { alpha: 0.5, gamma: 0.5 }
const [A, B, C] = [0, 1, 2]

/** A table of three entries, 0 at first, after these steps of slot 0. */
function after(
  reach: Partial<Reach>,
  ...steps: [entry: number, reward: number, bootstrap: number, over?: 'over'][]
): number[] {
  const table = new Float64Array(3)
  const differences = new TemporalDifferences(table, 2, { n: 1, lambda: 0, traces: 'accumulating', ...reach })
  for (const [entry, reward, bootstrap, over] of steps)
    differences.step(0, { entry, reward, bootstrap, over: over === 'over' }, RATES)
  return Array.from(table)
}

describe('temporal differences', () => {
  test('of one step go half of the way to the reward and half of what follows', () => {
    // 0.5 · (1 + 0.5 · 4 − 0), then 0.5 · (2 + 0.5 · 0 − 0).
    expect(after({}, [A, 1, 4], [B, 2, 0, 'over'])).toEqual([1.5, 1, 0])
  })

  test('of two steps wait for two rewards, and for one where no more come', () => {
    expect(after({ n: 2 }, [A, 1, 4])).toEqual([0, 0, 0])
    // 1 + 0.5 · 2 + 0.25 · 4 = 3 for A; B waits.
    expect(after({ n: 2 }, [A, 1, 0], [B, 2, 4])).toEqual([1.5, 0, 0])
    // B: 2 + 0.5 · 4 + 0.25 · 8 = 6; C, cut off: 4 + 0.5 · 8 = 8.
    expect(after({ n: 2 }, [A, 1, 0], [B, 2, 4], [C, 4, 8, 'over'])).toEqual([1.5, 3, 4])
  })

  test('of more steps than an episode has are its returns', () => {
    // C: 4; B: 2 + 0.5 · 4; A: 1 + 0.5 · 4.
    expect(after({ n: 9 }, [A, 1, 7], [B, 2, 7], [C, 4, 0, 'over'])).toEqual([1.5, 2, 2])
  })

  test('with traces give each error to what came before, fainter with every step, and none to what came before an end', () => {
    // A's error is 1, B's 2 + 0.5 · 4 = 4, of which A gets γλ = 0.25.
    expect(after({ lambda: 0.5 }, [A, 1, 0], [B, 2, 4])).toEqual([0.5 + 0.5 * 4 * 0.25, 2, 0])
    expect(after({ lambda: 0.5 }, [A, 1, 0, 'over'], [B, 2, 4])).toEqual([0.5, 2, 0])
  })

  test('with traces that a second visit adds to, or replaces', () => {
    // A's errors are 1, then 1 − 0.5; its trace is then 1.25, or 1.
    expect(after({ lambda: 0.5 }, [A, 1, 0], [A, 1, 0])).toEqual([0.5 + 0.5 * 0.5 * 1.25, 0, 0])
    expect(after({ lambda: 0.5, traces: 'replacing' }, [A, 1, 0], [A, 1, 0])).toEqual([0.75, 0, 0])
  })

  test('of two slots do not mix', () => {
    const table = new Float64Array(3)
    const differences = new TemporalDifferences(table, 2, { n: 2, lambda: 0, traces: 'accumulating' })
    differences.step(0, { entry: A, reward: 1, bootstrap: 0, over: false }, RATES)
    differences.step(1, { entry: B, reward: 8, bootstrap: 0, over: false }, RATES)
    expect(Array.from(table)).toEqual([0, 0, 0])
    differences.step(0, { entry: C, reward: 2, bootstrap: 0, over: true }, RATES)
    expect(Array.from(table)).toEqual([1, 0, 1])
  })

  test('have either several steps or traces', () => {
    expect(() => after({ n: 2, lambda: 0.5 })).toThrow(/not both/)
  })
})

describe('returns of an episode', () => {
  const told = (only: 'first' | 'every', following = 0): [entry: number, value: number][] => {
    const returns = new EpisodeReturns(3, 2, 4)
    returns.add(1, B, 100)
    for (const [entry, reward] of [[A, 1] as const, [B, 2] as const, [A, 4] as const]) returns.add(0, entry, reward)
    const visits: [number, number][] = []
    returns.end(0, { gamma: 0.5, following, only }, (entry, value) => visits.push([entry, value]))
    returns.end(0, { gamma: 0.5, following, only }, (entry, value) => visits.push([entry, value]))
    return visits
  }

  test('are told of every visit, or of the first ones, and of each episode once', () => {
    expect(told('every')).toEqual([
      [A, 4],
      [B, 4],
      [A, 3],
    ])
    expect(told('first')).toEqual([
      [B, 4],
      [A, 3],
    ])
  })

  test('go on with what followed, where something did', () => {
    expect(told('every', 8)).toEqual([
      [A, 8],
      [B, 6],
      [A, 4],
    ])
  })

  test('are none where it is left out', () => {
    const returns = new EpisodeReturns(3, 1, 4)
    returns.add(0, A, 1)
    returns.forget(0)
    returns.end(0, { gamma: 1, following: 0, only: 'every' }, () => expect.unreachable())
    expect(returns).toBeDefined()
  })
})

describe('a table of actions', () => {
  const q = [0, 2, 2, 0, 5, 1]
  const shares = (draw: (chance: SeededChance) => number): number[] => {
    const chance = new SeededChance(1)
    const counts = [0, 0, 0]
    for (let i = 0; i < 30_000; i++) counts[draw(chance)]!++
    return counts.map((count) => count / 30_000)
  }
  const expectShares = (found: number[], wanted: number[]): void => {
    for (const [i, share] of wanted.entries()) expect(Math.abs(found[i]! - share)).toBeLessThan(0.01)
  }

  test('has its best actions, the first of them or one that is drawn', () => {
    expect(greedyActions(q, 3)).toEqual([[1, 2], [1]])
    expect([greedyAction(q, 0, 3), greedyAction(q, 1, 3)]).toEqual([1, 1])
    expectShares(
      shares((chance) => drawGreedy(q, 0, 3, chance)),
      [0, 1 / 2, 1 / 2],
    )
  })

  test('is played ε-greedily, and is worth what that brings', () => {
    expectShares(
      shares((chance) => drawEpsilonGreedy(q, 1, 3, 0.3, chance)),
      [0.1, 0.8, 0.1],
    )
    expect(epsilonGreedyValue(q, 1, 3, 0.3)).toBeCloseTo(0.8 * 5 + 0.1 * 1, 12)
  })

  test('is played by Boltzmann exploration in proportion to exp(worth / temperature)', () => {
    const hot = { epsilon: 0.3, temperature: 2 }
    // exp(−2.5), 1 and exp(−2) of the most.
    const [sum, least, less] = [1 + Math.exp(-2.5) + Math.exp(-2), Math.exp(-2.5), Math.exp(-2)]
    expectShares(
      shares((chance) => drawExploring(q, 1, 3, hot, chance)),
      [least / sum, 1 / sum, less / sum],
    )
    expect(exploringValue(q, 1, 3, hot)).toBeCloseTo((5 + less) / sum, 12)
    const never = { epsilon: 0.3, temperature: null }
    expect(exploringValue(q, 1, 3, never)).toBe(epsilonGreedyValue(q, 1, 3, 0.3))
  })

  test('of probabilities is drawn from by them', () => {
    expectShares(
      shares((chance) => drawAction([0.2, 0.7, 0.1], 0, 3, chance)),
      [0.2, 0.7, 0.1],
    )
  })
})
