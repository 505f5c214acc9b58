import type { Socket } from 'socket.io'
import type { ServerMessages } from '../../game/protocol/messages.ts'
import type { Session } from '../http/session.ts'
import type { HostedMatch } from '../match/hosted-match.ts'
import type { Player } from '../match/seats/player.ts'
import type { Gate } from './gate.ts'
import type { Reader } from './slow-readers.ts'
import { matchRoom, userRoom, type ClientEvents, type ServerEvents, type SocketServer } from './rooms.ts'

export type GameSocket = Socket<ClientEvents, ServerEvents>

/** Where a connection is: in a match, as a player or as a spectator. */
interface Place {
  hosted: HostedMatch
  seat: number | null
}

/** One connection of a page: who it is, and which match it is in. */
export class Connection implements Reader {
  /** Null for somebody without a session, who may only watch. */
  readonly player: Player | null
  place: Place | null = null

  constructor(
    private readonly io: SocketServer,
    readonly socket: GameSocket,
    session: Session | null,
    /** Where it comes from, as limits count it. */
    readonly address: string,
    private readonly gate: Gate,
  ) {
    this.player = session && {
      userId: session.userId,
      name: session.name,
      address,
      send: (event, body) => this.sendToPerson(session.userId, event, body),
    }
    if (session) void socket.join(userRoom(session.userId))
  }

  get userId(): string | null {
    return this.player?.userId ?? null
  }

  /** Goes into a match; out of the one before. */
  enter(hosted: HostedMatch, seat: number | null): void {
    this.exit()
    this.place = { hosted, seat }
    this.listen()
    if (seat === null) hosted.watch(1)
  }

  /** Goes out of the match it is in. */
  exit(): void {
    if (!this.place) return
    const { hosted, seat } = this.place
    this.place = null
    for (const channel of ['players', 'watchers'] as const) void this.socket.leave(matchRoom(hosted.id, channel))
    if (seat === null) hosted.watch(-1)
  }

  /** Hears the match it is in. */
  listen(): void {
    if (this.place) void this.socket.join(this.room(this.place))
  }

  /** Hears nothing for a while: when it listens again, the gap in the numbers of the batches makes the page join anew. */
  deafen(): void {
    if (this.place) void this.socket.leave(this.room(this.place))
  }

  backlog(): { messages: number; bytes: number } {
    return backlogOf(this.socket)
  }

  drop(): void {
    this.gate.drop('unread')
  }

  send<E extends keyof ServerMessages>(event: E, body: ServerMessages[E]): void {
    this.socket.emit(event, ...([body] as Parameters<ServerEvents[E]>))
  }

  private sendToPerson<E extends keyof ServerMessages>(userId: string, event: E, body: ServerMessages[E]): void {
    if (this.socket.connected) this.send(event, body)
    else this.io.to(userRoom(userId)).emit(event, ...([body] as Parameters<ServerEvents[E]>))
  }

  private room({ hosted, seat }: Place): string {
    return matchRoom(hosted.id, seat === null ? 'watchers' : 'players')
  }
}

/** What Engine.IO and the websocket hold for a connection. Neither has a public name for it, so both are looked for with care. */
function backlogOf(socket: GameSocket): { messages: number; bytes: number } {
  const engine: object = socket.conn
  const buffered: unknown[] = 'writeBuffer' in engine && Array.isArray(engine.writeBuffer) ? engine.writeBuffer : []
  const transport: object = socket.conn.transport
  const websocket = 'socket' in transport ? transport.socket : null
  const waits =
    typeof websocket === 'object' && websocket !== null && 'bufferedAmount' in websocket ? websocket.bufferedAmount : 0
  const held = buffered.reduce<number>((sum, packet) => sum + sizeOf(packet), 0)
  return { messages: buffered.length, bytes: held + (typeof waits === 'number' ? waits : 0) }
}

function sizeOf(packet: unknown): number {
  const data = typeof packet === 'object' && packet !== null && 'data' in packet ? packet.data : null
  return data instanceof Uint8Array || typeof data === 'string' ? data.length : 0
}
