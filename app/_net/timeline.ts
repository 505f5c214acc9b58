import type { Row } from '../../game/core/task.ts'

/** What a view may draw at this moment: rows by tick, and the two times between which it draws. */
export interface Timeline {
  /** My seat; null: I watch. */
  readonly seat: number | null
  /** Newest tick that the server has confirmed to us; −1 before the match begins. */
  readonly confirmedTick: number
  /** Last tick that is shown as if it were confirmed: nothing is settled before, and where news of an action comes late, only the seat that
   *  acted is corrected. */
  readonly presumedTick: number
  /** Last tick whose world is certain enough to show: beyond it lies chance that nobody knows. My own seat may be shown further. */
  readonly knownTick: number
  /** The time shown of what is confirmed or presumed to be, in ticks with their fraction; never beyond `presumedTick`. */
  readonly seen: number
  /** The time at which my own seat is shown. Equal to `seen` for a spectator. */
  readonly lead: number
  /** The row after this tick, confirmed or predicted; the nearest one kept where it is older or further than what there is.
   *  Null before the first. */
  row(tick: number): Row | null
}

/** One number of a row at a time between two ticks. */
export function fieldAt(timeline: Pick<Timeline, 'row'>, field: number, time: number): number {
  const tick = Math.floor(time)
  const from = timeline.row(tick)?.[field] ?? 0
  const to = timeline.row(tick + 1)?.[field] ?? from
  return from + (to - from) * (time - tick)
}
