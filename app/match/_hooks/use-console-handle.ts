import { useEffect, type RefObject } from 'react'
import type { Row } from '../../../game/core/task.ts'
import type { MatchFeed } from '../../_net/match-feed.ts'
import type { CourtLoop, DrawnFrame } from '../_court/court-loop.ts'

type NamedState = Readonly<Record<string, number>>

/** The match on the screen, to read in the browser's console as `sparring`. The page holds the whole state anyway. */
export interface ConsoleHandle {
  /** My seat; null: I watch. */
  readonly seat: number | null
  /** The newest state that the server confirmed, or, where it is silent, that would be confirmed by now; by the names of the task's layout;
   *  null before the match begins. */
  readonly state: NamedState | null
  /** The newest state that the server confirmed; null before the match begins. */
  readonly confirmed: NamedState | null
  /** The last frame as it was drawn; null before the first. */
  readonly drawn: DrawnFrame | null
}

declare global {
  interface Window {
    sparring?: ConsoleHandle
  }
}

/** Offers the match in the console for as long as its screen is there. */
export function useConsoleHandle(feed: MatchFeed | null, loop: RefObject<CourtLoop | null>): void {
  useEffect(() => {
    if (!feed) return
    window.sparring = {
      get seat() {
        return feed.snapshot.entry?.seat ?? null
      },
      get state() {
        return named(feed, feed.newest(performance.now()))
      },
      get confirmed() {
        return named(feed, feed.confirmed)
      },
      get drawn() {
        return loop.current?.drawn ?? null
      },
    }
    return () => void delete window.sparring
  }, [feed, loop])
}

function named({ snapshot: { entry } }: MatchFeed, row: Row | null): NamedState | null {
  if (!entry || !row) return null
  return Object.fromEntries(entry.task.layout.map((name, i) => [name, row[i] ?? 0]))
}
