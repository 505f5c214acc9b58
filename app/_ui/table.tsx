'use client'

import {
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
  type RowData,
  type SortDirection,
} from '@tanstack/react-table'
import { useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { SortButton } from './sort-button.tsx'
import { TablePager } from './table-pager.tsx'

/** A column of a table. `narrow: 'hide'` leaves it out on a phone; `align: 'end'` is for figures. sortBy: what its rows can be sorted by;
 *  rows without it stand last. */
export interface Column<Row> {
  id: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  narrow?: 'hide'
  className?: string
  sortBy?: (row: Row) => number | string | undefined
}

const features = tableFeatures({
  rowSortingFeature,
  rowPaginationFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
})
/** Rows of a page that has them all; infinity times nothing would be no number. */
const ALL = 1e9
const directions: Record<SortDirection, 'ascending' | 'descending'> = { asc: 'ascending', desc: 'descending' }

/** A table of hairlines. `caption` names it for screen readers; `mark` lights the reader's own row, which can be jumped to as `#me`.
 *  perPage: so many rows are shown at once, all where there is none; sorts: whether its columns may sort it, which says nothing where only a
 *  part of the list is here. */
export function Table<Row extends RowData>({
  caption,
  columns,
  rows,
  rowKey,
  mark,
  perPage = ALL,
  sorts = true,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  mark?: (row: Row) => boolean
  perPage?: number
  sorts?: boolean
}): ReactNode {
  const [turnedTo, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  // The list may have become shorter since.
  const pageIndex = Math.min(turnedTo, pages - 1)
  const table = useTable({
    features,
    data: rows,
    getRowId: rowKey,
    columns: columns.map(({ id, sortBy }) => ({
      id,
      accessorFn: (row: Row) => sortBy?.(row),
      enableSorting: sortBy !== undefined,
      sortUndefined: 'last' as const,
    })),
    enableSorting: sorts,
    enableMultiSort: false,
    // A list that is asked for again is the same one.
    autoResetPageIndex: false,
    state: { pagination: { pageIndex, pageSize: perPage } },
  })
  const cellClass = (column: Column<Row>): string =>
    cx(
      'px-2 sm:px-4 sm:first:pl-2 sm:last:pr-2',
      column.align === 'end' ? 'text-right' : 'text-left',
      column.narrow === 'hide' && 'hidden sm:table-cell',
      column.className,
    )
  const sortBy = (sorting: { toggleSorting: () => void }): void => {
    sorting.toggleSorting()
    setPage(0)
  }
  const head = (column: Column<Row>): ReactNode => {
    const sorting = table.getColumn(column.id)!
    const sorted = sorting.getCanSort() && sorting.getIsSorted()
    return (
      <th
        key={column.id}
        scope="col"
        aria-sort={sorted ? directions[sorted] : undefined}
        className={cx('h-10 align-middle text-sm font-normal text-muted', cellClass(column))}
      >
        {sorting.getCanSort() ? (
          <SortButton sorted={sorted} align={column.align} onPress={() => sortBy(sorting)}>
            {column.head}
          </SortButton>
        ) : (
          column.head
        )}
      </th>
    )
  }
  return (
    <>
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong">{columns.map(head)}</tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ id, original: row }) => (
            <tr
              key={id}
              id={mark?.(row) ? 'me' : undefined}
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
      <TablePager label={`Pages: ${caption}`} page={pageIndex + 1} pages={pages} onPage={(page) => setPage(page - 1)} />
    </>
  )
}
