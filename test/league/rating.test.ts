import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstRating, measuredSlugs } from '../../game/league/first-ratings.ts'
import { outcomesOf } from '../../game/league/outcomes.ts'
import { display, INITIAL, isProvisional, lowerBound, rate, ratingView } from '../../game/league/rating.ts'

/** OpenSkill's own start, with which its published numbers are. */
const DEFAULT = { mu: 25, sigma: 25 / 3 }
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

/** The same for any number of seats and for shared places: Ω and Δ are sums over the seats q that are not placed after this one, of seats as
 *  strong as the share p = e^(μ/c) / Σ(of those not placed before q), each divided by how many share q's place. */
function freeForAll(seats: readonly { mu: number; sigma: number; place: number }[]): { mu: number; sigma: number }[] {
  const variance = seats.map(({ sigma }) => sigma ** 2 + TAU ** 2)
  const c = Math.sqrt(variance.reduce((sum, v) => sum + v + BETA ** 2, 0))
  return seats.map(({ mu, place }, i) => {
    const v = variance[i]!
    let omega = 0
    let delta = 0
    for (const [q, other] of seats.entries()) {
      if (other.place > place) continue
      const behind = seats.filter((each) => each.place >= other.place)
      const p = 1 / behind.reduce((sum, each) => sum + Math.exp((each.mu - mu) / c), 0)
      const shared = seats.filter((each) => each.place === other.place).length
      omega += ((q === i ? 1 : 0) - p) / shared
      delta += (p * (1 - p)) / shared
    }
    const gamma = Math.sqrt(v) / c
    return {
      mu: mu + (v / c) * omega,
      sigma: Math.sqrt(v) * Math.sqrt(Math.max(1 - (v / c ** 2) * delta * gamma, 1e-4)),
    }
  })
}

const ratings = fc.record({
  mu: fc.double({ min: 0, max: 50, noNaN: true }),
  sigma: fc.double({ min: 0.5, max: 9, noNaN: true }),
})

