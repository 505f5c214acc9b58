'use client'

import { Download, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { deleteMe } from '../_api/actions.ts'
import { ConfirmDialog } from '../_partner/confirm-dialog.tsx'
import { pageGhosts } from '../_trainer/ghost-store.ts'
import { Button } from '../_ui/button.tsx'
import { Link } from '../_ui/link.tsx'
import { Section } from '../_ui/section.tsx'
import { useToast } from '../_ui/toast.tsx'

/** Takes all that is kept of me away, or deletes it. */
export function YourData({ account }: { account: string }): ReactNode {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const toast = useToast()

  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      await deleteMe()
      pageGhosts().forgetAccount(account)
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
      <div className="flex flex-col items-start gap-5 border-y border-line py-10 sm:flex-row sm:items-center sm:justify-between sm:gap-8">
        <p className="max-w-prose text-muted">
          Your name, ratings, matches and partners are kept here. Take a copy with you, or have it deleted.{' '}
          <Link href="/privacy" className="underline decoration-line-strong underline-offset-4 hover:text-fg">
            What is kept, and who can watch
          </Link>
        </p>
        <div className="flex flex-wrap gap-3 sm:shrink-0 sm:flex-nowrap">
          <Button icon={<Download aria-hidden />} onClick={() => location.assign('/api/me/export')}>
            Download
          </Button>
          <Button variant="danger" icon={<Trash2 aria-hidden />} onClick={() => setAsking(true)}>
            Delete everything
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={asking}
        title="Delete everything?"
        confirm="Delete for good"
        busy={busy}
        destroys
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        Your name, ratings, partners and ghost are deleted, and cannot be brought back. Your matches stay with those you
        played, under the name “Deleted player”.
      </ConfirmDialog>
    </Section>
  )
}
