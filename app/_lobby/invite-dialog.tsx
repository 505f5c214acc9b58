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
  seats,
  onCancel,
}: {
  invite: string
  /** What is played; null while its name is not here yet. */
  game: string | null
  /** Of the match, the host's included. */
  seats: number
  onCancel: () => void
}): ReactNode {
  const several = seats > 2
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onCancel()}
      title={several ? 'Send this to your friends' : 'Send this to a friend'}
      description={`${
        several
          ? `The first ${seats - 1} who open it take the free seats. The match starts here once all have joined`
          : 'Whoever opens it first takes the free seat. The match starts here the moment they join'
      }; it is private and not rated.`}
      footer={<Button onClick={onCancel}>Cancel invite</Button>}
    >
      <CopyLink
        href={`${window.location.origin}/join/${encodeURIComponent(invite)}`}
        label="Invitation link"
        shareText={game === null ? 'Play me.' : `Play me at ${game}.`}
      />
      <WaitingBall label={`Waiting for your ${several ? 'friends' : 'friend'}. Keep this page open.`} />
    </Dialog>
  )
}
