'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PauseState } from '../../../game/protocol/replies.ts'
import { Button } from '../../_ui/button.tsx'
import { clock } from '../../_ui/format.ts'
import type { Pause } from '../_hooks/use-pause.ts'

/** A pause that has less left than this says so, ms. */
const SOON = 120_000

/** Over a court that is about to go on, or to begin. millis: until then, as the server told; since: ms since it did. */
export function Countdown({ millis, since }: { millis: number; since: number }): ReactNode {
  const seconds = Math.max(1, Math.ceil((millis - since) / 1000))
  return (
    <div className="pointer-events-none absolute inset-0 z-20 grid place-items-center">
      <output className="sr-only">It goes on in {Math.ceil(millis / 1000)} seconds.</output>
      <span key={seconds} aria-hidden className="numeral animate-rise text-[clamp(5rem,18cqmin,11rem)] text-fg">
        {seconds}
      </span>
    </div>
  )
}

/** Over a court that stands still for me: how to go on. since: ms since the server told of it. */
export function Paused({ pause, state, since }: { pause: Pause; state: PauseState; since: number }): ReactNode {
  const left = state.leftMillis - since
  return (
    <div className="absolute inset-0 z-20 grid animate-fade place-items-center overflow-y-auto bg-[color-mix(in_oklab,var(--ground)_72%,transparent)] p-4 text-center">
      <div>
        <output className="sr-only">The match is paused.</output>
        <h2 className="display text-3xl sm:text-5xl">Paused</h2>
        <Button
          className="mt-6"
          variant="primary"
          size="lg"
          icon={<Play aria-hidden fill="currentColor" />}
          onClick={pause.toggle}
        >
          Go on
        </Button>
        <p className="mt-4 text-sm text-muted">
          <span className="pointer-coarse:hidden">Or press Space or Escape. </span>
          {left < SOON ? (
            <span className="figures">It waits for {clock(Math.max(0, left) / 1000)} more.</span>
          ) : (
            'Your partner rests, too.'
          )}
        </p>
      </div>
    </div>
  )
}
