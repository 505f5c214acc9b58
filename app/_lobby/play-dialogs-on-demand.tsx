'use client'

import type { ReactNode } from 'react'
import type { Lobby } from './use-lobby.ts'
import { Button } from '../_ui/button.tsx'
import { runningWords } from './running-words.ts'
import { onDemand } from '../_ui/on-demand.tsx'

/** The dialogs of the lobby, fetched when somebody is about to play. */
export const PlayDialogs = onDemand(async () => (await import('./play-dialogs.tsx')).PlayDialogs, WithoutDialogs)

/** What they would say, where the network went before they came. */
function WithoutDialogs({ lobby }: { lobby: Lobby }): ReactNode {
  return (
    <div
      role="alert"
      className="fixed inset-x-0 bottom-0 z-50 flex flex-wrap items-center justify-between gap-4 border-t border-line-strong bg-raised p-6"
    >
      <p>
        {lobby.status === 'error'
          ? lobby.error
          : lobby.running
            ? runningWords(lobby.running)
            : 'Waiting for the other side.'}
      </p>
      <Button onClick={lobby.cancel}>{lobby.status === 'error' ? 'Close' : 'Stop waiting'}</Button>
    </div>
  )
}
