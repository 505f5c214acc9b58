import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A bar where text will be; `className` gives its size ("h-4 w-32"). */
export function Skeleton({ className }: { className?: string }): ReactNode {
  return <span aria-hidden className={cx('block animate-breathe rounded-sm bg-line', className)} />
}

/** Something that is loading: told once to screen readers, drawn by its skeletons. */
export function Loading({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div aria-busy>
      <output className="sr-only">{label}</output>
      {children}
    </div>
  )
}

/** Lines of a list that is loading; says so to screen readers. `tall` for lines with a description. */
export function SkeletonRows({
  rows = 4,
  label = 'Loading',
  tall = false,
}: {
  rows?: number
  label?: string
  tall?: boolean
}): ReactNode {
  return (
    <Loading label={label}>
      <div aria-hidden className="divide-y divide-line border-y border-line">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className={cx('flex items-center justify-between gap-6', tall ? 'h-24' : 'h-14')}>
            <Skeleton className={cx('h-3.5', ['w-40', 'w-28', 'w-48', 'w-36'][row % 4])} />
            <Skeleton className="h-3.5 w-16" />
          </div>
        ))}
      </div>
    </Loading>
  )
}
