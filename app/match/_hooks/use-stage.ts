import { useEffect, useState, type RefObject } from 'react'
import type { PlayedFeed } from '../../_net/match-feed.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import type { Court } from '../../_stage/court.ts'
import { Instrument } from '../../_stage/instrument.ts'
import { endNotes } from '../../_stage/notes.ts'
import type { CourtLoop } from '../_court/court-loop.ts'
import { useCourt } from '../_court/use-court.ts'
import type { MindLog } from '../_panel/mind-log.ts'
import { useConsoleHandle } from './use-console-handle.ts'
import { useMinds } from './use-minds.ts'

/** What a screen shows a match on: its court with the loop that draws it, and its sounds. */
export interface Stage {
  /** Null until it is loaded. */
  court: Court | null
  /** Where the court is drawn. */
  host: RefObject<HTMLDivElement | null>
  loop: RefObject<CourtLoop | null>
  minds: MindLog | null
  /** Null on the server. */
  instrument: Instrument | null
}

/** Sets the stage of a match for as long as its screen is there. */
export function useStage(feed: PlayedFeed | null, snapshot: MatchSnapshot): Stage {
  const { entry, result } = snapshot
  const minds = useMinds(feed, snapshot)
  const [instrument] = useState(() => (typeof window === 'undefined' ? null : new Instrument()))
  const { court, host, loop } = useCourt(feed, entry, minds, instrument)
  useConsoleHandle(feed, loop)
  const won = result && entry?.seat !== null && entry?.seat !== undefined ? result.places[entry.seat] === 1 : null
  useEffect(() => {
    if (won !== null) instrument?.play(endNotes(won))
  }, [won, instrument])
  return { court, host, loop, minds, instrument }
}
