import { decodeLog, readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { taskById } from '../../game/tasks/index.ts'

/** Steps a log file given as numbers. Bundled into a page by the test that compares engines. */
export function replay(file: number[]): { finalHash: string; differences: number; ticks: number } {
  const log = decodeLog(Uint8Array.from(file))
  const playback = new Playback(taskById(log.header.task), log.header)
  playback.apply(readEvents(log.body, playback.codec.bytes), log.footer.ticks)
  return { finalHash: finalHashOf(playback.state), differences: playback.differences, ticks: playback.tick }
}
