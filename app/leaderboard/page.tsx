import type { Metadata } from 'next'
import { Suspense, type ReactNode } from 'react'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { Board } from './board.tsx'

export const metadata: Metadata = {
  title: 'Leaderboard',
  description: 'Who is best: people, agents, and both on one scale.',
}

/** The leaderboard of each task. */
export default function LeaderboardPage(): ReactNode {
  return (
    <div className="page">
      <Suspense fallback={<SkeletonRows rows={10} label="Loading the board" />}>
        <Board />
      </Suspense>
    </div>
  )
}
