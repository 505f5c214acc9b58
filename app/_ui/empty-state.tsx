import type { ReactNode } from 'react'

/** Nothing here yet: a small court with the ball at rest, why it is empty, and what would fill it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}): ReactNode {
  return (
    <div className="flex flex-col items-start gap-5 border-y border-line py-10 sm:flex-row sm:items-center sm:gap-8">
      <svg aria-hidden viewBox="0 0 96 64" className="h-16 w-24 shrink-0">
        <rect x=".5" y=".5" width="95" height="63" rx="3" fill="none" stroke="var(--line-strong)" />
        <path d="M48 6v52" stroke="var(--line-strong)" strokeDasharray="3 4" />
        <rect x="7" y="26" width="3" height="14" rx="1" fill="var(--faint)" />
        <rect x="86" y="14" width="3" height="14" rx="1" fill="var(--faint)" />
        <rect x="46" y="30" width="4" height="4" fill="var(--fg)" />
      </svg>
      <div className="grow [&>div]:max-w-md">
        <p className="title text-lg">{title}</p>
        {children ? <div className="mt-1 text-muted">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
