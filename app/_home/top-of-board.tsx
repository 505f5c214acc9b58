'use client'

import { ArrowRight } from 'lucide-react'
import { Link } from '../_ui/link.tsx'
import type { ReactNode } from 'react'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { useLeaderboard } from '../_api/use-api.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { BoardTable } from '../leaderboard/board-table.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { Section } from '../_ui/section.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'

/** The first five of the board. */
export function TopOfBoard(): ReactNode {
  const { data, error, mutate } = useLeaderboard(DEFAULT_TASK, 'both')
  const tasks = useTasks(false)
  return (
    <Section
      title="Top of the board"
      aside={
        <Link
          href="/leaderboard"
          className="hit inline-flex items-center gap-1.5 text-[0.95rem] text-muted hover:text-fg"
        >
          All of it <ArrowRight aria-hidden className="size-4" />
        </Link>
      }
    >
      {error && !data ? (
        <Failure error={error} what="The board" retry={() => void mutate()} />
      ) : !data ? (
        <SkeletonRows rows={5} label="Loading the board" />
      ) : data.rows.length === 0 ? (
        <EmptyState title="Nobody is rated yet">Win a ranked match and the first line is yours.</EmptyState>
      ) : (
        <BoardTable board={firstOf(data)} tasks={tasks} short />
      )}
    </Section>
  )
}

const SHOWN = 5

function firstOf(board: LeaderboardView): LeaderboardView {
  return board.ranked === 'rating'
    ? { ...board, rows: board.rows.slice(0, SHOWN) }
    : { ...board, rows: board.rows.slice(0, SHOWN) }
}
