import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** What a process did for a while. */
export interface Spent {
  seconds: number
  cpuPercent: number
  systemPercent: number
  writtenPerSecond: number
  readPerSecond: number
}

/** Bytes of TCP payload of all connections of a server, those that are gone included. */
export class Traffic {
  private readonly streams = new Set<Socket>()
  private readonly gone = { read: 0, written: 0 }

  constructor(http: Server) {
    http.on('connection', (stream: Socket) => {
      this.streams.add(stream)
      stream.once('close', () => {
        this.streams.delete(stream)
        this.gone.read += stream.bytesRead
        this.gone.written += stream.bytesWritten
      })
    })
  }

  /** Lets so many ms pass; the traffic and the processor time of this process in them. */
  async during(millis: number): Promise<Spent> {
    const before = { cpu: process.cpuUsage(), bytes: this.sum(), at: performance.now() }
    await new Promise((resolve) => setTimeout(resolve, millis))
    const seconds = (performance.now() - before.at) / 1000
    const cpu = process.cpuUsage(before.cpu)
    const bytes = this.sum()
    return {
      seconds,
      cpuPercent: (cpu.user + cpu.system) / 1e4 / seconds,
      systemPercent: cpu.system / 1e4 / seconds,
      writtenPerSecond: (bytes.written - before.bytes.written) / seconds,
      readPerSecond: (bytes.read - before.bytes.read) / seconds,
    }
  }

  private sum(): { read: number; written: number } {
    const sum = { ...this.gone }
    for (const stream of this.streams) {
      sum.read += stream.bytesRead
      sum.written += stream.bytesWritten
    }
    return sum
  }
}
