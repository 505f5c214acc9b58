import { readEvents, type MatchLog } from './match-log.ts'
import { Playback } from './playback.ts'
import { finalHashOf } from './row-hash.ts'
import type { Row, Task } from './task.ts'

export type LogVerdict = { ok: true } | { ok: false; message: string }

/** Steps a finished log again and compares every beat, the final hash, the scores and the places with what it says.
 *  visit: gets the state after each tick, the first one too. */
export function checkLog(task: Task, log: MatchLog, visit?: (state: Row) => void): LogVerdict {
  try {
    const playback = new Playback(task, log.header)
    playback.apply(readEvents(log.body, playback.codec.bytes), log.footer.ticks, ({ state }) => visit?.(state))
    if (playback.differences > 0) return { ok: false, message: `${playback.differences} beats differ` }
    if (!playback.ended) return { ok: false, message: 'the log has no end' }
    if (playback.ended.reason === 'finished' && !playback.out.terminated)
      return { ok: false, message: 'the match was not over' }
    if (finalHashOf(playback.state) !== log.footer.finalHash) return { ok: false, message: 'the final hash differs' }
    const { scores, places } = playback
    if (scores.join() !== log.footer.scores.join())
      return { ok: false, message: `the scores are ${scores.join()}, not ${log.footer.scores.join()}` }
    // Where leaving ends the match, the log does not say who did.
    const known = playback.ended.reason !== 'left' || task.leaver === 'goes-on'
    if (known && places.join() !== log.footer.places.join()) return { ok: false, message: 'the places differ' }
    return { ok: true }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
