import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import { PlayProvider, usePlay } from '../../_lobby/play-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { DeadEnd } from '../../_ui/dead-end.tsx'

/** A match that the server lost in a restart: it counts for nothing, and another one is offered. again: null where nobody knows which; other:
 *  the page to find one on then. */
export function VoidMatch({
  again,
  other,
  onRetry,
}: {
  again: PlayRequest | null
  other: string
  onRetry: () => void
}): ReactNode {
  const anew = again ? (
    <PlayProvider>
      <PlayAgain request={again} />
    </PlayProvider>
  ) : null
  const look = { label: 'Look for the match again', onClick: onRetry }
  return (
    <DeadEnd
      alone
      alert
      title="The server was restarted"
      first={anew}
      ways={anew ? [look] : [{ label: 'Find another match', href: other }, look]}
    >
      This match does not count: nobody has won or lost it, and no rating changes. Play another one.
    </DeadEnd>
  )
}

function PlayAgain({ request }: { request: PlayRequest }): ReactNode {
  const { play, status } = usePlay()
  return (
    <Button
      variant="primary"
      icon={<RotateCcw aria-hidden />}
      busy={status === 'connecting'}
      onClick={() => void play(request)}
    >
      Play again
    </Button>
  )
}
