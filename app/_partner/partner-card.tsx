'use client'

import { Eye, RotateCcw, Snowflake, Sun, Swords, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { PartnerView } from '../../game/protocol/http.ts'
import { deletePartner, freezePartner, restartPartner, restorePartner, rewindPartner } from '../_api/actions.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { Button } from '../_ui/button.tsx'
import { count } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Stat } from '../_ui/stat.tsx'
import { useToast } from '../_ui/toast.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { History } from './history.tsx'
import { PartnerAccess } from './partner-access.tsx'
import { PartnerName } from './partner-name.tsx'
import { useSparPartner } from './use-spar-partner.ts'

/** My partner: how far it is, what I can do with it, and its history. On its `ownPage` the name is the title already. */
export function PartnerCard({ partner, ownPage = false }: { partner: PartnerView; ownPage?: boolean }): ReactNode {
  const [question, setQuestion] = useState<'rewind' | 'restart' | null>(null)
  // Outlives the question, so that the dialog keeps its words while it leaves.
  const [wanted, setWanted] = useState(0)
  const [busy, setBusy] = useState(false)
  const toast = useToast()
  const lobby = usePlay()
  const spar = useSparPartner()
  const alone = useTasks()?.find(partner.task)?.seats.max === 1

  const run = async (deed: () => Promise<void>, done: { text: string; undo?: () => void }): Promise<void> => {
    setBusy(true)
    try {
      await deed()
      toast(done)
    } catch (cause) {
      toast({ tone: 'error', text: cause instanceof Error ? cause.message : 'That did not work. Try again.' })
    } finally {
      setBusy(false)
      setQuestion(null)
    }
  }
  const rewind = (number: number): Promise<void> =>
    run(() => rewindPartner(partner.id, number), {
      text: `${partner.name} plays as it did at revision ${number}.`,
      undo: () => void run(() => rewindPartner(partner.id, partner.headNumber), { text: 'Undone.' }),
    })
  const restart = (): Promise<void> =>
    run(() => restartPartner(partner.id), {
      text: `${partner.name} has started again.`,
      undo: () => void run(() => rewindPartner(partner.id, partner.headNumber), { text: 'Undone.' }),
    })
  const freeze = (): Promise<void> =>
    run(() => freezePartner(partner.id, !partner.frozen), {
      text: partner.frozen
        ? `${partner.name} learns again.`
        : `${partner.name} is frozen: it plays on and learns nothing.`,
    })
  const remove = (): Promise<void> =>
    run(() => deletePartner(partner.id), {
      text: `${partner.name} is deleted.`,
      undo: () => void run(() => restorePartner(partner.id), { text: `${partner.name} is back.` }),
    })

  return (
    <article aria-label={partner.name}>
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-5 border-t border-line-strong pt-6">
        <div className="min-w-0">
          {ownPage ? null : <PlayerName kind="agent" name={partner.name} size="lg" href={`/agent/${partner.id}`} />}
          <p className="mt-1 text-muted">
            Grown from {partner.parentName}.{' '}
            {partner.frozen
              ? 'Frozen: it plays and does not learn.'
              : alone
                ? 'It learns whenever you watch it play.'
                : 'It learns whenever you spar.'}
          </p>
        </div>
        <Button
          variant="primary"
          icon={alone ? <Eye aria-hidden /> : <Swords aria-hidden />}
          busy={lobby.status === 'connecting'}
          onClick={() => spar(partner)}
          className="grow sm:grow-0"
        >
          {alone ? 'Watch it play' : 'Spar'}
        </Button>
      </div>
      <div className="mt-8 grid gap-x-20 gap-y-10 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-8">
          <div className="grid grid-cols-2 gap-8">
            <Stat value={partner.headNumber} label="revision it plays" tone="agent" size="lg" className="col-span-2" />
            <Stat value={count(partner.matches)} label={alone ? 'games you watched' : 'matches with you'} size="sm" />
            {alone ? null : <Stat value={count(partner.wins)} label="won by it" size="sm" />}
          </div>
          <PartnerAccess partner={partner} />
          <div className="-ml-3 flex flex-wrap gap-1 lg:flex-col lg:items-start">
            <PartnerName partner={partner} />
            <Button
              size="sm"
              variant="quiet"
              disabled={busy}
              icon={partner.frozen ? <Sun aria-hidden /> : <Snowflake aria-hidden />}
              onClick={() => void freeze()}
            >
              {partner.frozen ? 'Let it learn' : 'Freeze'}
            </Button>
            <Button
              size="sm"
              variant="quiet"
              disabled={busy}
              icon={<RotateCcw aria-hidden />}
              onClick={() => setQuestion('restart')}
            >
              Start again
            </Button>
            <Button
              size="sm"
              variant="quiet"
              className="text-danger!"
              disabled={busy}
              icon={<Trash2 aria-hidden />}
              onClick={() => void remove()}
            >
              Delete
            </Button>
          </div>
        </div>
        <History
          partner={partner}
          onRewind={(number) => {
            setWanted(number)
            setQuestion('rewind')
          }}
        />
      </div>
      <ConfirmDialog
        open={question === 'rewind'}
        title={`Play from revision ${wanted}?`}
        confirm="Rewind"
        busy={busy}
        onCancel={() => setQuestion(null)}
        onConfirm={() => void rewind(wanted)}
      >
        {partner.name} forgets what it learned after that. Nothing is lost: the later revisions stay in its history, and
        you can go forward again.
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'restart'}
        title="Start again?"
        confirm="Start again"
        busy={busy}
        onCancel={() => setQuestion(null)}
        onConfirm={() => void restart()}
      >
        {partner.name} becomes a fresh copy of {partner.parentName} and knows nothing of you. Its history stays, so you
        can come back to it.
      </ConfirmDialog>
    </article>
  )
}
