'use client'

import { Play, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MyMatch } from '../_api/use-my-match.ts'
import { ButtonLink, IconButton } from '../_ui/button.tsx'
import { cx } from '../_ui/cx.ts'
import { listed } from '../_ui/format.ts'
import { monotonic, useNow } from '../_ui/use-now.ts'
import { matchPath } from './match-path.ts'
import { inTime } from './running-words.ts'

/** Says which match waits, for how long still, and leads back into it. It takes its own place below the page and covers nothing there.
 *  hasNav: on a phone the places lie below it. */
export function WaitingMatch({
  match,
  hasNav,
  onHide,
}: {
  match: MyMatch
  hasNav: boolean
  onHide: () => void
}): ReactNode {
  const now = useNow(250, monotonic) ?? match.at
  const left = Math.max(0, (match.heldMillis ?? 0) - Math.max(0, now - match.at))
  const paused = match.mode === 'sparring'
  const names = listed(match.against.map(({ name }) => name))
  const what = `Your match ${names === '' ? '' : `against ${names} `}${paused ? 'is paused' : 'is running'}.`
  return (
    <section
      aria-label="Your match"
      className={cx(
        'sticky z-30 mt-auto animate-rise border-t border-line-strong bg-raised',
        hasNav ? 'bottom-[calc(3.75rem+env(safe-area-inset-bottom))] sm:bottom-0' : 'bottom-0',
      )}
    >
      <div className="page flex min-h-16 items-center gap-x-4 gap-y-2 py-2.5">
        <span aria-hidden className={cx('size-2 shrink-0 bg-person', !paused && 'animate-breathe')} />
        <p className="min-w-0 grow text-[0.95rem] leading-snug">
          <output>{what}</output>{' '}
          <span className="figures whitespace-nowrap text-muted">
            {paused ? `Kept for ${inTime(left)}.` : `${inTime(left)} to return.`}
          </span>
        </p>
        <ButtonLink
          href={matchPath(match.match, match.key)}
          variant="primary"
          icon={<Play aria-hidden fill="currentColor" />}
        >
          {paused ? 'Resume' : 'Return'}
        </ButtonLink>
        {paused ? <IconButton label="Hide this" icon={<X />} onClick={onHide} className="-mx-2" /> : null}
      </div>
    </section>
  )
}
