'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { prepareToPlay } from '../_lobby/prepare-match.ts'
import { Button } from '../_ui/button.tsx'

const prepare = (): void => prepareToPlay(DEFAULT_TASK, true)

/** The one button: a sparring match, at once. */
export function PlayNow(): ReactNode {
  const lobby = usePlay()
  return (
    <Button
      variant="primary"
      size="lg"
      icon={<Play aria-hidden fill="currentColor" />}
      busy={lobby.status === 'connecting' && lobby.request?.mode === 'sparring'}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => void lobby.play({ mode: 'sparring', task: DEFAULT_TASK })}
      className="grow sm:grow-0"
    >
      Play now
    </Button>
  )
}
