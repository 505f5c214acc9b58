import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import { PlayProvider, usePlay } from '../../_lobby/play-provider.tsx'
import { Button, ButtonLink } from '../../_ui/button.tsx'

/** A match that the server lost in a restart: it counts for nothing, and another one is offered. again: null where nobody knows which. */
export function VoidMatch({ again, onRetry }: { again: PlayRequest | null; onRetry: () => void }): ReactNode {
  return (
    <div className="page max-w-3xl py-16 sm:py-24" role="alert">
      <h1 className="display text-4xl sm:text-5xl">The server was restarted</h1>
      <p className="mt-4 max-w-prose text-lg text-muted">
        This match does not count: nobody has won or lost it, and no rating changes. Play another one.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        {again ? (
          <PlayProvider>
            <PlayAgain request={again} />
          </PlayProvider>
        ) : (
          <ButtonLink href="/" variant="primary">
            Find another match
          </ButtonLink>
        )}
        <Button onClick={onRetry}>Look for the match again</Button>
      </div>
    </div>
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
