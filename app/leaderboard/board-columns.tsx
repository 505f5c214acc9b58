import type { RatedRow, ScoredRow } from '../../game/protocol/http.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import type { Column } from '../_ui/table.tsx'

type Row = RatedRow | ScoredRow

/** The place on a board. */
export const rankColumn = <R extends Row>(): Column<R> => ({
  id: 'rank',
  head: <span className="sr-only">Rank</span>,
  className: 'w-10 sm:w-14',
  cell: (row) => <span className="numeral text-xl text-muted">{row.rank ?? '–'}</span>,
})

/** The contender, with a way to their page. */
export const nameColumn = <R extends Row>(): Column<R> => ({
  id: 'name',
  head: 'Contender',
  className: 'w-full max-w-0',
  cell: (row) => (
    <PlayerName
      kind={row.kind}
      name={row.name}
      me={row.me}
      href={row.kind === 'agent' ? `/agent/${row.id}` : row.me ? '/me' : `/player/${row.id}`}
    />
  ),
  sortBy: (row) => row.name,
})
