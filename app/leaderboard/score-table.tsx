import type { ReactNode } from 'react'
import type { Scoring } from '../../game/core/task.ts'
import type { ScoredRow } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { Link } from '../_ui/link.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { nameColumn, rankColumn } from './board-columns.tsx'

const rank = rankColumn<ScoredRow>()
const name = nameColumn<ScoredRow>()
const games: Column<ScoredRow> = {
  id: 'games',
  head: 'Games',
  align: 'end',
  narrow: 'hide',
  cell: (row) => count(row.score.games),
  sortBy: (row) => row.score.games,
}

/** Lines of a board that is ranked by score; `short` leaves out mean and games. My own line is lit.
 *  whole: all lines are here, and can be sorted. */
export function ScoreTable({
  caption,
  rows,
  scoring,
  short = false,
  whole = false,
}: {
  caption: string
  rows: readonly ScoredRow[]
  scoring: Scoring
  short?: boolean
  whole?: boolean
}): ReactNode {
  const best: Column<ScoredRow> = {
    id: 'best',
    head: `Best ${scoring.unit}`,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: (row) => (
      <Link
        href={`/match/${row.score.match}`}
        className="hit figures font-[560] underline decoration-line-strong underline-offset-4 hover:decoration-fg"
      >
        {scoring.show(row.score.best)}
        <span className="sr-only">: open the match</span>
      </Link>
    ),
    sortBy: (row) => row.score.best,
  }
  const mean: Column<ScoredRow> = {
    id: 'mean',
    head: 'Mean',
    align: 'end',
    ...(scoring.sort === 'mean' ? {} : { narrow: 'hide' }),
    className: 'figures whitespace-nowrap text-muted',
    cell: (row) => scoring.show(Math.round(10 * row.score.mean) / 10),
    sortBy: (row) => row.score.mean,
  }
  const [first, second] = scoring.sort === 'mean' ? [mean, best] : [best, mean]
  return (
    <Table
      caption={caption}
      columns={short ? [rank, name, first] : [rank, name, first, second, games]}
      rows={rows}
      rowKey={(row) => `${row.kind}:${row.id}`}
      mark={(row) => row.me}
      sorts={whole}
    />
  )
}
