'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { clock } from '../_ui/format.ts'
import { WaitingBall } from './waiting-ball.tsx'

/** Waiting for the next person, with the time until an agent steps in. `since` in ms of Date.now(). */
export function WaitingDialog({
  since,
  rules,
  seats,
  stepInMillis,
  onCancel,
}: {
  since: number
  /** What is played, in words within a sentence; empty where there is nothing to say. */
  rules: string
  /** Of the match, mine included. */
  seats: number
  stepInMillis: number | null
  onCancel: () => void
}): ReactNode {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const waited = Math.max(0, now - since)
  const left = stepInMillis === null ? null : Math.max(0, Math.ceil((stepInMillis - waited) / 1000))
  const several = seats > 2
  const saidRules = rules === '' ? '' : `, ${rules}`
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onCancel()}
      title={several ? 'Looking for people' : 'Looking for a person'}
      description={`${several ? 'The next who look for the same play with you' : 'The next person who looks for the same plays you'}${saidRules}. Rated, unless you share an address or have met often today.`}
      footer={<Button onClick={onCancel}>Stop looking</Button>}
    >
      <div className="flex items-end justify-between gap-6">
        <p aria-hidden className="numeral text-6xl">
          {left ?? clock(waited / 1000)}
        </p>
        <p className="max-w-52 text-right text-sm text-muted">
          {left === null
            ? 'waited so far'
            : left > 0
              ? `seconds until ${several ? 'agents take the free seats' : 'an agent steps in'}, ranked`
              : several
                ? 'Agents are taking the free seats.'
                : 'An agent is stepping in.'}
        </p>
      </div>
      <WaitingBall label={`Waiting for the next ${several ? 'people' : 'person'}.`} />
    </Dialog>
  )
}
