import type { ReactNode } from 'react'
import type { BoardRow } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Rating } from '../_ui/rating.tsx'
import { Table, type Column } from '../_ui/table.tsx'

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

/** Lines of the leaderboard; `short` leaves out the games. My own line is lit. */
export function BoardTable({ rows, short = false }: { rows: readonly BoardRow[]; short?: boolean }): ReactNode {
  return (
    <Table
      caption="Leaderboard for Pong"
      columns={short ? [rank, name, rating] : [rank, name, rating, games, record]}
      rows={rows}
      rowKey={(row) => `${row.kind}:${row.id}`}
      mark={(row) => row.me}
    />
  )
}
