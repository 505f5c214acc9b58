import type { ReactNode } from 'react'
import type { RatedRow } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { FormMarks } from '../_ui/form-marks.tsx'
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
    <>
      <span className="font-[560] sm:hidden">{row.rating.rating}</span>
      <Rating className="max-sm:hidden" value={row.rating.rating} uncertainty={row.rating.uncertainty} />
    </>
  ),
  sortBy: (row) => row.rating.rating,
}
const shortRating: Column<RatedRow> = {
  ...rating,
  cell: (row) => <span className="font-[560]">{row.rating.rating}</span>,
}
const record: Column<RatedRow> = {
  id: 'record',
  head: 'Won – lost',
  align: 'end',
  className: 'whitespace-nowrap',
  cell: (row) => (
    <>
      <span>{count(row.record.won)}</span> <span className="text-muted">– {count(row.record.lost)}</span>
      {/* Under the figures a dash would read as a figure of its own: nothing says the same. */}
      {row.form.length > 0 ? (
        <span className="mt-1 block sm:hidden">
          <FormMarks form={row.form} />
        </span>
      ) : null}
    </>
  ),
  sortBy: (row) => row.record.won,
}
const form: Column<RatedRow> = {
  id: 'form',
  head: 'Form',
  narrow: 'hide',
  cell: (row) => <FormMarks form={row.form} />,
}

type Scale = readonly [number, number]

/** The widest interval of all rows, so that their bars can be compared. */
export function scaleOf(rows: readonly RatedRow[]): Scale {
  return [
    Math.min(...rows.map((row) => row.rating.rating - row.rating.uncertainty)),
    Math.max(...rows.map((row) => row.rating.rating + row.rating.uncertainty)),
  ]
}

/** Lines of a board that is ranked by rating: what was won and lost first, then the rating. My own line is lit.
 *  kind: `settling` for those without ranks, `short` for a glance · whole: all lines are here, and can be sorted. */
export function RatingTable({
  caption,
  rows,
  kind = 'ranked',
  scale = scaleOf(rows),
  whole = false,
}: {
  caption: string
  rows: readonly RatedRow[]
  kind?: 'ranked' | 'settling' | 'short'
  scale?: Scale
  whole?: boolean
}): ReactNode {
  const range: Column<RatedRow> = {
    id: 'range',
    head: <span className="sr-only">Range</span>,
    className: 'hidden lg:table-cell',
    cell: (row) => (
      <RangeBar rating={row.rating.rating} uncertainty={row.rating.uncertainty} scale={scale} kind={row.kind} />
    ),
  }
  const columns = {
    ranked: [rank, name, record, form, range, rating],
    settling: [name, record, form, range, rating],
    short: [rank, name, record, shortRating],
  }[kind]
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.kind}:${row.id}`}
      mark={(row) => row.me}
      sorts={whole}
    />
  )
}
