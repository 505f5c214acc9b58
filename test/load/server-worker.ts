import { getHeapCodeStatistics } from 'node:v8'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { TickLoop } from '../../server/match/loop.ts'
import { systemTimers } from '../../server/base/time.ts'
import { FakeJobs } from '../sockets/fake-jobs.ts'
import { SocketBench, userIdOf } from '../sockets/socket-bench.ts'
import { ONE_ADDRESS } from '../support/one-address.ts'
import { answer, quantile } from './figures.ts'
import { Traffic } from './traffic.ts'

/** The game process of the load benchmarks: its loop, its matches and its socket door as they are, on a port of its own; jobs and the
 *  journal are stand-ins in memory. */

const fakeJobs = new FakeJobs()
/** Lateness of every tick since it was last emptied, ms. */
let late: number[] = []
const bench = new SocketBench({
  limits: ONE_ADDRESS,
  real: { jobs: fakeJobs, journal: { append: () => Promise.resolve(), canKeep: true } },
  late: (millis) => late.push(millis),
})

const traffic = new Traffic(bench.http)

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
    const remove = loop.every(pong.ticksPerSecond, () => {})
    await after(millis)
    remove()
    return quantile(samples, 0.99)
  },

  /** A match of two people for each pair of names. */
  async matches({ pairs }: { pairs: [string, string][] }) {
    const ids: string[] = []
    for (const pair of pairs) {
      const contestants = pair.map((name) => ({ kind: 'human', userId: userIdOf(name), name, address: name }) as const)
      const settings = { task: pong, mode: 'people', public: true, options: { target: 21 } } as const
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
    const spent = await traffic.during(millis)
    return {
      ...spent,
      ticksPerSecond: late.length / spent.seconds,
      lateP99: quantile(late, 0.99),
      running: bench.matches.count,
      connections: bench.sockets.status().connections,
      dropped: bench.loop.report().dropped,
    }
  },

  /** Bytes of the heap in use, of compiled code in it, and of the whole process, after a collection. */
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
    return { heapUsed, code: getHeapCodeStatistics().code_and_metadata_size, rss }
  },

  /** Ends what runs. */
  async end() {
    for (const { match } of open.splice(0)) match.void()
    await after(200)
  },

  handles: () => process.getActiveResourcesInfo(),
})
process.once('SIGTERM', () => process.exit(0))
