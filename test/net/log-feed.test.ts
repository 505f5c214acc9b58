import { expect, test } from 'vitest'
import { LogFeed } from '../../app/_net/log-feed.ts'
import type { MatchFeed } from '../../app/_net/match-feed.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { hashRow } from '../../game/core/row-hash.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'
import { SimulatedMatch } from './simulated-match.ts'

const about = { mode: 'sparring', rated: false, public: true } as const

/** The rows that a feed's screen is drawn from in this frame, by tick. */
function look(feed: MatchFeed, now: number, rows: Map<number, number>): void {
  const timeline = feed.frame(now)
  if (!timeline || timeline.seen < 0) return
  for (const tick of [Math.floor(timeline.seen), Math.floor(timeline.seen) + 1]) {
    const row = timeline.row(tick)
    if (row && tick <= timeline.confirmedTick) rows.set(tick, hashRow(row))
  }
}

test('a stored match is drawn from the same rows as it was live, bit for bit, and ends with the same score', async () => {
  const sim = new SimulatedMatch({ roundTrip: 80, jitter: 20, seat: null, target: 3, seed: 4 })
  const live = new Map<number, number>()
  for (let after = 0; after < 30; after += sim.client.snapshot.result ? 1 : 0) {
    await sim.frame()
    look(sim.client, sim.clock.now(), live)
  }
  const log = sim.match.record()
  const feed = new LogFeed(pong, log, about)
  const stored = new Map<number, number>()
  const scores = new Set<string>()
  let told = 0
  feed.subscribe(() => scores.add(feed.snapshot.scores.join()))
  for (let now = 500; !feed.snapshot.result; now += 1000 / 60, told++) look(feed, now, stored)
  expect(stored.size).toBe(log.footer.ticks + 1)
  expect(live.size).toBeGreaterThan(0.98 * log.footer.ticks)
  for (const [tick, hash] of live) expect(stored.get(tick), `tick ${tick}`).toBe(hash)
  expect(told).toBeLessThan(log.footer.ticks + 60)
  expect(feed.snapshot).toMatchObject({ result: sim.client.snapshot.result, scores: sim.client.snapshot.scores })
  expect(scores.size).toBe(sim.match.scores[0]! + sim.match.scores[1]!)
})

test('whoever hears the log of a stored match gets all of it', () => {
  const { log } = recordMatch(pong, 5, restlessActions(pong, 5), { ticks: 600 })
  const follower = new Playback(pong, log.header)
  new LogFeed(pong, log, about).onSlices(({ base, bytes, to }) => follower.apply(readEvents(bytes, 1, base), to))
  expect([follower.tick, follower.differences]).toEqual([600, 0])
})

test('going to any tick of a stored match shows what it would have come to', () => {
  const { log, states } = recordMatch(pong, 6, builtInActions(pong, 'middle'), { ticks: 4000, keepStates: true })
  const feed = new LogFeed(pong, log, about)
  let now = 0
  const { ticks } = log.footer
  for (const tick of [3000, 17, 599, 600, 601, ticks, 0, 1234, 1230, 2999]) {
    feed.seek(tick, now)
    const { seen, row } = feed.frame(now)
    expect(seen).toBe(tick)
    expect(feed.snapshot.scores).toEqual([0, 1].map((seat) => pong.score(states[Math.min(ticks, tick + 2)]!, seat)))
    // A view looks back at what has just happened, and draws on the way to the next tick.
    for (let at = Math.max(0, tick - 60); at <= Math.min(ticks, tick + 1); at++)
      expect(hashRow(row(at)!), `tick ${at}`).toBe(hashRow(states[at]!))
    expect(feed.snapshot.result !== null).toBe(tick === ticks)
    now += 1000
    feed.frame(now)
    now += 5
  }
})

test('a stored match stands still, and runs at other paces', () => {
  const { log } = recordMatch(pong, 7, restlessActions(pong, 7), { ticks: 600 })
  const feed = new LogFeed(pong, log, about)
  feed.frame(0)
  for (const [second, speed, seen] of [
    [1, 0, 0],
    [2, 0.25, 15],
    [3, 4, 255],
    [4, 16, 600],
  ] as const) {
    feed.speed = speed
    expect(feed.frame(1000 * second).seen).toBeCloseTo(seen, 6)
  }
})
