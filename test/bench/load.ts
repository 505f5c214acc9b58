import { setTimeout as after } from 'node:timers/promises'
import { measurePeer } from '../load/peer/measure-peer.ts'
import { latenessWhilePages } from '../load/while-pages.ts'
import { canPin, play, Worker } from '../load/worker.ts'

/** One figure is of the whole server, pages included. */
export const needsPages = true

/** What a level of load came to. */
interface Level {
  matches: number
  rate: number
  slowest: number
  lateness: number
  delivery: number
  cpu: number
  down: number
  up: number
  dropped: number
}

interface Measured {
  cpuPercent: number
  writtenPerSecond: number
  readPerSecond: number
  lateP99: number
  running: number
  connections: number
  dropped: number
}

/** Above the idle loop's p99, ms: what a level may be late by and count as kept. */
const KEPT_MILLIS = 4
const KEPT_RATE = 59.95
const SETTLE_MILLIS = 3_000

/** The game process under load: its tick loop, matches and socket door as they are, kept to one core; players on another, two people a match,
 *  an input every 150 ms and a ping a second from each. The players are bare sockets that make the real handshake and speak the real packets:
 *  eight hundred full clients would need more than a core themselves. Jobs and the journal are stand-ins in memory.
 *  Then the whole server, with twenty matches, while its pages are asked for as fast as they come and the web process is killed twice.
 *  Options: matches (a list: 50,100,200,400), seconds of each level (15), pages (no: without the last part), profile (a folder for a processor profile of the game process),
 *  peer (the same game on a Colyseus server with Colyseus clients too, at the level nearest to 200 matches; ratios are ours to theirs).
 *  Rate: ticks a second against the wall clock. Lateness: p99 above that of a loop with nothing to do, measured before in the same run; of
 *  ticks in the game process, and of batches at the players, against their fastest path. Bytes: of TCP payload. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const levels = (options['matches'] ?? '50,100,200,400').split(',').map(Number)
  const millis = Number(options['seconds'] ?? 15) * 1000
  const flags = options['profile'] ? ['--cpu-prof', `--cpu-prof-dir=${options['profile']}`] : []
  const server = new Worker('server-worker.ts', 0, flags)
  const players = new Worker('client-worker.ts', 1)
  try {
    const origin = await server.ask<string>('open')
    const idle = await server.ask<number>('idle', { millis: Math.min(millis, 10_000) })
    const figures: Record<string, number> = { pinned: canPin ? 1 : 0, idle_lateness_p99_ms: idle }
    const reached: Level[] = []
    for (const matches of levels) {
      const level = await measure(server, players, { origin, matches, millis, idle, figures })
      reached.push(level)
      say(level)
    }
    const kept = reached.filter(
      ({ lateness, delivery, rate }) => lateness <= KEPT_MILLIS && delivery <= KEPT_MILLIS && rate >= KEPT_RATE,
    )
    figures['matches_at_60hz'] = Math.max(0, ...kept.map(({ matches }) => matches))
    // Those asked for by name are of 200 matches; of the level nearest to it where another was asked for.
    const typical = reached.toSorted((a, b) => Math.abs(a.matches - 200) - Math.abs(b.matches - 200))[0]
    if (!typical) return figures
    figures['player_bytes_per_s'] = typical.down
    figures['player_bytes_up_per_s'] = typical.up
    if (typical.matches === 200) {
      figures['cpu_percent_at_200'] = typical.cpu
      figures['tick_lateness_excess_p99_ms_at_200'] = typical.lateness
      figures['delivery_lateness_excess_p99_ms_at_200'] = typical.delivery
    }
    for (const { matches, rate, cpu } of reached) {
      figures[`hz_at_${matches}`] = rate
      figures[`cpu_percent_at_${matches}`] = cpu
    }
    if (options['peer']) Object.assign(figures, await besidePeer(typical, millis))
    if (options['pages'] !== 'no') {
      const { lateP99, pages } = await latenessWhilePages(millis)
      figures['lateness_excess_p99_ms_while_pages'] = Math.max(0, lateP99 - idle)
      figures['pages_meanwhile'] = pages
    }
    return figures
  } finally {
    await Promise.all([server.end(), players.end()])
  }
}

async function measure(
  server: Worker,
  players: Worker,
  given: { origin: string; matches: number; millis: number; idle: number; figures: Record<string, number> },
): Promise<Level> {
  const { origin, matches, millis, idle, figures } = given
  const pairs = Array.from({ length: matches }, (_, i): [string, string] => [`l${matches}x${i}a`, `l${matches}x${i}b`])
  const before = await server.ask<{ heapUsed: number }>('memory')
  await play(server, players, origin, pairs)
  await after(SETTLE_MILLIS)
  await players.ask('begin')
  const measured = await server.ask<Measured>('measure', { millis })
  const seen = await players.ask<{ rate: number; slowest: number; lateP99: number }>('figures')
  const full = await server.ask<{ heapUsed: number }>('memory')
  figures['heap_bytes_per_connection'] = (full.heapUsed - before.heapUsed) / (2 * matches)
  if (measured.running !== matches) throw new Error(`${measured.running} of ${matches} matches are still played`)
  if (measured.connections !== 2 * matches) throw new Error(`${measured.connections} connections are left`)
  await server.ask('end')
  await players.ask('leave')
  await after(1_000)
  return {
    matches,
    rate: seen.rate,
    slowest: seen.slowest,
    lateness: Math.max(0, measured.lateP99 - idle),
    delivery: Math.max(0, seen.lateP99 - idle),
    cpu: measured.cpuPercent,
    down: measured.writtenPerSecond / (2 * matches),
    up: measured.readPerSecond / (2 * matches),
    dropped: measured.dropped,
  }
}

async function besidePeer({ matches, cpu, down }: Level, millis: number): Promise<Record<string, number>> {
  const peer = await measurePeer(matches, SETTLE_MILLIS, millis)
  return {
    peer_bytes_per_s: peer.down,
    peer_bytes_up_per_s: peer.up,
    [`peer_cpu_percent_at_${matches}`]: peer.cpu,
    peer_hz: peer.hz,
    peer_patches_per_s: peer.patches,
    bytes_ratio: down / peer.down,
    cpu_ratio: cpu / peer.cpu,
  }
}

function say({ matches, rate, slowest, lateness, delivery, cpu, down, up, dropped }: Level): void {
  const figures = [
    `${rate.toFixed(2)} Hz (slowest ${slowest.toFixed(2)})`,
    `${cpu.toFixed(0)} % of a core`,
    `ticks ${lateness.toFixed(1)} ms and batches ${delivery.toFixed(1)} ms late beyond the idle loop (p99)`,
    `${down.toFixed(0)} bytes/s down, ${up.toFixed(0)} up`,
    `${dropped} ticks dropped`,
  ]
  console.log(`${String(matches).padStart(4)} matches: ${figures.join(', ')}`)
}
