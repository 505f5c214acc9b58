import type { ReactNode } from 'react'
import type { BoardRow } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Rating } from '../_ui/rating.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { RangeBar } from './range-bar.tsx'

const rank: Column<BoardRow> = {
  id: 'rank',
  head: <span className="sr-only">Rank</span>,
  className: 'w-10 sm:w-14',
  cell: (row) => <span className="numeral text-xl text-muted">{row.rank ?? '–'}</span>,
}
const name: Column<BoardRow> = {
  id: 'name',
  head: 'Contender',
  className: 'w-full max-w-0',
  cell: (row) => (
    <PlayerName
      kind={row.kind}
      name={row.name}
      me={row.me}
      {...(row.kind === 'agent' ? { href: `/agent/${row.id}` } : row.me ? { href: '/me' } : {})}
    />
  ),
}
const rating: Column<BoardRow> = {
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
const games: Column<BoardRow> = {
  id: 'games',
  head: 'Games',
  align: 'end',
  narrow: 'hide',
  cell: (row) => count(row.rating.games),
}
const record: Column<BoardRow> = {
  id: 'record',
  head: 'Won – lost',
  align: 'end',
  narrow: 'hide',
  className: 'whitespace-nowrap text-muted',
  cell: (row) => `${count(row.rating.wins)} – ${count(row.rating.losses)}`,
}

/** The widest interval of all rows, so that their bars can be compared. */
function scaleOf(rows: readonly BoardRow[]): [number, number] {
  return [
    Math.min(...rows.map((row) => row.rating.rating - row.rating.uncertainty)),
    Math.max(...rows.map((row) => row.rating.rating + row.rating.uncertainty)),
  ]
}

/** Lines of the leaderboard; `short` leaves out the games. My own line is lit. */
export function BoardTable({ rows, short = false }: { rows: readonly BoardRow[]; short?: boolean }): ReactNode {
  const scale = scaleOf(rows)
  const range: Column<BoardRow> = {
    id: 'range',
    head: <span className="sr-only">Range</span>,
    className: 'hidden lg:table-cell',
    cell: (row) => (
      <RangeBar rating={row.rating.rating} uncertainty={row.rating.uncertainty} scale={scale} kind={row.kind} />
    ),
  }
  return (
    <Table
      caption="Leaderboard for Pong"
      columns={short ? [rank, name, rating] : [rank, name, range, rating, games, record]}
      rows={rows}
      rowKey={(row) => `${row.kind}:${row.id}`}
      mark={(row) => row.me}
    />
  )
}
