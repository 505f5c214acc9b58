import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A column of a table. `narrow: 'hide'` leaves it out on a phone; `align: 'end'` is for figures. */
export interface Column<Row> {
  id: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  narrow?: 'hide'
  className?: string
}

/** A table of hairlines. `caption` names it for screen readers; `mark` lights the reader's own rows. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  mark,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  mark?: (row: Row) => boolean
}): ReactNode {
  const cellClass = (column: Column<Row>): string =>
    cx(
      'px-2 sm:px-4 sm:first:pl-2 sm:last:pr-2',
      column.align === 'end' ? 'text-right' : 'text-left',
      column.narrow === 'hide' && 'hidden sm:table-cell',
      column.className,
    )
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line-strong">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={cx('h-10 align-middle text-sm font-normal text-muted', cellClass(column))}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            aria-current={mark?.(row) ? 'true' : undefined}
            className={cx(
              'border-b border-line transition-colors duration-150',
              mark?.(row) ? 'bg-person-wash' : 'hover:bg-wash',
            )}
          >
            {columns.map((column) => (
              <td
                key={column.id}
                className={cx('h-14 align-middle', column.align === 'end' && 'figures', cellClass(column))}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
