import type { Row } from '../../game/core/task.ts'
import type { Mind } from '../../game/protocol/messages.ts'
import type { MatchSnapshot } from './match-snapshot.ts'
import type { Timeline } from './timeline.ts'

/** A slice of a match's log as it is stored. */
export interface LogSlice {
  /** Tick of the last event before it, from which its own distances count; 0 for the beginning of the log. */
  base: number
  bytes: Uint8Array
  /** The last tick stepped before it, and with it; −1: not begun. */
  from: number
  to: number
}

export type SliceListener = (slice: LogSlice) => void

/** All that a screen needs of a match, whether it is played at this moment, was played once, or is told by somebody else. */
export interface MatchFeed {
  /** All that is shown besides the court; replaced as a whole when something of it changes. */
  readonly snapshot: MatchSnapshot
  /** Calls back when the snapshot was replaced; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** Hears what agents have in mind, as far as it is known; returns how to stop. */
  onMinds(listener: (minds: readonly Mind[]) => void): () => void
  /** Hears the log once, in order, from its beginning on; what there is of it is told at once. Returns how to stop. */
  onSlices(listener: SliceListener): () => void
  /** Moves to `now` (ms of the page's monotonic clock) and returns what a view may draw; null until the match is there. */
  frame(now: number): Timeline | null
  /** The newest row that is certain; null before the first. */
  readonly confirmed: Row | null
  /** Rows that are certain, the newest first, each the one before the last, as many as are kept. */
  readonly recent: Iterable<Row>
  /** The newest row that is certain, or taken for certain by `now`; null before the first. Reading it moves no time. */
  newest(now: number): Row | null
}

/** A match in which this page may have a seat. */
export interface PlayedFeed extends MatchFeed {
  /** My seat wants this action from now on. */
  act(code: number, now: number): void
  /** My court has drawn its first frame. */
  drew(): void
}
