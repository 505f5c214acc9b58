import { get } from 'node:http'
import { retryDelay } from '../../app/_net/retry-delay.ts'
import { decodeTicks } from '../../game/protocol/ticks-frame.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { CURRENT_PAGE } from '../support/current-page.ts'
import { cookieOf } from '../sockets/socket-bench.ts'
import { BareClient } from './bare-client.ts'
import { answer, quantile } from './figures.ts'

/** The players of the load benchmarks: each joins its match, sends another action every 150 ms and a ping a second, as a page does. */

const INPUT_MILLIS = 150
const PING_MILLIS = 1000
const TICK = 1000 / pong.ticksPerSecond

class LoadClient {
  tick = -1
  seat: number | null = null
  /** Where tick 0 would have arrived over the fastest path seen, ms, and how much later than it each batch came. */
  private origin = Infinity
  private arrivals: number[] = []
  private firstTick = 0
  private firstAt = 0
  private lastAt = 0
  private action = 0
  private timers: ReturnType<typeof setInterval>[] = []
  wire: BareClient

  constructor(
    readonly port: number,
    readonly headers: Record<string, string>,
    public match: string,
  ) {
    this.wire = this.dial()
  }

  dial(): BareClient {
    return new BareClient(this.port, this.headers, CURRENT_PAGE)
  }

  async enter(): Promise<void> {
    await this.wire.opened()
    await this.join()
  }

  async join(): Promise<void> {
    this.wire.closed = () => this.stop()
    this.wire.short = (packet) => this.came(packet)
    const reply = (await this.wire.ask('match:join', { match: this.match })) as {
      ok: boolean
      seat: number | null
      tick: number
    }
    if (!reply.ok) throw new Error(`Not joined: ${JSON.stringify(reply)}`)
    this.seat = reply.seat
    this.tick = reply.tick
    const phase = Math.random()
    this.timers = [
      setTimeout(() => this.timers.push(setInterval(() => this.act(), INPUT_MILLIS)), phase * INPUT_MILLIS),
      setTimeout(
        () => this.timers.push(setInterval(() => void this.wire.ask('time:ping', {}), PING_MILLIS)),
        phase * PING_MILLIS,
      ),
    ]
  }

  begin(): void {
    this.origin = Infinity
    this.arrivals = []
    this.firstTick = this.tick
    this.firstAt = this.lastAt
  }

  /** Ticks a second, and how late batches came, ms. */
  figures(): { rate: number; late: number[] } {
    const least = this.arrivals.reduce((min, one) => Math.min(min, one), Infinity)
    return {
      rate: ((this.tick - this.firstTick) / (this.lastAt - this.firstAt)) * 1000,
      late: this.arrivals.map((one) => one - least),
    }
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer)
  }

  private act(): void {
    this.action = (this.action + 1) % 3
    this.wire.send('match:input', { tick: this.tick + 3, action: this.action })
  }

  private came(packet: Uint8Array): void {
    const now = performance.now()
    this.tick += decodeTicks(packet.subarray(1)).ticks
    this.lastAt = now
    this.arrivals.push(now - this.tick * TICK)
  }
}

const PAGES = ['/', '/leaderboard', '/me', '/nowhere', '/api/agents', '/api/leaderboard?task=pong&who=both']

/** Whether a page came, whatever it says. */
function page({ port, path, address }: { port: number; path: string; address: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { 'X-Forwarded-For': address }
    const asked = get({ port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode !== undefined && response.statusCode < 500))
      response.once('error', () => resolve(false))
    })
    asked.once('error', () => resolve(false))
  })
}

let clients: LoadClient[] = []

answer({
  /** Two clients for each match; resolves when all are in. */
  async enter({ origin, matches, pairs }: { origin: string; matches: string[]; pairs: [string, string][] }) {
    const port = Number(new URL(origin).port)
    const fresh = matches.flatMap((match, i) =>
      pairs[i]!.map((name) => new LoadClient(port, { Origin: origin, Cookie: cookieOf(name) }, match)),
    )
    clients.push(...fresh)
    await Promise.all(fresh.map((client) => client.enter()))
    return fresh.filter(({ seat }) => seat !== null).length
  },

  /** So many matches at a whole server, whose people meet in the lobby, each from an address of their own. */
  async meet({ port, origin, matches, secret }: { port: number; origin: string; matches: number; secret: Uint8Array }) {
    for (let i = 0; i < matches; i++) {
      const [first, second] = ['a', 'b'].map((letter, seat) => {
        const name = `meets${i}${letter}`
        const Cookie = cookieOf(name, Buffer.from(secret))
        return new LoadClient(port, { Origin: origin, Cookie, 'X-Forwarded-For': `10.${seat}.0.${i + 1}` }, '')
      }) as [LoadClient, LoadClient]
      for (const client of [first, second]) {
        await client.wire.opened()
        const reply = (await client.wire.ask('lobby:play', { mode: 'people', task: 'pong' })) as {
          ok: boolean
          match?: string
        }
        if (!reply.ok) throw new Error(`No match: ${JSON.stringify(reply)}`)
        if (reply.match !== undefined) first.match = second.match = reply.match
      }
      await Promise.all([first.join(), second.join()])
      clients.push(first, second)
    }
  },

  /** Asks for pages for a while, from many addresses at once; how many were answered, and how many were not. */
  async pages({ port, millis }: { port: number; millis: number }) {
    const end = performance.now() + millis
    let [answered, failed, turn] = [0, 0, 0]
    const one = async (): Promise<void> => {
      while (performance.now() < end) {
        const path = PAGES[turn++ % PAGES.length]!
        const ok = await page({ port, path, address: `10.9.${turn % 200}.1` })
        if (ok) answered++
        else failed++
        // Where nobody answers, a browser does not ask again at once either.
        if (!ok) await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await Promise.all(Array.from({ length: 16 }, () => one()))
    return { answered, failed }
  },

  begin: () => clients.forEach((client) => client.begin()),

  figures() {
    const all = clients.map((client) => client.figures())
    return {
      slowest: Math.min(...all.map(({ rate }) => rate)),
      rate: all.reduce((sum, { rate }) => sum + rate, 0) / all.length,
      lateP99: quantile(
        all.flatMap(({ late }) => late),
        0.99,
      ),
      batches: all.reduce((sum, { late }) => sum + late.length, 0),
    }
  },

  leave() {
    for (const client of clients) {
      client.stop()
      client.wire.cut()
    }
    clients = []
  },

  /** Cuts so many connections at once; each comes back. The share that is in its seat again, and the ms that took. */
  async cut({ count, from }: { count: number; from: number }) {
    const some = Array.from({ length: count }, (_, i) => clients[(from + i) % clients.length]!)
    for (const client of some) {
      client.stop()
      client.wire.cut()
    }
    const millis: number[] = []
    await Promise.all(
      some.map(async (client) => {
        const { seat } = client
        const cutAt = performance.now()
        await new Promise((resolve) => setTimeout(resolve, retryDelay(0)))
        client.wire = client.dial()
        try {
          await client.enter()
        } catch {
          return
        }
        if (client.seat !== null && client.seat === seat) millis.push(performance.now() - cutAt)
      }),
    )
    return { back: millis.length, millis }
  },

  processorTime: () => process.cpuUsage(),
})
process.once('SIGTERM', () => process.exit(0))
