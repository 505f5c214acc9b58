import type { ReactNode } from 'react'

/** The head of a page that is not the home page: its title, a line about it, and what can be done. */
export function PageHead({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}): ReactNode {
  return (
    <div className="mt-6 mb-10 flex flex-wrap items-end justify-between gap-x-12 gap-y-6 sm:mt-10 sm:mb-14">
      <div className="min-w-0 max-w-2xl">
        <h1 className="display text-[clamp(2.25rem,5vw,4rem)]">{title}</h1>
        {children ? <div className="mt-4 text-lg leading-snug text-muted">{children}</div> : null}
      </div>
      {actions ? <div className="flex w-full flex-wrap gap-3 sm:w-auto">{actions}</div> : null}
    </div>
  )
}
