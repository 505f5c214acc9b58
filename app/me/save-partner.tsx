'use client'

import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { MeView } from '../../game/protocol/http.ts'
import { makeRecoveryLink, revokeRecoveryLink } from '../_api/actions.ts'
import { ConfirmDialog } from '../_partner/confirm-dialog.tsx'
import { Button } from '../_ui/button.tsx'
import { CopyLink } from '../_ui/copy-link.tsx'
import { Section } from '../_ui/section.tsx'
import { useToast } from '../_ui/toast.tsx'

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' })

/** A link that brings me back on another device, or when this browser forgets me. It is shown once, when it is made. */
export function SavePartner({ link, partners }: { link: MeView['recoveryLink']; partners: number }): ReactNode {
  const [made, setMade] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<'again' | 'withdraw' | null>(null)
  const toast = useToast()

  const run = async (deed: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await deed()
    } catch (cause) {
      toast({ tone: 'error', text: cause instanceof Error ? cause.message : 'That did not work. Try again.' })
    } finally {
      setBusy(false)
      setAsking(null)
    }
  }
  const make = (): Promise<void> => run(async () => setMade(`${location.origin}/recover#${await makeRecoveryLink()}`))
  const withdraw = (): Promise<void> =>
    run(async () => {
      await revokeRecoveryLink()
      setMade(null)
      toast({ text: 'The link opens nothing any more.' })
    })

  return (
    <div id="save" className="scroll-mt-8">
      <Section title={partners > 1 ? 'Save your partners' : 'Save your partner'}>
        <div className="border-y border-line py-10">
          <p className="max-w-prose text-muted">
            {link ? '' : 'So far only this browser knows that you are you. '}A link of your own opens the same account
            on another device, or brings you back when this browser forgets you. Whoever has it is you: keep it as you
            keep a password.
          </p>
          {made ? (
            <div className="mt-6 max-w-2xl">
              <CopyLink href={made} label="Your link" />
              <p className="mt-1 text-sm text-muted">This is the only time that it is shown.</p>
            </div>
          ) : link ? (
            <p className="mt-4 text-muted">You have a link since {day.format(new Date(link.createdAt))}.</p>
          ) : null}
          <div className="mt-6 flex flex-wrap gap-3">
            <Button
              icon={<KeyRound aria-hidden />}
              busy={busy}
              onClick={() => (link ? setAsking('again') : void make())}
            >
              {link ? 'Make a new link' : 'Make a link'}
            </Button>
            {link ? (
              <Button variant="quiet" className="text-danger!" disabled={busy} onClick={() => setAsking('withdraw')}>
                Withdraw it
              </Button>
            ) : null}
          </div>
        </div>
      </Section>
      <ConfirmDialog
        open={asking === 'again'}
        title="Make a new link?"
        confirm="Make a new link"
        busy={busy}
        onConfirm={() => void make()}
        onCancel={() => setAsking(null)}
      >
        The link that you have opens nothing from then on. Devices that it has opened stay as they are.
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'withdraw'}
        title="Withdraw your link?"
        confirm="Withdraw it"
        busy={busy}
        destroys
        onConfirm={() => void withdraw()}
        onCancel={() => setAsking(null)}
      >
        It opens nothing from then on. Devices that it has opened stay as they are.
      </ConfirmDialog>
    </div>
  )
}
