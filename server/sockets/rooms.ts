import type { Server } from 'socket.io'
import type { ServerMessages } from '../../game/protocol/messages.ts'
import { encodeTicksPacket } from '../../game/protocol/short-packets.ts'
import type { Announcer } from '../match/announcer.ts'
import type { Channel } from '../../game/protocol/batch-pace.ts'
import { ReadyPacket } from './ready-packet.ts'

export type ServerEvents = { [E in keyof ServerMessages]: (body: ServerMessages[E]) => void }
/** What comes in is checked by the door, so it has no type before. */
export type ClientEvents = Record<string, (...args: unknown[]) => void>
export type SocketServer = Server<ClientEvents, ServerEvents>

export const matchRoom = (match: string, channel: Channel): string => `match:${match}:${channel}`
export const userRoom = (userId: string): string => `user:${userId}`

/** Publishes matches through Socket.IO's rooms. Ticks go past it: each batch's websocket frame is built once for all who get it. */
export class RoomAnnouncer implements Announcer {
  private io: SocketServer | null = null

  /** The matches exist before their sockets do. */
  attach(io: SocketServer): void {
    this.io = io
  }

  broadcastTicks(match: string, channel: Channel, frame: Uint8Array<ArrayBuffer>): void {
    const { adapter, sockets } = this.io?.of('/') ?? {}
    const ids = adapter?.rooms.get(matchRoom(match, channel))
    if (!ids || !sockets) return
    const packet = new ReadyPacket(encodeTicksPacket(frame))
    for (const id of ids) {
      const socket = sockets.get(id)
      if (socket) packet.send(socket.conn)
    }
  }

  broadcast<E extends keyof ServerMessages>(match: string, event: E, body: ServerMessages[E]): void {
    const args = [body] as Parameters<ServerEvents[E]>
    this.io?.to([matchRoom(match, 'players'), matchRoom(match, 'watchers')]).emit(event, ...args)
  }
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
