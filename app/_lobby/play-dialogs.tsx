'use client'

import type { ReactNode } from 'react'
import { sayOptions } from '../../game/core/task-options.ts'
import { useTasks } from '../_api/use-tasks.ts'
import type { Lobby } from './use-lobby.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog, DialogClose } from '../_ui/dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { LineDialog } from './line-dialog.tsx'
import { RunningDialog } from './running-dialog.tsx'
import { WaitingDialog } from './waiting-dialog.tsx'

/** The dialogs of a lobby's states: waiting for a person, waiting for a friend, in line, could not start. */
export function PlayDialogs({ lobby }: { lobby: Lobby }): ReactNode {
  const { status, request, error } = lobby
  const waiting = status === 'waiting'
  const task = useTasks()?.find(request?.task ?? '') ?? null
  const seats = request?.seats ?? (request?.mode === 'people' ? task?.seats.max : undefined) ?? 2
  const options = request && 'options' in request ? (request.options ?? {}) : {}
  return (
    <>
      {waiting && lobby.invite !== null ? (
        <InviteDialog invite={lobby.invite} game={task?.name ?? null} seats={seats} onCancel={lobby.cancel} />
      ) : null}
      {waiting && lobby.place !== null ? <LineDialog place={lobby.place} onCancel={lobby.cancel} /> : null}
      {waiting && lobby.invite === null && lobby.place === null ? (
        <WaitingDialog
          since={lobby.waitingSince ?? 0}
          rules={task ? sayOptions(task, options) : ''}
          seats={seats}
          stepInMillis={lobby.stepInMillis}
          onCancel={lobby.cancel}
        />
      ) : null}
      {status === 'in-match' && lobby.running ? (
        <RunningDialog running={lobby.running} onLeave={lobby.leaveRunning} onCancel={lobby.cancel} />
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
    </>
  )
}
