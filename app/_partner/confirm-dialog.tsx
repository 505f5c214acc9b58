'use client'

import type { ReactNode } from 'react'
import { Button } from '../_ui/button.tsx'
import { Dialog, DialogClose } from '../_ui/dialog.tsx'

/** Asks before a deed. `children` says what it does and how to come back from it. */
export function ConfirmDialog({
  open,
  title,
  confirm,
  busy,
  destroys = false,
  onConfirm,
  onCancel,
  children,
}: {
  open: boolean
  title: string
  confirm: string
  busy: boolean
  /** What it does cannot be brought back. */
  destroys?: boolean
  onConfirm: () => void
  onCancel: () => void
  children: ReactNode
}): ReactNode {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onCancel()}
      title={title}
      description={children}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant={destroys ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
  )
}
