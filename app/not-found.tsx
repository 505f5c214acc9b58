import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ButtonLink } from './_ui/button.tsx'

export const metadata: Metadata = { title: 'Out' }

/** Nothing at this address: the ball is out. */
export default function NotFoundPage(): ReactNode {
  return (
    <div className="page flex grow flex-col justify-center gap-10 py-12">
      <svg
        aria-hidden
        viewBox="0 0 640 200"
        className="w-full max-w-3xl overflow-visible"
        fill="none"
        strokeLinecap="round"
      >
        <path d="M0 .5h600M0 199.500h600" stroke="var(--line-strong)" />
        <path d="M300 8v184" stroke="var(--court-line)" strokeDasharray="4 8" />
        <rect x="8" y="96" width="6" height="44" rx="1" fill="var(--person)" />
        <path d="M18 118 240 198 636 56" stroke="var(--person)" strokeWidth="12" opacity=".1" />
        <path d="M18 118 240 198 636 56" stroke="var(--person)" strokeWidth="2" />
        <rect x="586" y="126" width="6" height="44" rx="1" fill="var(--agent)" />
        <rect x="631" y="51" width="10" height="10" fill="var(--ball)" />
      </svg>
      <div>
        <h1 className="display text-[clamp(3rem,9vw,6rem)]">Out.</h1>
        <p className="mt-3 max-w-md text-lg text-muted">
          There is no page at this address. A match that is over and was private cannot be reached without its link.
        </p>
      </div>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/" variant="primary">
          Back to the court
        </ButtonLink>
        <ButtonLink href="/leaderboard">Leaderboard</ButtonLink>
      </div>
    </div>
  )
}
