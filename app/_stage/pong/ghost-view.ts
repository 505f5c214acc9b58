import type { Foretold } from '../../../game/learn/sparring/foretelling.ts'

/** The ghost of a paddle, as it is drawn. */
export interface DrawnGhost {
  seat: number
  /** Height, in units of the court. */
  y: number
  /** It waits; or the paddle was there, or was not. */
  phase: 'expected' | 'as-foretold' | 'surprised'
  /** Since the phase began, ms. */
  age: number
  /** How likely it holds itself to be right, 0 to 1. */
  sure: number
}

/** How long it is seen what became of it, ms. */
export const SETTLED_MILLIS = { 'as-foretold': 800, surprised: 1300 } as const
/** What is not settled so many ticks after it was due never will be. */
const LATE_TICKS = 30

/** Turns what is expected of a player into the ghost that is drawn: from when the ball that comes is drawn to come, until it has been seen what
 *  became of it. Nothing is shown of a moment that is still to be drawn. */
export class GhostView {
  /** The same object each time, or null. */
  ghost: DrawnGhost | null = null
  private readonly drawn: DrawnGhost = { seat: 0, y: 0, phase: 'expected', age: 0, sure: 0 }
  /** Ticks at which were made the one that is shown, and the one that has been shown to its end. */
  private shown = -1
  private doneWith = -1

  /** foretold: the latest; null: none, or not wanted. time: at which the ball is drawn, in ticks. millis: since the last call. */
  update(foretold: Foretold | null, time: number, millis: number): DrawnGhost | null {
    if (!foretold || time < foretold.madeAt || foretold.madeAt === this.doneWith) return (this.ghost = null)
    const phase = phaseAt(foretold, time)
    const before = this.shown === foretold.madeAt ? this.ghost : null
    const ghost = this.drawn
    ghost.age = before?.phase === phase ? before.age + millis : 0
    ghost.seat = foretold.seat
    ghost.y = foretold.value
    ghost.sure = foretold.sure
    ghost.phase = phase
    const over = phase === 'expected' ? time > foretold.dueAt + LATE_TICKS : ghost.age >= SETTLED_MILLIS[phase]
    // What became of one that was never seen is not told either: who joins again has not seen it.
    this.shown = foretold.madeAt
    if (!over && (before || phase === 'expected')) return (this.ghost = ghost)
    this.doneWith = foretold.madeAt
    return (this.ghost = null)
  }
}

function phaseAt({ outcome, dueAt }: Foretold, time: number): DrawnGhost['phase'] {
  if (!outcome || time < dueAt) return 'expected'
  return outcome.asForetold ? 'as-foretold' : 'surprised'
}
