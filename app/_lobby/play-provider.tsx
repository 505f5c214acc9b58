'use client'

import { createContext, useContext, type ReactNode } from 'react'
import { useLobby, type Lobby } from '../_net/use-lobby.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog, DialogClose } from '../_ui/dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { WaitingDialog } from './waiting-dialog.tsx'

const LobbyContext = createContext<Lobby | null>(null)

/** One lobby for a page, with the dialogs of its states: waiting for a person, waiting for a friend, could not start. */
export function PlayProvider({ children }: { children: ReactNode }): ReactNode {
  const lobby = useLobby()
  const { status, request, error } = lobby
  const waiting = status === 'waiting'
  return (
    <LobbyContext.Provider value={lobby}>
      {children}
      {waiting && lobby.invite !== null ? <InviteDialog invite={lobby.invite} onCancel={lobby.cancel} /> : null}
      {waiting && lobby.invite === null ? (
        <WaitingDialog since={lobby.waitingSince ?? 0} stepInMillis={lobby.stepInMillis} onCancel={lobby.cancel} />
      ) : null}
      <Dialog
        open={status === 'error'}
        onOpenChange={(open) => open || lobby.cancel()}
        title="The match could not start"
        description={error}
        footer={
          <>
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            {request ? (
              <Button variant="primary" onClick={() => void lobby.play(request)}>
                Try again
              </Button>
            ) : null}
          </>
        }
      />
    </LobbyContext.Provider>
  )
}

/** The page's lobby. Throws outside PlayProvider. */
export function usePlay(): Lobby {
  const lobby = useContext(LobbyContext)
  if (!lobby) throw new Error('usePlay needs a PlayProvider around it')
  return lobby
}