describe('a rating', () => {
  test('of two of whom nothing is known moves to the published values', () => {
    // The example of openskill's documentation: 27.63… and 22.36…, 8.07….
    const [winner, loser] = rate([
      { ...DEFAULT, place: 1 },
      { ...DEFAULT, place: 2 },
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

  test('of three and of four of whom nothing is known moves to worked numbers', () => {
    // Without τ they are openskill's published ones, and by hand: c² = n (σ² + β²), and from first to last of three
    // μ + σ²/c × (2/3, −1/3 + 1/2, −1/3 − 1/2).
    const c = Math.sqrt(3 * (DEFAULT.sigma ** 2 + BETA ** 2))
    const byShares = [2 / 3, 1 / 6, -5 / 6].map((share) => 25 + (DEFAULT.sigma ** 2 / c) * share)
    const published: Record<number, number[]> = {
      3: [27.868876552746237, 25.717219138186557, 21.413904309067206],
      4: [27.795084971874736, 26.552824984374855, 24.68943500312503, 20.96265504062538],
    }
    expect(byShares.map((mu) => mu.toFixed(12))).toEqual(published[3]!.map((mu) => mu.toFixed(12)))
    for (const [seats, expected] of Object.entries(published)) {
      const after = rate(Array.from({ length: Number(seats) }, (_, i) => ({ ...DEFAULT, place: i + 1 })))
      for (const [i, { mu }] of after.entries()) expect(mu).toBeCloseTo(expected[i]!, 2)
    }
  })

  test('in a match of up to eight moves as the paper says, whoever shares a place and in whichever order they sat', () => {
    const seat = fc.record({
      mu: fc.double({ min: 0, max: 50, noNaN: true }),
      sigma: fc.double({ min: 0.5, max: 9, noNaN: true }),
      place: fc.integer({ min: 1, max: 8 }),
    })
    fc.assert(
      fc.property(fc.array(seat, { minLength: 2, maxLength: 8 }), (seats) => {
        const expected = freeForAll(seats)
        const after = rate(seats)
        const turned = rate(seats.toReversed()).toReversed()
        for (const [i, { mu, sigma }] of expected.entries()) {
          expect(after[i]!.mu).toBeCloseTo(mu, 9)
          expect(after[i]!.sigma).toBeCloseTo(sigma, 9)
          expect(turned[i]!.mu).toBeCloseTo(mu, 9)
        }
      }),
    )
  })

  test('in a free-for-all of equals is ordered as the places are, and a leaver, who is last, loses most', () => {
    const after = rate([3, 1, 4, 2].map((place) => ({ ...INITIAL, place })))
    const byPlace = [3, 1, 4, 2].map((place, i) => [place, after[i]!.mu] as const).sort(([a], [b]) => a - b)
    const moved = byPlace.map(([, mu]) => mu - 25)
    expect(moved).toEqual(moved.toSorted((a, b) => b - a))
    expect(Math.min(...moved)).toBe(moved[3])
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
    expect(display(INITIAL)).toEqual({ rating: 1500, uncertainty: 150 })
    expect(display({ mu: 31.4, sigma: 2.5 })).toEqual({ rating: 1692, uncertainty: 75 })
  })

  test.each([
    [9, 5, 9, true],
    [10, 5, 4, true],
    [10, 1, 5, false],
    [10, 0, 5, true],
    [500, 9, 1, true],
  ])(
    'of a person with %i games, %i of them won, against %i opponents is provisional: %s',
    (games, wins, opponents, expected) => {
      expect(isProvisional({ sigma: 8, games, wins, opponents })).toBe(expected)
    },
  )

  test('of an agent is provisional from an uncertainty of 110 on', () => {
    expect(isProvisional({ sigma: 110 / 30, games: 50, wins: 25, opponents: null })).toBe(true)
    expect(isProvisional({ sigma: 3.66, games: 0, wins: 0, opponents: null })).toBe(false)
  })

  test('of each measured agent has a rank before anybody has played it', () => {
    const slugs = measuredSlugs('pong')
    expect(slugs).toContain('minute')
    for (const slug of slugs) {
      const first = firstRating('pong', slug)
      expect(isProvisional({ ...first, games: 0, wins: 0, opponents: null })).toBe(false)
    }
    expect(isProvisional({ ...firstRating('pong', 'unheard-of'), games: 0, wins: 0, opponents: null })).toBe(true)
  })

  // Points that the first rated match costs or brings a newcomer, against the agents of Pong as they start and against another newcomer.
  // With OpenSkill's own σ of 25/3 the losses are −185, −160, −118, −55, −24 and −79.
  test.each([
    ['newborn', -90, 3],
    ['easy', -80, 13],
    ['middle', -57, 35],
    ['minute', -21, 71],
    ['best', -6, 86],
    ['another newcomer', -41, 41],
  ])('of a newcomer who meets %s moves by %i for a loss and by %i for a win', (opponent, lost, won) => {
    const other = opponent === 'another newcomer' ? INITIAL : firstRating('pong', opponent)
    const after = (place: 1 | 2): number =>
      display(
        rate([
          { ...INITIAL, place },
          { ...other, place: 3 - place },
        ])[0]!,
      ).rating
    expect([after(2) - 1500, after(1) - 1500]).toEqual([lost, won])
  })

  test('of a newcomer never falls by a hundred points in one match, whoever wins it', () => {
    fc.assert(
      fc.property(ratings, (other) => {
        const [after] = rate([
          { ...INITIAL, place: 2 },
          { ...other, place: 1 },
        ])
        expect(display(after!).rating).toBeGreaterThan(1400)
      }),
    )
  })

  test('has a lower bound that rises with certainty', () => {
    expect(lowerBound(INITIAL)).toBe(15)
    expect(lowerBound({ mu: 25, sigma: 2 })).toBe(21)
  })

  test('of a newcomer who meets well-known opponents is established after some fifteen games', () => {
    let me = INITIAL
    let games = 0
    for (; isProvisional({ ...me, games, wins: games, opponents: null }); games++) {
      me = rate([
        { ...me, place: 1 + (games % 2) },
        { mu: 25, sigma: 2, place: 2 - (games % 2) },
      ])[0]!
    }
    expect(games).toBeGreaterThanOrEqual(12)
    expect(games).toBeLessThanOrEqual(20)
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

test.each([
  [
    [1, 2],
    [1, -1],
  ],
  [
    [1, 1],
    [0, 0],
  ],
  [
    [3, 1, 2],
    [-1, 1, -1],
  ],
  [
    [1, 1, 3],
    [0, 0, -1],
  ],
])('places %j are the outcomes %j', (places, outcomes) => {
  expect(outcomesOf(places)).toEqual(outcomes)
})
