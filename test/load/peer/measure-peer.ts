import type { Spent } from '../traffic.ts'
import { Worker } from '../worker.ts'

/** What so many matches cost a Colyseus server: % of a core, and bytes a second of each player. */
export interface PeerLevel {
  cpu: number
  down: number
  up: number
  /** Ticks a second of a match, and patches a second that reach a player: none is sent where nothing changed. */
  hz: number
  patches: number
}

/** Rooms whose players join at once: a seat is kept for some seconds. */
const GROUP = 20

/** Plays Pong on a Colyseus server as the load benchmark does on ours: the same simulation, cores, count of matches, inputs and time. */
export async function measurePeer(matches: number, settleMillis: number, millis: number): Promise<PeerLevel> {
  const server = new Worker('peer/server-worker.ts', 0)
  const players = new Worker('peer/client-worker.ts', 1)
  try {
    const origin = await server.ask<string>('open')
    for (let from = 0; from < matches; from += GROUP) {
      const rooms = await server.ask<string[]>('rooms', { count: Math.min(GROUP, matches - from) })
      await players.ask('enter', { origin, rooms })
    }
    await new Promise((resolve) => setTimeout(resolve, settleMillis))
    await players.ask('begin')
    const spent = await server.ask<Spent & { ticksPerSecond: number; connections: number }>('measure', { millis })
    const patches = await players.ask<number>('patchesPerSecond')
    if (spent.connections !== 2 * matches) throw new Error(`${spent.connections} connections are left at the peer`)
    return {
      cpu: spent.cpuPercent,
      down: spent.writtenPerSecond / (2 * matches),
      up: spent.readPerSecond / (2 * matches),
      hz: spent.ticksPerSecond / matches,
      patches,
    }
  } finally {
    await Promise.all([server.end(), players.end()])
  }
}
