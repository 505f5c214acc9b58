import { useEffect, useState, type ReactNode } from 'react'
import type { MatchFeed } from '../_net/match-feed.ts'
import { clock } from '../_ui/format.ts'

/** How long a match that ends at a set tick still goes on: "2:14 to go". */
export function TimeLeft({
  feed,
  until,
  ticksPerSecond,
}: {
  feed: Pick<MatchFeed, 'onSlices'>
  until: number
  ticksPerSecond: number
}): ReactNode {
  const [left, setLeft] = useState(Math.ceil(until / ticksPerSecond))
  useEffect(
    () => feed.onSlices(({ to }) => setLeft(Math.ceil((until - Math.max(0, to)) / ticksPerSecond))),
    [feed, until, ticksPerSecond],
  )
  return <span className="text-sm text-fg">{clock(left)} to go</span>
}
