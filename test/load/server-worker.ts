import type { Socket } from 'node:net'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { TickLoop } from '../../server/match/loop.ts'
import { systemTimers } from '../../server/match/time.ts'
import { FakeJobs } from '../sockets/fake-jobs.ts'
import { SocketBench, userIdOf } from '../sockets/socket-bench.ts'
import { limitTable, type Limits } from '../../server/limits.ts'
import { answer, quantile } from './figures.ts'

/** The game process of the load benchmarks: its loop, its matches and its socket door as they are, on a port of its own; jobs and the
 *  journal are stand-ins in memory. */

const fakeJobs = new FakeJobs()
/** Lateness of every tick since it was last emptied, ms. */
let late: number[] = []
/** All players come from one address here. */
const limits = Object.fromEntries(
  Object.entries(limitTable).map(([name, { per, value }]) => {
    if (per !== 'address' && per !== 'process') return [name, value]
    return [name, typeof value === 'number' ? 1e9 : { perSecond: 1e9, burst: 1e9 }]
  }),
) as Limits
const bench = new SocketBench({
  limits,
  real: { jobs: fakeJobs, journal: { append: () => Promise.resolve(), canKeep: true } },
  late: (millis) => late.push(millis),
})

/** Bytes of TCP payload of all connections, those that are gone included. */
const streams = new Set<Socket>()
const gone = { read: 0, written: 0 }
bench.http.on('connection', (stream: Socket) => {
  streams.add(stream)
  stream.once('close', () => {
    streams.delete(stream)
    gone.read += stream.bytesRead
    gone.written += stream.bytesWritten
  })
})
function traffic(): { read: number; written: number } {
  const sum = { ...gone }
  for (const stream of streams) {
    sum.read += stream.bytesRead
    sum.written += stream.bytesWritten
  }
  return sum
}

/** Matches that were opened and not ended. */
const open: HostedMatch[] = []
const after = (millis: number): Promise<void> => new Promise((resolve) => systemTimers.after(millis, resolve))

answer({
  async open() {
    await bench.open()
    return bench.origin
  },

  /** What a loop that has nothing else to do is late by: p99, ms. */
  async idle({ millis }: { millis: number }) {
    const samples: number[] = []
    const loop = new TickLoop(
      systemTimers,
      () => {},
      (one) => samples.push(one),
    )
    const remove = loop.add(pong.ticksPerSecond, () => {})
    await after(millis)
    remove()
    return quantile(samples, 0.99)
  },

  /** A match of two people for each pair of names. */
  async matches({ pairs }: { pairs: [string, string][] }) {
    const ids: string[] = []
    for (const pair of pairs) {
      const contestants = pair.map((name) => ({ kind: 'human', userId: userIdOf(name), name, address: name }) as const)
      const settings = { task: pong, mode: 'people', public: true, target: 21 } as const
      const hosted = await bench.matches.open(settings, contestants, false)
      open.push(hosted)
      ids.push(hosted.id)
      // Openings do not come in one breath in life either.
      if (ids.length % 10 === 0) await after(5)
    }
    return ids
  },

  /** What the process does for a while. */
  async measure({ millis }: { millis: number }) {
    late = []
    const before = { cpu: process.cpuUsage(), bytes: traffic(), at: performance.now() }
    await after(millis)
    const seconds = (performance.now() - before.at) / 1000
    const cpu = process.cpuUsage(before.cpu)
    const bytes = traffic()
    return {
      seconds,
      cpuPercent: (cpu.user + cpu.system) / 1e4 / seconds,
      systemPercent: cpu.system / 1e4 / seconds,
      writtenPerSecond: (bytes.written - before.bytes.written) / seconds,
      readPerSecond: (bytes.read - before.bytes.read) / seconds,
      ticksPerSecond: late.length / seconds,
      lateP99: quantile(late, 0.99),
      running: bench.matches.count,
      connections: bench.sockets.status().connections,
      dropped: bench.loop.report().dropped,
    }
  },

  /** Bytes of the heap in use, and of the whole process, after a collection. */
  async memory() {
    // What the stand-ins remember is not the server's.
    fakeJobs.asked.length = 0
    bench.lines.lines.length = 0
    late = []
    for (let i = 0; i < 3; i++) {
      globalThis.gc?.()
      await after(50)
    }
    const { heapUsed, rss } = process.memoryUsage()
    return { heapUsed, rss }
  },

  /** Ends what runs. */
  async end() {
    for (const { match } of open.splice(0)) match.void()
    await after(200)
  },

  handles: () => process.getActiveResourcesInfo(),
})
process.once('SIGTERM', () => process.exit(0))
