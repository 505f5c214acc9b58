'use client'

import type { ReactNode } from 'react'
import { Button } from '../_ui/button.tsx'
import { CopyLink } from '../_ui/copy-link.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { WaitingBall } from './waiting-ball.tsx'

/** The link of an invitation, shown while its maker waits for the friend. */
export function InviteDialog({
  invite,
  game,
  onCancel,
}: {
  invite: string
  /** What is played; null while its name is not here yet. */
  game: string | null
  onCancel: () => void
}): ReactNode {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onCancel()}
      title="Send this to a friend"
      description="Whoever opens it first takes the free seat. The match starts here the moment they join; it is private and not rated."
      footer={<Button onClick={onCancel}>Take it back</Button>}
    >
      <CopyLink
        href={`${window.location.origin}/join/${encodeURIComponent(invite)}`}
        label="Invitation link"
        shareText={game === null ? 'Play me.' : `Play me at ${game}.`}
      />
      <WaitingBall label="Waiting for your friend. Keep this page open." />
    </Dialog>
  )
}
