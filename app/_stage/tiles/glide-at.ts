import type { Timeline } from '../../_net/timeline.ts'

/** Where somebody is drawn who goes from tile to tile: the mean of where they were in the last `ticks`, the tick that is just beginning included. A
 *  step that takes as many ticks so becomes an even glide of that length, which begins in the very frame in which the step is wished for and
 *  ends where the next one begins.
 *  field: of the row, a column or a row of tiles · time: in ticks · ticks: from one step to the next */
export function glideAt(timeline: Pick<Timeline, 'row'>, field: number, time: number, ticks: number): number {
  const tick = Math.floor(time)
  const begun = time - tick
  const at = (before: number): number => timeline.row(tick + 1 - before)?.[field] ?? 0
  let sum = begun * at(0) + (1 - begun) * at(ticks)
  for (let before = 1; before < ticks; before++) sum += at(before)
  return sum / ticks
}
