'use client'

import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { BACK, DeadEnd } from './_ui/dead-end.tsx'

/** A page that broke: what to do about it. Nothing of how it broke is told. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }): ReactNode {
  return (
    <DeadEnd
      alone
      alert
      title="This page broke"
      ways={[{ label: 'Try again', icon: <RotateCcw aria-hidden />, onClick: retry }, BACK]}
    >
      It is our fault, not yours. If trying again does not help, reload the page. Matches that are being played go on.
    </DeadEnd>
  )
}
