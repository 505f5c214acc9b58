import type { Metadata } from 'next'
import { Suspense, type ReactNode } from 'react'
import { LeaderboardView } from '../../game/protocol/http.ts'
import { boardPartPath } from '../_api/api-paths.ts'
import { Prefetched } from '../_api/prefetched.tsx'
import { readApi, repliesOf } from '../_api/read-api.ts'
import { generalPicture, metadataOf } from '../_share/metadata.ts'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { chosenBoard } from './board-address.ts'
import { Board } from './board.tsx'

export const generateMetadata = (): Promise<Metadata> =>
  metadataOf(
    '/leaderboard',
    { title: 'Leaderboard', description: 'Who is best: people, agents, and both on one scale.' },
    { openGraph: generalPicture },
  )

/** The leaderboard of each task. */
export default async function LeaderboardPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}): Promise<ReactNode> {
  const asked = await searchParams
  const path = boardPartPath(
    chosenBoard({
      get: (name) => {
        const [value] = [asked[name]].flat()
        return value ?? null
      },
    }),
  )
  return (
    <div className="page">
      <Prefetched replies={repliesOf(path, await readApi(LeaderboardView, path))}>
        <Suspense fallback={<SkeletonRows rows={10} label="Loading the board" />}>
          <Board />
        </Suspense>
      </Prefetched>
    </div>
  )
}
