import type { ReactNode } from 'react'
import { usePlay } from '../_lobby/play-provider.tsx'
import { prepareToPlay } from '../_lobby/prepare-match.ts'
import { Button } from '../_ui/button.tsx'

/** A match against a newborn as somebody has raised it. */
export function PlayRaised({ task, agent, trainer }: { task: string; agent: string; trainer: string }): ReactNode {
  const lobby = usePlay()
  const { request, status } = lobby
  return (
    <Button
      size="sm"
      busy={status === 'connecting' && request?.mode === 'sparring' && request.raised === agent}
      onPointerEnter={() => prepareToPlay(task)}
      onFocus={() => prepareToPlay(task)}
      onClick={() => void lobby.play({ mode: 'sparring', task, raised: agent })}
    >
      Play it<span className="sr-only"> as {trainer} raised it</span>
    </Button>
  )
}
