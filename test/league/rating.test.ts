import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { display, INITIAL, isProvisional, rate, ratingView } from '../../game/league/rating.ts'

const TAU = 25 / 300
const BETA = 25 / 6

/** Weng & Lin (2011), algorithm 4, for one winner and one loser, written out: c² = Σ(σᵢ² + β²), p = e^(μ/c) / Σ, Ω = ±σ²/c · (1 − p_winner),
 *  Δ = σ²/c² · p_winner(1 − p_winner) · γ with γ = σ/c; the loser's term is the same. */
function byHand(winner: { mu: number; sigma: number }, loser: { mu: number; sigma: number }) {
  const variance = [winner, loser].map(({ sigma }) => sigma ** 2 + TAU ** 2)
  const c = Math.sqrt(variance[0]! + variance[1]! + 2 * BETA ** 2)
  const p = 1 / (1 + Math.exp((loser.mu - winner.mu) / c))
  return [winner, loser].map(({ mu }, i) => {
    const v = variance[i]!
    const gamma = Math.sqrt(v) / c
    return {
      mu: mu + (i === 0 ? 1 : -1) * (v / c) * (1 - p),
      sigma: Math.sqrt(v) * Math.sqrt(Math.max(1 - (v / c ** 2) * p * (1 - p) * gamma, 1e-4)),
    }
  })
}

const ratings = fc.record({
  mu: fc.double({ min: 0, max: 50, noNaN: true }),
  sigma: fc.double({ min: 0.5, max: 9, noNaN: true }),
})

describe('a rating', () => {
  test('of two newcomers moves to the published values', () => {
    // The example of openskill's documentation: 27.63… and 22.36…, 8.07….
    const [winner, loser] = rate([
      { ...INITIAL, place: 1 },
      { ...INITIAL, place: 2 },
    ])
    expect(winner!.mu).toBeCloseTo(27.63523138347365, 3)
    expect(loser!.mu).toBeCloseTo(22.36476861652635, 3)
    expect(winner!.sigma).toBeCloseTo(8.065506316323548, 3)
    expect(loser!.sigma).toBe(winner!.sigma)
  })

  test('moves as the paper says, in whichever seat the winner sat', () => {
    fc.assert(
      fc.property(ratings, ratings, (winner, loser) => {
        const expected = byHand(winner, loser)
        const straight = rate([
          { ...winner, place: 1 },
          { ...loser, place: 2 },
        ])
        const turned = rate([
          { ...loser, place: 2 },
          { ...winner, place: 1 },
        ])
        for (const i of [0, 1]) {
          expect(straight[i]!.mu).toBeCloseTo(expected[i]!.mu, 9)
          expect(straight[i]!.sigma).toBeCloseTo(expected[i]!.sigma, 9)
          expect(turned[1 - i]).toEqual(straight[i])
        }
      }),
    )
  })

  test('draws two equals nowhere, and the better one down', () => {
    const [a, b] = rate([
      { ...INITIAL, place: 1 },
      { ...INITIAL, place: 1 },
    ])
    expect([a!.mu, b!.mu]).toEqual([25, 25])
    const [better, worse] = rate([
      { mu: 30, sigma: 5, place: 1 },
      { mu: 20, sigma: 5, place: 1 },
    ])
    expect(better!.mu).toBeLessThan(30)
    expect(worse!.mu).toBeGreaterThan(20)
  })

  test('of one who is known well moves less', () => {
    const [known, unknown] = rate([
      { mu: 25, sigma: 2, place: 2 },
      { mu: 25, sigma: 8, place: 1 },
    ])
    expect(25 - known!.mu).toBeLessThan((unknown!.mu - 25) / 10)
  })

  test('is shown from 1500 on, 30 points for one of mu', () => {
    expect(display(INITIAL)).toEqual({ rating: 1500, uncertainty: 250 })
    expect(display({ mu: 31.4, sigma: 2.5 })).toEqual({ rating: 1692, uncertainty: 75 })
  })

  test.each([
    [9, 9, true],
    [10, 4, true],
    [10, 5, false],
    [500, 1, true],
  ])('of a person with %i games against %i opponents is provisional: %s', (games, opponents, expected) => {
    expect(isProvisional({ sigma: 8, games, opponents })).toBe(expected)
  })

  test('of an agent is provisional below five games or from an uncertainty of 110 on', () => {
    expect(isProvisional({ sigma: 110 / 30, games: 50 })).toBe(true)
    expect(isProvisional({ sigma: 3.66, games: 5 })).toBe(false)
    expect(isProvisional({ sigma: 3.66, games: 4 })).toBe(true)
  })

  test('of a newcomer who meets well-known opponents is established after some twenty games', () => {
    let me = INITIAL
    let games = 0
    for (; isProvisional({ ...me, games }); games++) {
      me = rate([
        { ...me, place: 1 + (games % 2) },
        { mu: 25, sigma: 2, place: 2 - (games % 2) },
      ])[0]!
    }
    expect(games).toBeGreaterThanOrEqual(15)
    expect(games).toBeLessThanOrEqual(30)
  })

  test('goes to the page with its games', () => {
    expect(ratingView({ mu: 25, sigma: 3, games: 9, wins: 5, losses: 4, opponents: 0, userId: null })).toEqual({
      rating: 1500,
      uncertainty: 90,
      games: 9,
      wins: 5,
      losses: 4,
      provisional: false,
    })
  })
})
