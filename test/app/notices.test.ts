import { describe, expect, test } from 'vitest'
import { foretoldNotice, noticesOf } from '../../app/match/_court/notices.ts'
import { Noticing } from '../../app/match/_court/noticing.ts'
import { SeededChance } from '../../game/core/chance.ts'
import type { Portrait } from '../../game/core/person-model.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { Memory } from '../../game/tasks/pong/person/memory.ts'
import { portraitOf, REGIONS, regionHeights } from '../../game/tasks/pong/person/portrait.ts'

const BANDS = ['bottom corner', 'low side', 'middle', 'high side', 'top corner'] as const

/** A portrait of these counts. then, now: how many balls were sent to each band, of the first and of the latest. */
function portrait(
  missed: readonly (readonly [missed: number, met: number])[],
  then: readonly number[] = [6, 6, 6, 6, 6],
  now: readonly number[] = then,
): Portrait {
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
  return {
    things: 'balls',
    aims: sum(then),
    regions: BANDS.map((name, i) => ({
      name,
      missed: missed[i]![0],
      met: missed[i]![1],
      expectedMiss: 0,
      aimedThen: then[i]! / sum(then),
      aimedNow: now[i]! / sum(now),
    })),
    // Those of each band lie as far apart as they can.
    latest: now
      .flatMap((count, band) => Array.from({ length: count }, (_, i) => ({ band, at: (i + 0.5) / count })))
      .toSorted((a, b) => a.at - b.at)
      .map(({ band }) => band),
  }
}

const even = BANDS.map(() => [2, 20] as const)
const weakBelow = [[9, 12], ...even.slice(1)] as const

describe('what the counts carry', () => {
  test('nothing of somebody who is the same everywhere, and of whom nothing is known', () => {
    expect(noticesOf(portrait(even))).toEqual([])
    expect(
      noticesOf(
        portrait(
          BANDS.map(() => [0, 0] as const),
          [0, 0, 0, 0, 0],
        ),
      ),
    ).toEqual([])
  })

  test('where they are weak, with the counts there and elsewhere', () => {
    expect(noticesOf(portrait(weakBelow))[0]).toMatchObject({
      region: 0,
      text: 'You miss more in the bottom corner: 9 of 12, elsewhere 8 of 80.',
    })
  })

  test('that it aims where they are weak, and how often of the last nine', () => {
    const { latest, ...rest } = portrait(weakBelow)
    const aimed = [...latest.slice(0, -9), 0, 0, 1, 0, 0, 0, 4, 0, 0]
    expect(noticesOf({ ...rest, latest: aimed })[0]).toMatchObject({
      region: 0,
      text: 'You leave the bottom corner open: it aimed there 7 of its last 9.',
    })
  })

  test('that it aims elsewhere than at first, where nobody is weak', () => {
    expect(noticesOf(portrait(even, [8, 8, 8, 4, 2], [1, 1, 0, 1, 27])).map(({ text }) => text)).toEqual([
      'It aims at the top corner now: 9 of its last 9, at first 2 of 30.',
    ])
  })

  test('where they are strong, after where they are weak', () => {
    const some = portrait([
      [12, 24],
      [10, 24],
      [0, 40],
      [9, 24],
      [20, 26],
    ])
    expect(noticesOf(some).map(({ text }) => text)).toEqual([
      'You miss more in the top corner: 20 of 26, elsewhere 31 of 112.',
      'You hold the middle: you missed 0 of 40, elsewhere 51 of 98.',
    ])
  })

  test.each([
    { knownBefore: 0, misses: 0.1 },
    { knownBefore: 0, misses: 0.35 },
    { knownBefore: 300, misses: 0.2 },
  ])(
    'fewer than one in twenty people without a pattern, who miss $misses, are told something in a match of 41 points',
    ({ knownBefore, misses }) => {
      const MATCHES = 400
      const told = Array.from({ length: MATCHES }, (_, seed) => isToldSomething(seed, knownBefore, misses))
      expect(told.filter(Boolean).length / MATCHES).toBeLessThan(0.05)
    },
  )
})

/** Plays the balls of a match of which each is missed as often, wherever it comes; how often they come where is drawn, and holds. */
function isToldSomething(seed: number, knownBefore: number, misses: number): boolean {
  const chance = new SeededChance(seed)
  const memory = new Memory({ bandwidths: [], prior: () => 1, priorWeight: 1.5 })
  const often = BANDS.map(() => 0.3 + chance.uniform())
  const ball = (serve: boolean): void => {
    let rest = chance.uniform() * often.reduce((a, b) => a + b)
    const band = often.findIndex((share) => (rest -= share) < 0)
    const [from, to] = regionHeights(Math.max(0, band))
    const value = chance.uniform() < misses ? 2 * P.REACH : 0
    const features = Float64Array.of((from + to) / 2, 0, serve ? P.SERVE_SPEED : 2, 0, 0, 0)
    memory.add({ features, value, lost: null, unfinished: false })
  }
  for (let i = 0; i < knownBefore; i++) ball(i % 4 === 0)
  for (let point = 0; point < 41; point++) {
    for (let i = chance.below(7); i >= 0; i--) ball(i === 0)
    if (noticesOf(portraitOf(memory, memory.deeds.length - knownBefore)).length > 0) return true
  }
  return false
}

describe('a sentence now and then', () => {
  test('at most one in twenty seconds, and never the same claim twice in a row', () => {
    const noticing = new Noticing()
    const weak = portrait(weakBelow)
    const both = portrait([
      [12, 24],
      [10, 24],
      [0, 40],
      [9, 24],
      [20, 26],
    ])
    expect(noticing.next(portrait(even), null, 0)).toBeNull()
    expect(noticing.next(weak, null, 1000)?.region).toBe(0)
    expect(noticing.next(both, null, 20_999)).toBeNull()
    expect(noticing.next(weak, null, 21_000)).toBeNull()
    expect(noticing.next(both, null, 21_001)?.region).toBe(4)
    expect(noticing.next(both, null, 50_000)?.claim).toBe('strong middle')
    expect(noticing.next(both, null, 90_000)?.region).toBe(4)
  })
})

test('the regions of the portrait part the court from wall to wall', () => {
  expect(Array.from({ length: REGIONS }, (_, region) => regionHeights(region)).flat()).toEqual([
    ...[-79, -47.4, -47.4, -15.8, -15.8].map((height) => expect.closeTo(height)),
    ...[15.8, 15.8, 47.4, 47.4, 79].map((height) => expect.closeTo(height)),
  ])
})

describe('how often somebody went where they were expected', () => {
  const of = (count: number, asForetold: number): string | undefined =>
    foretoldNotice({ count, asForetold, surprised: count - asForetold, asAnybody: 0 })?.text

  test('is told where it is most of the latest times, or where they were elsewhere for half of them', () => {
    expect(of(8, 6)).toBe('You went where it expected 6 of the last 8 times.')
    expect(of(20, 10)).toBe('You surprised it 10 of the last 20 times.')
    expect(of(20, 12)).toBeUndefined()
    expect(of(5, 5)).toBeUndefined()
  })
})
