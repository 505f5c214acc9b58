'use client'

import { Link } from '../_ui/link.tsx'
import type { ReactNode } from 'react'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { MatchSummary } from '../../game/protocol/http.ts'
import { ago, clock, signed } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { useNow } from '../_ui/use-now.ts'
import { pageOf } from './page-of.ts'
import { resultFor, type ResultFor } from './result-of.ts'

type Row = ResultFor & { match: MatchSummary }

const modes: Record<MatchSummary['mode'], string> = {
  sparring: 'Sparring',
  ranked: 'Ranked',
  people: 'Ranked',
  invite: 'Private',
}

/** "Won", or which place of how many. */
function verdictOf({ verdict, mine, others }: Row): string {
  return verdict === 'Placed' ? `${mine.place} of ${others.length + 1}` : verdict
}

function ScoreLink({ row, show }: { row: Row; show: (score: number) => string }): ReactNode {
  const { mine, others } = row
  return (
    <Link
      href={`/match/${row.match.id}`}
      className="hit inline-flex items-baseline gap-3 underline decoration-line-strong underline-offset-4 hover:decoration-fg"
    >
      <span className={row.verdict === 'Won' ? 'min-w-10 font-[620]' : 'min-w-10 text-muted'}>{verdictOf(row)}</span>
      <span className="figures whitespace-nowrap">
        {[mine, ...others.slice(0, others.length > 1 ? 0 : 1)].map(({ score }) => show(score)).join(' – ')}
      </span>
      <span className="sr-only">
        {others.length > 0 ? `against ${others.map(({ name }) => name).join(', ')}` : 'alone'}: open the match
      </span>
    </Link>
  )
}

/** Matches that are shown at once. */
const PER_PAGE = 10

/** Names beyond so many are counted. */
const NAMED = 2

function Opponents({ others }: Pick<Row, 'others'>): ReactNode {
  if (others.length === 0) return <span className="text-faint">–</span>
  const shown = others.length > NAMED + 1 ? others.slice(0, NAMED) : others
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-4">
      {shown.map((seat) => (
        <PlayerName key={seat.seat} kind={seat.kind} name={seat.name} {...pageOf(seat)} />
      ))}
      {others.length > shown.length ? (
        <span className="text-sm text-muted">and {others.length - shown.length} more</span>
      ) : null}
    </span>
  )
}

/** Matches as one contender played them, newest first: result, opponents, change of rating, when. `of` is the id of that contender. */
export function MatchList({
  matches,
  of,
  tasks,
}: {
  matches: readonly MatchSummary[]
  of: string
  /** Null: they are not here yet. */
  tasks: TaskRegistry | null
}): ReactNode {
  const now = useNow(30_000)
  const show = ({ match }: Row) => tasks?.find(match.task)?.scoring.show ?? String
  const rows = matches.flatMap((match) => {
    const result = resultFor(match, of)
    return result ? [{ ...result, match }] : []
  })
  const columns: Column<Row>[] = [
    {
      id: 'result',
      head: 'Result',
      className: 'w-px whitespace-nowrap',
      cell: (row) => <ScoreLink row={row} show={show(row)} />,
      sortBy: (row) => row.mine.score - (row.others[0]?.score ?? 0),
    },
    {
      id: 'opponent',
      head: 'Against',
      className: 'w-full max-w-0',
      cell: (row) => <Opponents others={row.others} />,
      sortBy: (row) => row.others[0]?.name,
    },
    ...((tasks?.tasks.length ?? 0) > 1
      ? [
          {
            id: 'task',
            head: 'Game',
            narrow: 'hide' as const,
            className: 'text-muted whitespace-nowrap',
            cell: (row: Row) => tasks?.find(row.match.task)?.name ?? '',
          },
        ]
      : []),
    {
      id: 'mode',
      head: 'Kind',
      narrow: 'hide',
      className: 'text-muted whitespace-nowrap',
      cell: (row) => modes[row.match.mode],
      sortBy: (row) => modes[row.match.mode],
    },
    {
      id: 'length',
      head: 'Length',
      narrow: 'hide',
      align: 'end',
      className: 'text-muted',
      cell: (row) => clock(row.match.seconds),
      sortBy: (row) => row.match.seconds,
    },
    {
      id: 'change',
      head: 'Rating',
      align: 'end',
      cell: (row) => (row.change === null ? <span className="text-faint">–</span> : signed(row.change)),
      sortBy: (row) => row.change ?? undefined,
    },
    {
      id: 'when',
      head: 'When',
      align: 'end',
      narrow: 'hide',
      className: 'text-muted whitespace-nowrap [font-family:var(--font-sans)]',
      cell: (row) => (now === null ? '' : ago(Date.parse(row.match.endedAt), now)),
      sortBy: (row) => Date.parse(row.match.endedAt),
    },
  ]
  return <Table caption="Matches" columns={columns} rows={rows} rowKey={(row) => row.match.id} perPage={PER_PAGE} />
}
