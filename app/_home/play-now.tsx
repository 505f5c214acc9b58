'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePlay } from '../_lobby/play-provider.tsx'
import { prepareToPlay } from '../_lobby/prepare-match.ts'
import { Button } from '../_ui/button.tsx'

/** The one button: a sparring match of this game, at once. */
export function PlayNow({ task }: { task: string }): ReactNode {
  const lobby = usePlay()
  const prepare = (): void => prepareToPlay(task, true)
  return (
    <Button
      variant="primary"
      size="lg"
      icon={<Play aria-hidden fill="currentColor" />}
      busy={lobby.status === 'connecting' && lobby.request?.mode === 'sparring'}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => void lobby.play({ mode: 'sparring', task })}
      className="grow sm:grow-0"
    >
      Play now
    </Button>
  )
}
