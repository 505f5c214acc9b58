import type { ReactNode } from 'react'
import { Button, ButtonLink } from './button.tsx'

/** A way on: to another page, or something to do here. */
export type Way = { label: string; icon?: ReactNode } & ({ href: string } | { onClick: () => void })

/** Home, in the words of every page that leads there. */
export const BACK: Way = { label: 'Back to the court', href: '/' }

/** Where it does not go on: a rally that ended, what happened in a large heading and a sentence, and what to do. */
export function DeadEnd({
  title,
  children,
  first,
  ways,
  alone = false,
  alert = false,
}: {
  title: string
  children: ReactNode
  /** What to do, where that is more than a way; else the first of the ways is the one to go. */
  first?: ReactNode
  ways: readonly Way[]
  /** Nothing else stands on the page. */
  alone?: boolean
  /** It came over somebody who was doing something else. */
  alert?: boolean
}): ReactNode {
  const end = (
    <div
      className="mx-auto flex w-full max-w-3xl grow flex-col justify-center gap-8 py-12"
      role={alert ? 'alert' : undefined}
    >
      <svg
        aria-hidden
        viewBox="0 0 640 120"
        className="w-full max-w-xl overflow-visible"
        fill="none"
        strokeLinecap="round"
      >
        <path d="M0 .5h600M0 119.500h600" stroke="var(--line-strong)" />
        <path d="M300 8v104" stroke="var(--court-line)" strokeDasharray="4 8" />
        <rect x="8" y="52" width="6" height="36" rx="1" fill="var(--person)" />
        <path d="M18 70 200 118 636 34" stroke="var(--person)" strokeWidth="10" opacity=".1" />
        <path d="M18 70 200 118 636 34" stroke="var(--person)" strokeWidth="2" />
        <rect x="586" y="72" width="6" height="36" rx="1" fill="var(--agent)" />
        <rect x="631" y="29" width="10" height="10" fill="var(--ball)" />
      </svg>
      <div>
        <h1 className="display text-[clamp(2.5rem,6.5vw,4.5rem)] text-balance">{title}</h1>
        <div className="mt-4 max-w-prose text-lg text-muted">{children}</div>
      </div>
      <div className="flex flex-wrap gap-3">
        {first}
        {ways.map((way, i) => {
          const shared = {
            variant: first || i > 0 ? 'secondary' : 'primary',
            icon: way.icon,
            children: way.label,
          } as const
          return 'href' in way ? (
            <ButtonLink key={way.label} href={way.href} {...shared} />
          ) : (
            <Button key={way.label} onClick={way.onClick} {...shared} />
          )
        })}
      </div>
    </div>
  )
  return alone ? <div className="page flex grow flex-col">{end}</div> : end
}
