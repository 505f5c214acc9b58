'use client'

import { usePathname } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { useMyMatch } from '../_api/use-my-match.ts'
import { onDemand } from '../_ui/on-demand.tsx'

const WaitingMatch = onDemand(async () => (await import('./waiting-match.tsx')).WaitingMatch)

/** At the foot of every page: my match that runs while I am elsewhere, and the way back into it. */
export function MatchBar(): ReactNode {
  const match = useMyMatch()
  const path = usePathname()
  const [hidden, hide] = useState<string | null>(null)
  // Who went back into it and out again is shown it anew.
  if (!match && hidden !== null) hide(null)
  if (!match || match.match === hidden || path === `/match/${match.match}`) return null
  return <WaitingMatch match={match} hasNav={!path.startsWith('/match/')} onHide={() => hide(match.match)} />
}
