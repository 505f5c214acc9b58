'use client'

import { ArrowRight } from 'lucide-react'
import { Link } from '../_ui/link.tsx'
import type { ReactNode } from 'react'
import { useLeaderboard } from '../_api/use-api.ts'
import { BoardTable } from '../leaderboard/board-table.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { Section } from '../_ui/section.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'

/** The first five of the board. */
export function TopOfBoard(): ReactNode {
  const { data, error, mutate } = useLeaderboard('pong', 'both')
  const rows = data?.rows.slice(0, 5)
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
      ) : !rows ? (
        <SkeletonRows rows={5} label="Loading the board" />
      ) : rows.length === 0 ? (
        <EmptyState title="Nobody is rated yet">Win a ranked match and the first line is yours.</EmptyState>
      ) : (
        <BoardTable rows={rows} short />
      )}
    </Section>
  )
}
