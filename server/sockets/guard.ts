import {
  clientMessages,
  type ClientBody,
  type ClientMessageName,
  type Question,
  type RateClass,
  type Reply as ReplyTo,
} from '../../game/protocol/messages.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import type { Limits } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import type { Millis } from '../base/time.ts'
import { messageBuckets, type MessageBuckets, type Share } from './shares.ts'
import { TokenBucket } from '../base/token-bucket.ts'

/** What has come to the door since the start, and what became of it. */
export interface DoorCounts {
  /** Packets of every kind. */
  packets: number
  /** Messages that went to their handler. */
  taken: number
  /** Messages and packets that were not understood. */
  malformed: number
  /** Messages that came too fast. */
  limited: number
  /** Messages whose connection was closed before their turn. */
  late: number
  /** Connections closed because they sent too much, did not read, or met a bug. */
  flooding: number
  unread: number
  failed: number
  /** Handshakes refused in words, and requests for a connection refused before one was made. */
  refused: number
  turnedAway: number
}

export const noCounts = (): DoorCounts => ({
  packets: 0,
  taken: 0,
  malformed: 0,
  limited: 0,
  late: 0,
  flooding: 0,
  unread: 0,
  failed: 0,
  refused: 0,
  turnedAway: 0,
})

type Answer<N> = N extends Question ? ReplyTo<N> | Refusal : void
export type Handlers = { [N in ClientMessageName]: (body: ClientBody<N>) => Answer<N> | Promise<Answer<N>> }

export interface DoorDeps {
  now: () => Millis
  limits: Limits
  log: Logger
  counts: DoorCounts
  /** The shares whose limits count beside the socket's own: its session's and its address's. */
  shares: readonly Share[]
  /** Closes the connection at once, and counts why. */
  drop: (why: 'flooding' | 'failed') => void
}

type Reply = (answer: unknown) => void

const refused = (code: string, message: string): Refusal => ({ ok: false, code, message })
const TOO_FAST = refused('too-fast', 'That was too fast. Wait a moment.')
const MALFORMED = refused('malformed', 'The server did not understand this. Reload the page.')
const INTERNAL = refused('internal', 'Something went wrong on the server. Try again.')

/** The one door for what a connection sends: its rate, its schema, then the handler. What does not pass gets a refusal, or is only counted
 *  where no reply is awaited, and changes nothing. */
export class Door {
  private readonly buckets: readonly MessageBuckets[]
  private readonly strikes: TokenBucket

  constructor(
    private readonly handlers: Handlers,
    private readonly deps: DoorDeps,
  ) {
    const { limits, now, shares } = deps
    this.buckets = [messageBuckets(limits, 'Socket', now()), ...shares.map(({ messages }) => messages)]
    this.strikes = new TokenBucket(limits.strikesPerSocket, now())
  }

  /** Takes one event as the decoder gives it: its name, its body, and the reply where one is awaited. Never throws: what fails is logged and
   *  ends this connection only. */
  receive(event: readonly unknown[]): void {
    try {
      const [name, ...args] = event
      if (!isMessage(name)) this.turnAway('malformed', null, MALFORMED)
      else this.dispatch(name, args)
    } catch (err) {
      this.deps.log.error({ err }, 'A message could not be dispatched')
      this.deps.drop('failed')
    }
  }

  private dispatch<N extends ClientMessageName>(name: N, args: readonly unknown[]): void {
    const { body: schema, rate } = clientMessages[name]
    const reply = replyOf(args.at(-1))
    if (!this.allowed(rate)) return this.turnAway('limited', reply, TOO_FAST)
    const parsed = schema.safeParse(args[0])
    if (!parsed.success || args.length !== (reply ? 2 : 1)) return this.turnAway('malformed', reply, MALFORMED)
    this.deps.counts.taken++
    // The schema of this row gives the body of this row, which the compiler cannot follow through the table.
    void this.answer(name, parsed.data as ClientBody<N>, reply)
  }

  /** Takes of every bucket, or of none: what one of them refuses costs nothing in the others. */
  private allowed(rate: RateClass): boolean {
    const now = this.deps.now()
    for (const buckets of this.buckets) if (buckets[rate].millisUntil(1, now) > 0) return false
    for (const buckets of this.buckets) buckets[rate].spend(now)
    return true
  }

  private async answer<N extends ClientMessageName>(name: N, body: ClientBody<N>, reply: Reply | null): Promise<void> {
    try {
      const answer = this.handlers[name](body)
      reply?.(answer instanceof Promise ? await answer : answer)
    } catch (err) {
      this.deps.log.error({ err, message: name }, 'A message could not be handled')
      this.tryTo(() => reply?.(INTERNAL))
    }
  }

  private turnAway(why: 'malformed' | 'limited', reply: Reply | null, refusal: Refusal): void {
    this.deps.counts[why]++
    if (this.strikes.spend(this.deps.now())) reply?.(refusal)
    else this.deps.drop('flooding')
  }

  private tryTo(work: () => void): void {
    try {
      work()
    } catch (err) {
      this.deps.log.error({ err }, 'A reply could not be sent')
      this.deps.drop('failed')
    }
  }
}

function isMessage(name: unknown): name is ClientMessageName {
  return typeof name === 'string' && Object.hasOwn(clientMessages, name)
}

function replyOf(last: unknown): Reply | null {
  return typeof last === 'function' ? (answer) => void Reflect.apply(last, null, [answer]) : null
}
