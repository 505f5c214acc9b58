'use client'

import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'
import { Veil } from '../_court/court-states.tsx'
import { ghostTitle } from './ghost-title.ts'

/** How the match against the own ghost ended, and what to do next. */
export function GhostResult({
  result,
  entry,
  ownPage,
  onAgain,
}: {
  result: MatchResult
  entry: MatchEntry
  ownPage: string
  onAgain: () => void
}): ReactNode {
  const again = useRef<HTMLButtonElement>(null)
  // Whoever plays with the keyboard goes on with Enter.
  useEffect(() => again.current?.focus({ preventScroll: true }), [])
  return (
    <Veil title={<span className="text-4xl sm:text-5xl">{ghostTitle(result, entry)}</span>}>
      <output className="mt-2 block text-sm sm:mt-4">
        {result.reason === 'time' ? 'Time was up. ' : ''}Nobody’s rating moves, and nothing of it is kept.
      </output>
      <div className="mt-4 flex flex-wrap justify-center gap-x-3 gap-y-1 sm:mt-6">
        <Button ref={again} variant="primary" icon={<RotateCcw aria-hidden />} onClick={onAgain}>
          Play again
        </Button>
        <ButtonLink href={ownPage}>Your page</ButtonLink>
      </div>
    </Veil>
  )
}
