'use client'

import { ArrowRight } from 'lucide-react'
import { Link } from '../_ui/link.tsx'
import { useRef, type ReactNode } from 'react'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { useLeaderboard } from '../_api/use-api.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { boardPath } from '../leaderboard/board-path.ts'
import { onDemand } from '../_ui/on-demand.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { Section } from '../_ui/section.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { useWanted } from '../_ui/use-wanted.ts'

const BoardTable = onDemand(async () => (await import('../leaderboard/board-table.tsx')).BoardTable)

/** The first five of a game's board, once they are wanted. */
export function TopOfBoard({ task }: { task: string }): ReactNode {
  const { data, error, mutate } = useLeaderboard({ task, who: 'both' })
  const tasks = useTasks(false)
  const place = useRef<HTMLDivElement>(null)
  const wanted = useWanted(place)
  return (
    <Section
      title="Top of the board"
      aside={
        <Link
          href={boardPath(task)}
          className="hit inline-flex items-center gap-1.5 text-[0.95rem] text-muted hover:text-fg"
        >
          See all <ArrowRight aria-hidden className="size-4" />
        </Link>
      }
    >
      <div ref={place}>
        {error && !data ? (
          <Failure error={error} what="The leaderboard" retry={() => void mutate()} />
        ) : !data || !wanted ? (
          <SkeletonRows rows={5} label="Loading the board" />
        ) : data.rows.length === 0 ? (
          <EmptyState title={data.ranked === 'score' ? 'Nobody has a score yet' : 'Nobody is rated yet'}>
            {data.ranked === 'score' ? 'Play it ranked' : 'Win a ranked match'} and the first line is yours.
          </EmptyState>
        ) : (
          <BoardTable board={firstOf(data)} tasks={tasks} short />
        )}
      </div>
    </Section>
  )
}

const SHOWN = 5

function firstOf(board: LeaderboardView): LeaderboardView {
  return board.ranked === 'rating'
    ? { ...board, rows: board.rows.slice(0, SHOWN) }
    : { ...board, rows: board.rows.slice(0, SHOWN) }
}
