import type { Portrait } from '../../../game/core/person-model.ts'
import type { ForetoldTally } from '../../../game/learn/sparring/foretelling.ts'
import { foretoldNotice, noticesOf, type Notice } from './notices.ts'

/** At most one sentence in so long, ms. */
const EVERY_MILLIS = 20_000

/** Says now and then one sentence, never the same claim twice in a row. */
export class Noticing {
  private saidAt = -Infinity
  private said: string | null = null

  /** After a point; null where there is nothing to say, or it is too soon. foretold: of the latest expectations. now: ms, from any beginning. */
  next(portrait: Portrait, foretold: ForetoldTally | null, now: number): Notice | null {
    if (now - this.saidAt < EVERY_MILLIS) return null
    const foretelling = foretold && foretoldNotice(foretold)
    const notice = [...noticesOf(portrait), ...(foretelling ? [foretelling] : [])].find(
      ({ claim }) => claim !== this.said,
    )
    if (!notice) return null
    this.saidAt = now
    this.said = notice.claim
    return notice
  }
}
