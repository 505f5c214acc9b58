import { useCallback, useEffect, useState, type RefObject } from 'react'
import type { Row } from '../../../game/core/task.ts'
import type { PlayedFeed } from '../../_net/match-feed.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import type { Court } from '../../_stage/court.ts'
import { pageInstrument, type Instrument } from '../../_stage/instrument.ts'
import { endNotes } from '../../_stage/notes.ts'
import type { CourtLoop } from '../_court/court-loop.ts'
import { ShownInsight } from '../_court/shown-insight.ts'
import { useCourt } from '../_court/use-court.ts'
import type { MindLog } from '../_panel/mind-log.ts'
import { useConsoleHandle } from './use-console-handle.ts'
import { useMinds } from './use-minds.ts'
import { useSaid } from './use-said.ts'
import { useWakeLock } from './use-wake-lock.ts'
import { isUnderWay } from './wake-lock.ts'

/** What a screen shows a match on: its court with the loop that draws it, and its sounds. */
export interface Stage {
  /** Null until it is loaded. */
  court: Court | null
  /** Where the court is drawn. */
  host: RefObject<HTMLDivElement | null>
  loop: RefObject<CourtLoop | null>
  minds: MindLog | null
  insight: ShownInsight
  /** Whether something was done with the controls since the match began. */
  played: boolean
  /** The newest row that is certain, or taken for certain by now; null before the first. */
  newest: () => Row | null
  /** What is read out of it to who does not see it. */
  said: string
  /** Null on the server. */
  instrument: Instrument | null
}

/** Sets the stage of a match for as long as its screen is there. */
export function useStage(feed: PlayedFeed | null, snapshot: MatchSnapshot): Stage {
  const { entry, result } = snapshot
  const minds = useMinds(feed, snapshot)
  const [instrument] = useState(() => (typeof window === 'undefined' ? null : pageInstrument()))
  const [insight] = useState(() => new ShownInsight())
  const { court, host, loop, played } = useCourt(feed, entry, minds, insight, instrument)
  useConsoleHandle(feed, loop)
  useWakeLock(isUnderWay(snapshot))
  const won = result && entry?.seat !== null && entry?.seat !== undefined ? result.places[entry.seat] === 1 : null
  useEffect(() => {
    if (won !== null) instrument?.play(endNotes(won))
  }, [won, instrument])
  const said = useSaid(feed, court)
  const newest = useCallback(() => feed?.newest(performance.now()) ?? null, [feed])
  return { court, host, loop, minds, insight, played, instrument, newest, said }
}
