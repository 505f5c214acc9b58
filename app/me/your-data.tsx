'use client'

import { Download, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { deleteMe } from '../_api/actions.ts'
import { ConfirmDialog } from '../_partner/confirm-dialog.tsx'
import { Button } from '../_ui/button.tsx'
import { Section } from '../_ui/section.tsx'
import { useToast } from '../_ui/toast.tsx'

/** Takes all that is kept of me away, or deletes it. */
export function YourData(): ReactNode {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const toast = useToast()

  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      await deleteMe()
      // The open connection still speaks for who is gone.
      location.assign('/')
    } catch (cause) {
      toast({ tone: 'error', text: cause instanceof Error ? cause.message : 'That did not work. Try again.' })
      setAsking(false)
      setBusy(false)
    }
  }

  return (
    <Section title="Your data">
      <p className="max-w-prose text-muted">
        Your name, ratings, matches and partners are kept here, and nothing else. Take a copy with you, or have it
        deleted.
      </p>
      <div className="mt-4 -ml-3 flex flex-wrap gap-1">
        <Button
          size="sm"
          variant="quiet"
          icon={<Download aria-hidden />}
          onClick={() => location.assign('/api/me/export')}
        >
          Download
        </Button>
        <Button
          size="sm"
          variant="quiet"
          className="text-danger!"
          icon={<Trash2 aria-hidden />}
          onClick={() => setAsking(true)}
        >
          Delete everything
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title="Delete everything?"
        confirm="Delete for good"
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        Your name, ratings and partners are deleted, and cannot be brought back. Your matches stay with those you
        played, under the name “Deleted player”.
      </ConfirmDialog>
    </Section>
  )
}
