import { expect, test, vi } from 'vitest'
import { ShownInsight } from '../../app/match/_court/shown-insight.ts'
import type { Portrait } from '../../game/core/person-model.ts'

const region = (name: string, missed: number): Portrait['regions'][number] => ({
  name,
  met: 40,
  missed,
  expectedMiss: missed / 40,
  aimedThen: 0.5,
  aimedNow: 0.5,
})
const weak: Portrait = { things: 'balls', regions: [region('left', 2), region('right', 25)], aims: 0, latest: [] }
const expected = { field: 7, value: 20, tolerance: 9, ticks: 40, sure: 0.8, rests: 12, stranger: 22, outcome: null }

test('a sentence comes after a point, not with what is known before one, and points at its region until it has stood long enough', () => {
  const insight = new ShownInsight()
  const listener = vi.fn<() => void>()
  insight.subscribe(listener)
  insight.hear(weak, null, [], 1, 0)
  insight.hear(weak, null, [0, 0], 1, 0)
  insight.hear(weak, null, [0, 0], 1, 30_000)
  expect(insight.now.pointsAt).toBeNull()
  insight.hear(weak, null, [0, 1], 1, 31_000)
  expect(insight.notice?.text).toBe('You miss more in the right: 25 of 40, elsewhere 2 of 40.')
  expect(insight.now.pointsAt).toMatchObject({ seat: 1, region: 1 })
  expect(listener).toHaveBeenCalledTimes(1)
  insight.endNotice()
  expect(insight.now.pointsAt).toBeNull()
  expect(listener).toHaveBeenCalledTimes(2)
})

test('once the match is over nothing of it stands on the court any more', () => {
  const insight = new ShownInsight()
  insight.hear(weak, null, [0, 0], 0, 0)
  insight.hear(weak, null, [0, 1], 0, 1000)
  insight.foretold = { ...expected, seat: 0, madeAt: 100, dueAt: 140 }
  expect(insight.now).toMatchObject({ pointsAt: { region: 1 }, foretold: { madeAt: 100 } })
  insight.end()
  expect(insight.now).toMatchObject({ pointsAt: null, foretold: null })
})

test('it is told once in a match that something is expected of me', () => {
  const insight = new ShownInsight()
  const listener = vi.fn<() => void>()
  insight.subscribe(listener)
  insight.foretold = null
  expect(insight.hasExpected).toBe(false)
  for (const madeAt of [100, 300]) insight.foretold = { ...expected, seat: 0, madeAt, dueAt: madeAt + 40 }
  expect(insight.hasExpected).toBe(true)
  expect(listener).toHaveBeenCalledTimes(1)
})

test('while nothing is known of regions it says how often I went where it expected me, and points nowhere', () => {
  const insight = new ShownInsight()
  const unknown: Portrait = { ...weak, regions: weak.regions.map((one) => ({ ...one, missed: 0 })) }
  const lately = { count: 8, asForetold: 7, surprised: 1, asAnybody: 6 }
  insight.hear(unknown, lately, [0, 0], 0, 0)
  insight.hear(unknown, lately, [0, 1], 0, 1000)
  expect(insight.notice?.text).toBe('You went where it expected 7 of the last 8 times.')
  expect(insight.now.pointsAt).toBeNull()
  insight.endNotice()
  // Not again, but what it knows of a region.
  insight.hear(unknown, lately, [0, 2], 0, 30_000)
  expect(insight.notice).toBeNull()
  insight.hear(weak, lately, [0, 3], 0, 60_000)
  expect(insight.now.pointsAt).toMatchObject({ region: 1 })
})
