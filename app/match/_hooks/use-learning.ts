'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import type { MatchFeed } from '../../_net/match-feed.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { pageSocket } from '../../_net/socket.ts'
import type { ShownInsight } from '../_court/shown-insight.ts'
import { LearningLink, type LearningState } from '../_panel/learning-link.ts'

const never = (): (() => void) => () => undefined

/** Runs the trainer of my partner for as long as the match does; null where nothing learns from me. insight: takes where it expects me. */
export function useLearning(
  feed: MatchFeed | null,
  entry: MatchEntry | null,
  over: boolean,
  insight: ShownInsight,
): LearningState | null {
  const [link, setLink] = useState<LearningLink | null>(null)
  const agent = entry?.learning?.agent
  useEffect(() => {
    const joined = feed?.snapshot.entry
    if (!feed || !joined?.learning || !agent || over) return
    const started = new LearningLink(feed, pageSocket(), joined, joined.learning)
    started.onForetold = (foretold) => (insight.foretold = feed.snapshot.result ? null : foretold)
    setLink(started)
    void started.start()
    return () => {
      started.stop()
      insight.foretold = null
    }
    // Ending the match is the link's own business: it keeps its last figures for the panel.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [feed, agent, insight])
  useEffect(() => {
    if (over) insight.end()
  }, [over, insight])
  return useSyncExternalStore(
    link ? link.subscribe : never,
    () => link?.state ?? null,
    () => null,
  )
}
