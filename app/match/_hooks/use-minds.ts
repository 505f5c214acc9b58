'use client'

import { useEffect, useMemo } from 'react'
import type { MatchFeed } from '../../_net/match-feed.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { MindLog } from '../_panel/mind-log.ts'

/** Keeps what the agents of a match have in mind; null until the seats are known. */
export function useMinds(feed: MatchFeed | null, snapshot: MatchSnapshot): MindLog | null {
  const seats = snapshot.entry?.header.seats.length ?? 0
  const minds = useMemo(() => (seats > 0 ? new MindLog(seats) : null), [seats])
  useEffect(() => (minds && feed ? feed.onMinds((news) => minds.add(news)) : undefined), [feed, minds])
  return minds
}
