import type { ReactNode } from 'react'
import type { DailyRow } from '../../game/protocol/http.ts'
import { Link } from '../_ui/link.tsx'
import { PlayerName } from '../_ui/player-name.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { PlayRaised } from './play-raised.tsx'
import { Strength } from './strength.tsx'

const rank: Column<DailyRow> = {
  id: 'rank',
  head: <span className="sr-only">Rank</span>,
  className: 'w-10 sm:w-14',
  cell: (row) => <span className="numeral text-xl text-muted">{row.rank}</span>,
}
const trainer: Column<DailyRow> = {
  id: 'trainer',
  head: 'Trainer',
  className: 'w-full max-w-0',
  cell: (row) => <PlayerName kind="human" name={row.name} me={row.me} {...(row.me ? { href: '/me' } : {})} />,
}
const strength: Column<DailyRow> = {
  id: 'strength',
  head: 'Strength',
  align: 'end',
  cell: (row) => <Strength score={row.score} margin={row.margin} />,
}
const match: Column<DailyRow> = {
  id: 'match',
  head: <span className="sr-only">Its match</span>,
  align: 'end',
  narrow: 'hide',
  cell: (row) =>
    row.match ? (
      <Link href={`/match/${row.match}`} className="hit whitespace-nowrap text-sm text-muted hover:text-fg">
        Its match<span className="sr-only"> with {row.name}</span>
      </Link>
    ) : null,
}

/** The board of a day: who made the newborn how strong. My own line is lit. */
export function DailyTable({ rows, task }: { rows: readonly DailyRow[]; task: string }): ReactNode {
  const play: Column<DailyRow> = {
    id: 'play',
    head: <span className="sr-only">Play against it</span>,
    align: 'end',
    cell: (row) => (row.agent ? <PlayRaised task={task} agent={row.agent} trainer={row.name} /> : null),
  }
  return (
    <Table
      caption="Trainers of the day"
      columns={[rank, trainer, strength, match, play]}
      rows={rows}
      rowKey={(row) => String(row.rank)}
      mark={(row) => row.me}
    />
  )
}
