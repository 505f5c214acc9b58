import { describe, expect, test } from 'vitest'
import { pong } from '../../game/tasks/pong/pong.ts'
import { measure, type FieldAgent } from '../../server/jobs/daily/measure.ts'
import { strengthOf } from '../../server/jobs/daily/strength.ts'
import { houseAgent } from '../support/house-agents.ts'

describe('the strength against a field', () => {
  test('is the mean over the field of the share of games won, with half of its 95 % interval', () => {
    // p̃ = (50 + 1) / (100 + 2) = 0.5; 1.96 · √(0.25 / 100) = 0.098.
    const half = strengthOf([{ games: 100, won: 50, lost: 50 }])!
    expect(half.score).toBe(0.5)
    expect(half.margin).toBeCloseTo(0.098, 6)
    // (0.8 + 0.3) / 2; p̃ = 0.794118 and 0.303922: 1.96 · √(0.163495 / 100 + 0.211553 / 100) / 2 = 0.060016.
    const two = strengthOf([
      { games: 100, won: 80, lost: 20 },
      { games: 100, won: 30, lost: 70 },
    ])!
    expect(two.score).toBeCloseTo(0.55, 12)
    expect(two.margin).toBeCloseTo(0.060016, 5)
  })

  test('counts a draw half, and each of the field the same, whatever the number of its games', () => {
    expect(strengthOf([{ games: 10, won: 2, lost: 4 }])!.score).toBeCloseTo(0.4, 12)
    const uneven = [
      { games: 200, won: 200, lost: 0 },
      { games: 50, won: 0, lost: 50 },
    ]
    expect(strengthOf(uneven)!.score).toBe(0.5)
  })

  test('has a margin also after a clean sweep, and none where nothing was played', () => {
    // p̃ = 201 / 202: 1.96 · √(0.0049260 / 200) = 0.0097.
    expect(strengthOf([{ games: 200, won: 200, lost: 0 }])!.margin).toBeCloseTo(0.0097, 4)
    expect(strengthOf([{ games: 0, won: 0, lost: 0 }])).toBeNull()
    expect(strengthOf([])).toBeNull()
  })
})

test('a measure comes to the same again, to something else on another day, and tells the trained from the newborn', async () => {
  const field: FieldAgent[] = pong.builtIns.map(({ strength }) => ({ name: strength, strength }))
  const { spec, weights, observation, reactionTicks } = await houseAgent('minute')
  const trained = { spec, weights, observation, reactionTicks }
  const newborn = { ...trained, weights: (await houseAgent('newborn')).weights }
  const on = (day: string, player = trained) => measure({ task: pong, day, player, field, games: 40 })
  const first = await on('2026-11-30')
  expect(await on('2026-11-30')).toEqual(first)
  expect(await on('2026-12-01')).not.toEqual(first)
  const weak = await on('2026-11-30', newborn)
  expect(weak!.score + weak!.margin).toBeLessThan(first!.score - first!.margin)
})
