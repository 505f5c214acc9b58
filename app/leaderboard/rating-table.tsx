import type { ReactNode } from 'react'
import type { RatedRow } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { Rating } from '../_ui/rating.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { nameColumn, rankColumn } from './board-columns.tsx'
import { RangeBar } from './range-bar.tsx'

const rank = rankColumn<RatedRow>()
const name = nameColumn<RatedRow>()
const rating: Column<RatedRow> = {
  id: 'rating',
  head: 'Rating',
  align: 'end',
  cell: (row) => (
    <Rating
      column
      value={row.rating.rating}
      uncertainty={row.rating.uncertainty}
      provisional={row.rating.provisional}
      games={row.rating.games}
    />
  ),
}
const games: Column<RatedRow> = {
  id: 'games',
  head: 'Games',
  align: 'end',
  narrow: 'hide',
  cell: (row) => count(row.rating.games),
}
const record: Column<RatedRow> = {
  id: 'record',
  head: 'Won – lost',
  align: 'end',
  narrow: 'hide',
  className: 'whitespace-nowrap text-muted',
  cell: (row) => `${count(row.rating.wins)} – ${count(row.rating.losses)}`,
}

/** The widest interval of all rows, so that their bars can be compared. */
function scaleOf(rows: readonly RatedRow[]): [number, number] {
  return [
    Math.min(...rows.map((row) => row.rating.rating - row.rating.uncertainty)),
    Math.max(...rows.map((row) => row.rating.rating + row.rating.uncertainty)),
  ]
}

/** Lines of a board that is ranked by rating; `short` leaves out the games. My own line is lit. */
export function RatingTable({
  caption,
  rows,
  short = false,
}: {
  caption: string
  rows: readonly RatedRow[]
  short?: boolean
}): ReactNode {
  const scale = scaleOf(rows)
  const range: Column<RatedRow> = {
    id: 'range',
    head: <span className="sr-only">Range</span>,
    className: 'hidden lg:table-cell',
    cell: (row) => (
      <RangeBar rating={row.rating.rating} uncertainty={row.rating.uncertainty} scale={scale} kind={row.kind} />
    ),
  }
  return (
    <Table
      caption={caption}
      columns={short ? [rank, name, rating] : [rank, name, range, rating, games, record]}
      rows={rows}
      rowKey={(row) => `${row.kind}:${row.id}`}
      mark={(row) => row.me}
    />
  )
}
