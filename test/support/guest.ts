import { io, type Socket } from 'socket.io-client'
import { packetParser } from '../../app/_net/packet-parser.ts'
import type { ClientMessageName } from '../../game/protocol/messages.ts'
import type { MatchResult, Refusal } from '../../game/protocol/replies.ts'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import { tasks } from '../../game/tasks/index.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { readSecret } from '../../server/store/data-folder.ts'
import { builtinAgentId, newId } from '../../server/base/ids.ts'
import type { WholeSparring } from './whole-sparring.ts'

/** A person of a test, at an address of their own, who plays against a built-in. */
export class Guest {
  readonly userId = newId()
  readonly notices: string[] = []
  match = ''
  /** What was announced; null until then. */
  result: MatchResult | null = null
  ticks = 0
  private readonly socket: Socket
  private readonly cookie: string

  private constructor(
    private readonly sparring: Pick<WholeSparring, 'origin' | 'dataFolder'>,
    private readonly number: number,
  ) {
    const session = { userId: this.userId, name: `Guest ${number}`, issued: Math.floor(Date.now() / 1000) }
    this.cookie = `${SESSION_COOKIE}=${signSession(readSecret(sparring.dataFolder), session)}`
    this.socket = io(sparring.origin, {
      parser: packetParser,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: PROTOCOL_VERSION, tasks: Object.fromEntries(tasks.map(({ id, version }) => [id, version])) },
      extraHeaders: this.headers,
    })
    this.socket.on('match:ticks', () => this.ticks++)
    this.socket.on('match:over', (result: MatchResult) => (this.result = result))
    this.socket.on('server:notice', ({ message }: { message: string }) => this.notices.push(message))
  }

  /** Connects somebody; the numbers of a test's guests differ, and so do their addresses. */
  static async connect(sparring: Pick<WholeSparring, 'origin' | 'dataFolder'>, number: number): Promise<Guest> {
    const guest = new Guest(sparring, number)
    await new Promise<void>((resolve, reject) => {
      guest.socket.once('connect', resolve)
      guest.socket.once('connect_error', reject)
    })
    return guest
  }

  private get headers(): Record<string, string> {
    const { origin } = this.sparring
    return { origin, cookie: this.cookie, 'x-forwarded-for': `10.1.${this.number >> 8}.${this.number & 255}` }
  }

  /** Opens a match and waits until it is being played. */
  async play(wishes: { unwatched?: true } = {}): Promise<void> {
    const reply = await this.askToPlay(wishes)
    if (!reply.ok) throw new Error(reply.message)
    this.match = reply.match
    this.result = null
    this.ticks = 0
    await this.ask('match:join', { match: this.match })
    while (this.ticks < 20) await this.event('match:ticks')
  }

  askToPlay(wishes: { unwatched?: true } = {}): Promise<{ ok: true; match: string } | Refusal> {
    const agentId = builtinAgentId('pong', 'middle')
    return this.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId, options: { target: 21 }, ...wishes })
  }

  /** Gives up, and waits until the result is announced. */
  async giveUp(): Promise<void> {
    const over = this.result ? null : this.event('match:over')
    await this.ask('match:leave', { match: this.match })
    await over
  }

  /** Resolves when the connection is lost. */
  async cut(): Promise<void> {
    if (this.socket.connected) await this.event('disconnect')
  }

  /** What the API says of a match: its reason, or the HTTP status where it shows none. */
  async recorded(match = this.match): Promise<string | number> {
    const response = await fetch(`${this.sparring.origin}/api/matches/${match}`, { headers: this.headers })
    if (!response.ok) return response.status
    const body = (await response.json()) as { match: { reason: string } }
    return body.match.reason
  }

  async ask<T extends { ok: true }>(name: ClientMessageName, body: object): Promise<T | Refusal> {
    return this.socket.timeout(20_000).emitWithAck(name, body)
  }

  close(): void {
    this.socket.disconnect()
  }

  private event(name: string): Promise<void> {
    return new Promise((resolve) => this.socket.once(name, () => resolve()))
  }
}
