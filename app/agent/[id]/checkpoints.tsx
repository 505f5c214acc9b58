'use client'

import type { ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ago } from '../../_ui/format.ts'
import { Rating } from '../../_ui/rating.tsx'
import { Table, type Column } from '../../_ui/table.tsx'
import { useNow } from '../../_ui/use-now.ts'

/** Checkpoints that are shown at once. */
const PER_PAGE = 10

type Checkpoint = AgentView['checkpoints'][number]

const ratingColumn: Column<Checkpoint> = {
  id: 'rating',
  head: 'Rating',
  align: 'end',
  cell: (row) => (
    <Rating
      column
      value={row.rating?.rating ?? null}
      uncertainty={row.rating?.uncertainty}
      provisional={row.rating?.provisional}
      games={row.rating?.games}
    />
  ),
  sortBy: (row) => row.rating?.rating,
}

/** The frozen revisions of an agent, each with the rating that it earned. */
export function Checkpoints({
  checkpoints,
  builtIn,
  rated,
}: {
  checkpoints: readonly Checkpoint[]
  builtIn: boolean
  /** Whether its game has ratings; else scores. */
  rated: boolean
}): ReactNode {
  const now = useNow(60_000)
  if (checkpoints.length === 0)
    return builtIn ? (
      <EmptyState title="No network inside">
        A small program of a few lines: it never learns, so it needs no checkpoints
        {rated ? ' and its rating anchors the scale' : ''}.
      </EmptyState>
    ) : (
      <EmptyState title="No checkpoint yet">
        A version is kept for good once it has beaten the one before. Only then{' '}
        {rated ? 'is it rated' : 'do its scores count'}.
      </EmptyState>
    )
  const columns: Column<Checkpoint>[] = [
    {
      id: 'name',
      head: 'Checkpoint',
      className: 'w-full',
      cell: (row) => (
        <>
          <span className="font-[560]">{row.checkpointName ?? `Revision ${row.number}`}</span>
          {row.head ? <span className="ml-2.5 text-sm text-muted">plays now</span> : null}
        </>
      ),
    },
    {
      id: 'weights',
      head: 'Weights',
      narrow: 'hide',
      cell: (row) => (
        <span className="figures text-muted" title={`sha-256 ${row.hash}`}>
          {row.hash.slice(0, 7)}
        </span>
      ),
    },
    {
      id: 'frozen',
      head: 'Frozen',
      narrow: 'hide',
      className: 'whitespace-nowrap text-muted',
      cell: (row) => (now === null ? '' : ago(Date.parse(row.createdAt), now)),
      sortBy: (row) => Date.parse(row.createdAt),
    },
    ...(rated ? [ratingColumn] : []),
  ]
  return (
    <Table
      caption={rated ? 'Checkpoints with their ratings' : 'Checkpoints'}
      columns={columns}
      rows={checkpoints}
      rowKey={(row) => row.hash}
      perPage={PER_PAGE}
    />
  )
}
