'use client'

import type { ReactNode } from 'react'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { WaitingBall } from './waiting-ball.tsx'

/** Waiting in line because no more matches can be played right now. place: 1 for the first. */
export function LineDialog({ place, onCancel }: { place: number; onCancel: () => void }): ReactNode {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onCancel()}
      title="Every court is taken"
      description="Your match starts by itself as soon as there is room. Keep this page open."
      footer={<Button onClick={onCancel}>Leave the line</Button>}
    >
      <div className="flex items-end justify-between gap-6">
        <p aria-hidden className="numeral text-6xl">
          {place}
        </p>
        <p className="max-w-52 text-right text-sm text-muted" aria-live="polite">
          {place === 1 ? 'You are the next one.' : `Your place in line: ${place}.`}
        </p>
      </div>
      <WaitingBall label="Waiting for a free court." />
    </Dialog>
  )
}
