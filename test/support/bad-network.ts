import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { CALM, Weather, type WeatherSetup } from './weather.ts'

/** A relay of TCP connections between pages and a server. What a websocket brings to the page and takes from it is delayed as the weather
 *  says, in its order; pages and files pass as they are. */
export class BadNetwork {
  private readonly sockets = new Set<Socket>()
  private readonly timers = new Set<ReturnType<typeof setTimeout>>()
  private down = false
  private seed: number

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    private readonly weather: { down: WeatherSetup; up: WeatherSetup },
    seed: number,
  ) {
    this.seed = seed
    server.on('connection', (page) => this.relay(page))
  }

  /** target: the server's origin. */
  static async open(
    target: string,
    weather: { down?: WeatherSetup; up?: WeatherSetup } = {},
    seed = 1,
  ): Promise<BadNetwork> {
    const server = createServer({ noDelay: true })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new BadNetwork(server, new URL(target), { down: CALM, up: CALM, ...weather }, seed)
  }

  /** Where pages find the server behind this network. */
  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Cuts every connection, and lets no new one through until `mend`. */
  cut(): void {
    this.down = true
    for (const socket of this.sockets) socket.resetAndDestroy()
  }

  mend(): void {
    this.down = false
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer)
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private relay(page: Socket): void {
    if (this.down) return void page.resetAndDestroy()
    const server = connect({ port: Number(this.target.port), host: this.target.hostname, noDelay: true })
    const ends = [page, server]
    for (const [i, end] of ends.entries()) {
      const other = ends[1 - i]!
      this.sockets.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        this.sockets.delete(end)
        other.destroy()
      })
    }
    page.once('data', (head) => {
      server.write(head)
      if (/^upgrade: websocket/im.test(head.toString('latin1'))) {
        this.delay(server, page, new Weather(this.weather.down, this.seed++))
        this.delay(page, server, new Weather(this.weather.up, this.seed++))
      } else {
        page.pipe(server)
        server.pipe(page)
      }
    })
  }

  private delay(from: Socket, to: Socket, weather: Weather): void {
    // Timers that end in the same moment are called in any order: each lets through what waits longest.
    const waiting: Buffer[] = []
    from.on('data', (bytes: Buffer) => {
      waiting.push(bytes)
      const timer = setTimeout(
        () => {
          this.timers.delete(timer)
          const first = waiting.shift()
          if (first && to.writable) to.write(first)
        },
        Math.max(0, weather.arrival(performance.now()) - performance.now()),
      )
      this.timers.add(timer)
    })
  }
}
