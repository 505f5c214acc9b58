import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'

/** A part of a page: its heading, something at the heading's right end, and its content. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}): ReactNode {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx('min-w-0', className)}>
      <div className="mb-4 flex min-h-9 flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id={id} className="title text-xl">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
