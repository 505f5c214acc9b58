'use client'

import type { ReactNode } from 'react'
import type { RunningMatch } from '../../game/protocol/running-match.ts'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { matchPath } from './match-path.ts'
import { runningWords } from './running-words.ts'

/** Somebody who plays a match asks for another one: back into the first, or out of it for good. */
export function RunningDialog({
  running,
  onLeave,
  onCancel,
}: {
  running: RunningMatch
  onLeave: () => void
  onCancel: () => void
}): ReactNode {
  const loses = running.mode !== 'sparring'
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onCancel()}
      title="You are in a match already"
      description={runningWords(running)}
      footer={
        <>
          <Button variant={loses ? 'danger' : 'secondary'} onClick={onLeave}>
            {loses ? 'Lose it and begin another' : 'Begin another'}
          </Button>
          <ButtonLink href={matchPath(running.match, running.key)} variant="primary">
            {loses ? 'Return to it' : 'Resume it'}
          </ButtonLink>
        </>
      }
    />
  )
}
