import { Sprout } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePlay } from '../_lobby/play-provider.tsx'
import { prepareToPlay } from '../_lobby/prepare-match.ts'
import { Button } from '../_ui/button.tsx'

/** Begins to raise the newborn of the day. left: how many tries I still have. */
export function RaiseButton({ task, left }: { task: string; left: number }): ReactNode {
  const lobby = usePlay()
  const { request, status } = lobby
  if (left === 0) return <p className="max-w-56 text-muted">No try is left today. The next newborn comes tomorrow.</p>
  return (
    <Button
      variant="primary"
      size="lg"
      icon={<Sprout aria-hidden />}
      busy={status === 'connecting' && request?.mode === 'sparring' && request.raise === true}
      onPointerEnter={() => prepareToPlay(task)}
      onFocus={() => prepareToPlay(task)}
      onClick={() => void lobby.play({ mode: 'sparring', task, raise: true })}
      className="grow sm:grow-0"
    >
      Raise it
    </Button>
  )
}
