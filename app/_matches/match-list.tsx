'use client'

import { Link } from '../_ui/link.tsx'
import type { ReactNode } from 'react'
import type { MatchSummary } from '../../game/protocol/http.ts'
import { ago, clock, signed } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Table, type Column } from '../_ui/table.tsx'
import { useNow } from '../_ui/use-now.ts'
import { resultFor, type ResultFor } from './result-of.ts'

type Row = ResultFor & { match: MatchSummary }

const modes: Record<MatchSummary['mode'], string> = {
  sparring: 'Sparring',
  ranked: 'Ranked',
  people: 'Ranked',
  invite: 'Private',
}

function ScoreLink({ row }: { row: Row }): ReactNode {
  const other = row.other?.name ?? 'nobody'
  return (
    <Link
      href={`/match/${row.match.id}`}
      className="hit inline-flex items-baseline gap-3 underline decoration-line-strong underline-offset-4 hover:decoration-fg"
    >
      <span className={row.verdict === 'Won' ? 'w-10 font-[620]' : 'w-10 text-muted'}>{row.verdict}</span>
      <span className="figures whitespace-nowrap">
        {row.mine.score} – {row.other?.score ?? 0}
      </span>
      <span className="sr-only">against {other}: open the match</span>
    </Link>
  )
}

const opponentHref = (seat: Row['other']): { href?: string } =>
  seat?.kind === 'agent' && seat.id ? { href: `/agent/${seat.id}` } : {}

/** Matches as one contender played them, newest first: result, opponent, change of rating, when. `of` is the id of that contender. */
export function MatchList({ matches, of }: { matches: readonly MatchSummary[]; of: string }): ReactNode {
  const now = useNow(30_000)
  const rows = matches.flatMap((match) => {
    const result = resultFor(match, of)
    return result ? [{ ...result, match }] : []
  })
  const columns: Column<Row>[] = [
    { id: 'result', head: 'Result', className: 'w-px whitespace-nowrap', cell: (row) => <ScoreLink row={row} /> },
    {
      id: 'opponent',
      head: 'Against',
      className: 'w-full max-w-0',
      cell: (row) =>
        row.other ? <PlayerName kind={row.other.kind} name={row.other.name} {...opponentHref(row.other)} /> : '–',
    },
    {
      id: 'mode',
      head: 'Kind',
      narrow: 'hide',
      className: 'text-muted whitespace-nowrap',
      cell: (row) => modes[row.match.mode],
    },
    {
      id: 'length',
      head: 'Length',
      narrow: 'hide',
      align: 'end',
      className: 'text-muted',
      cell: (row) => clock(row.match.seconds),
    },
    {
      id: 'change',
      head: 'Rating',
      align: 'end',
      cell: (row) => (row.change === null ? <span className="text-faint">–</span> : signed(row.change)),
    },
    {
      id: 'when',
      head: 'When',
      align: 'end',
      narrow: 'hide',
      className: 'text-muted whitespace-nowrap [font-family:var(--font-sans)]',
      cell: (row) => (now === null ? '' : ago(Date.parse(row.match.endedAt), now)),
    },
  ]
  return <Table caption="Matches, newest first" columns={columns} rows={rows} rowKey={(row) => row.match.id} />
}
