'use client'

import { useEffect, useMemo, useRef } from 'react'
import type { MatchFeed } from '../../_net/match-feed.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { MindLog } from '../_panel/mind-log.ts'

/** Keeps what the agents of a match have in mind, with what they won and lost and their revisions marked; null until the seats are known. */
export function useMinds(feed: MatchFeed | null, snapshot: MatchSnapshot): MindLog | null {
  const seats = snapshot.entry?.header.seats.length ?? 0
  const ticksPerSecond = snapshot.entry?.task.ticksPerSecond ?? 0
  const minds = useMemo(() => (seats > 0 ? new MindLog(seats, ticksPerSecond) : null), [seats, ticksPerSecond])
  useEffect(() => (minds && feed ? feed.onMinds((news) => minds.add(news)) : undefined), [feed, minds])

  const agent = snapshot.entry?.header.seats.findIndex((holder) => holder.kind === 'agent') ?? -1
  const scores = useRef(snapshot.scores)
  useEffect(() => {
    const before = scores.current
    scores.current = snapshot.scores
    const tick = minds?.latest[agent]?.tick
    if (!minds || tick === undefined || before.length !== snapshot.scores.length) return
    snapshot.scores.forEach((score, seat) => {
      if (score > before[seat]!) minds.mark({ tick, kind: seat === agent ? 'won' : 'lost' })
    })
  }, [minds, agent, snapshot.scores])
  const policy = snapshot.policies[agent]
  useEffect(() => {
    if (policy) minds?.mark({ tick: policy.tick, kind: 'revision' })
  }, [minds, policy])
  return minds
}
