'use client'

import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { prepareToAnnounce } from './announce-match.ts'
import { useLobby, type Lobby } from './use-lobby.ts'
import { PlayDialogs } from './play-dialogs-on-demand.tsx'
import { prepareMatch } from './prepare-match.ts'

const LobbyContext = createContext<Lobby | null>(null)
/** One lobby for a page, with the dialogs of its states. */
export function PlayProvider({ children }: { children: ReactNode }): ReactNode {
  const lobby = useLobby()
  const { status, request } = lobby
  const task = request?.task ?? null
  const learns = request?.mode === 'sparring'
  useEffect(() => {
    if (status !== 'connecting' && status !== 'waiting') return
    prepareMatch(task, learns)
    prepareToAnnounce().catch(() => undefined)
  }, [status, task, learns])
  return (
    <LobbyContext.Provider value={lobby}>
      {children}
      {status === 'waiting' || status === 'in-match' || status === 'error' ? <PlayDialogs lobby={lobby} /> : null}
    </LobbyContext.Provider>
  )
}

/** The page's lobby. Throws outside PlayProvider. */
export function usePlay(): Lobby {
  const lobby = useContext(LobbyContext)
  if (!lobby) throw new Error('usePlay needs a PlayProvider around it')
  return lobby
}
