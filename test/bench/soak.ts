import { setTimeout as after } from 'node:timers/promises'
import { play, Worker } from '../load/worker.ts'

/** One round: matches are opened, played for a while and ended. */
const ROUND_MILLIS = 15_000
/** A match that is over can be entered, and played again, for two minutes. */
const FORGOTTEN_MILLIS = 125_000

interface Memory {
  heapUsed: number
  rss: number
}

/** A long time of play: rounds of matches of two people each, opened, played and ended, again and again.
 *  Options: minutes (2), matches of a round (50). Memory is looked at after a collection, when nothing is played and nothing is remembered any
 *  more: after a first round, and at the end; waiting for that takes four minutes more.
 *  It is also looked at after each round. The trends are of those from the moment on when as many matches are forgotten as are opened: the
 *  slope of the line through them, in bytes for each match played, with its standard error; not there in a run too short for five rounds.
 *  hz and slowest_hz: ticks a second against the wall clock, over all rounds; handles_left: what keeps the process alive at the end beyond what
 *  did before the first match. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const minutes = Number(options['minutes'] ?? 2)
  const matches = Number(options['matches'] ?? 50)
  const server = new Worker('server-worker.ts', 0)
  const players = new Worker('client-worker.ts', 1)
  try {
    const origin = await server.ask<string>('open')
    const handles = await server.ask<string[]>('handles')
    const rates: number[] = []
    let rounds = 0
    let dropped = 0
    const steady: (Memory & { played: number })[] = []
    const round = async (): Promise<void> => {
      const pairs = Array.from({ length: matches }, (_, i): [string, string] => [
        `s${rounds}x${i}a`,
        `s${rounds}x${i}b`,
      ])
      rounds++
      await play(server, players, origin, pairs)
      await after(1_000)
      await players.ask('begin')
      dropped = (await server.ask<{ dropped: number }>('measure', { millis: ROUND_MILLIS })).dropped
      const { rate, slowest } = await players.ask<{ rate: number; slowest: number }>('figures')
      rates.push(rate, slowest)
      await server.ask('end')
      await players.ask('leave')
      await after(500)
    }
    await round()
    await after(FORGOTTEN_MILLIS)
    const before = await server.ask<Memory>('memory')
    const begun = performance.now()
    const end = begun + minutes * 60_000
    while (performance.now() < end) {
      await round()
      const memory = await server.ask<Memory>('memory')
      console.log(`round ${rounds}: heap ${inMega(memory.heapUsed)}, resident ${inMega(memory.rss)} million bytes`)
      if (performance.now() - begun > FORGOTTEN_MILLIS) steady.push({ ...memory, played: rounds * matches })
    }
    await after(FORGOTTEN_MILLIS)
    const { heapUsed, rss } = await server.ask<Memory>('memory')
    const left = await server.ask<string[]>('handles')
    const means = rates.filter((_, i) => i % 2 === 0)
    return {
      matches_played: rounds * matches,
      heap_bytes_before: before.heapUsed,
      heap_growth_bytes: heapUsed - before.heapUsed,
      rss_growth_bytes: rss - before.rss,
      ...trend('heap', steady, ({ heapUsed }) => heapUsed),
      ...trend('rss', steady, (memory) => memory.rss),
      hz: means.reduce((sum, rate) => sum + rate, 0) / means.length,
      slowest_hz: Math.min(...rates),
      ticks_dropped: dropped,
      handles_left: left.length - handles.length,
    }
  } finally {
    await Promise.all([server.end(), players.end()])
  }
}

/** Slope of the least-squares line of bytes against matches played, and its standard error. */
function trend<T extends { played: number }>(name: string, of: T[], bytes: (one: T) => number): Record<string, number> {
  if (of.length < 5) return {}
  const mean = (value: (one: T) => number): number => of.reduce((sum, one) => sum + value(one), 0) / of.length
  const [meanX, meanY] = [mean(({ played }) => played), mean(bytes)]
  const squares = mean(({ played }) => (played - meanX) ** 2) * of.length
  const slope = (mean((one) => (one.played - meanX) * (bytes(one) - meanY)) * of.length) / squares
  const rest = mean((one) => (bytes(one) - meanY - slope * (one.played - meanX)) ** 2) * of.length
  return {
    [`${name}_trend_bytes_per_match`]: slope,
    [`${name}_trend_standard_error`]: Math.sqrt(rest / (of.length - 2) / squares),
  }
}

const inMega = (bytes: number): string => (bytes / 1e6).toFixed(2)
