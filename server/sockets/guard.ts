import {
  clientMessages,
  type ClientBody,
  type ClientMessageName,
  type RateClass,
  type Refusal,
} from '../../game/protocol/messages.ts'
import type { Limits } from '../limits.ts'
import type { Logger } from '../logger.ts'
import type { Millis } from '../match/time.ts'
import { TokenBucket } from './token-bucket.ts'

/** What has been turned away at the door since the start. */
export interface DoorCounts {
  malformed: number
  limited: number
  flooding: number
}

export interface DoorDeps {
  now: () => Millis
  limits: Limits
  log: Logger
  counts: DoorCounts
  /** Closes the connection. */
  close: () => void
}

const refused = (code: string, message: string): Refusal => ({ ok: false, code, message })
const TOO_FAST = refused('too-fast', 'That was too fast. Wait a moment.')
const MALFORMED = refused('malformed', 'The server did not understand this. Reload the page.')
const INTERNAL = refused('internal', 'Something went wrong on the server. Try again.')

/** The one door for what a connection sends: its rate, its schema, then the handler. What does not pass gets a refusal, or is only counted
 *  where no reply is awaited, and changes nothing. */
export class Door {
  private readonly buckets: Record<RateClass, TokenBucket>
  private readonly strikes: TokenBucket

  constructor(private readonly deps: DoorDeps) {
    const now = deps.now()
    const { limits } = deps
    this.buckets = {
      input: new TokenBucket(limits.inputPerSocket, now),
      steady: new TokenBucket(limits.steadyPerSocket, now),
      rare: new TokenBucket(limits.rarePerSocket, now),
      model: new TokenBucket(limits.modelPerSocket, now),
    }
    this.strikes = new TokenBucket(limits.strikesPerSocket, now)
  }

  /** The listener for one message of the table. */
  guard<N extends ClientMessageName>(name: N, handle: (body: ClientBody<N>) => unknown): (...args: unknown[]) => void {
    const { body: schema, rate } = clientMessages[name]
    return (...args) => {
      const last = args.at(-1)
      const reply =
        typeof last === 'function' ? (answer: unknown): void => void Reflect.apply(last, null, [answer]) : null
      if (!this.buckets[rate].take(this.deps.now())) return this.turnAway('limited', reply, TOO_FAST)
      const parsed = schema.safeParse(args[0])
      if (!parsed.success || args.length !== (reply ? 2 : 1)) return this.turnAway('malformed', reply, MALFORMED)
      // The schema of this row gives the body of this row, which the compiler cannot follow through the table.
      void this.answer(name, () => handle(parsed.data as ClientBody<N>), reply)
    }
  }

  /** A message that is in no table. */
  unknown(): void {
    this.turnAway('malformed', null, MALFORMED)
  }

  private async answer(name: string, handle: () => unknown, reply: ((answer: unknown) => void) | null): Promise<void> {
    try {
      const answer = handle()
      reply?.(answer instanceof Promise ? await answer : answer)
    } catch (err) {
      this.deps.log.error({ err, message: name }, 'A message could not be handled')
      reply?.(INTERNAL)
    }
  }

  private turnAway(why: 'malformed' | 'limited', reply: ((answer: unknown) => void) | null, refusal: Refusal): void {
    this.deps.counts[why]++
    if (this.strikes.take(this.deps.now())) return reply?.(refusal)
    this.deps.counts.flooding++
    this.deps.close()
  }
}
