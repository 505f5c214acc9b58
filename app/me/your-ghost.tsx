'use client'

import { Ghost, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import { ConfirmDialog } from '../_partner/confirm-dialog.tsx'
import { pageGhosts } from '../_trainer/ghost-store.ts'
import { useRemembered } from '../_trainer/use-remembered.ts'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { count } from '../_ui/format.ts'
import { Section } from '../_ui/section.tsx'
import { Stat } from '../_ui/stat.tsx'
import { useToast } from '../_ui/toast.tsx'
import { GhostPortrait } from './ghost-portrait.tsx'

/** What this browser remembers of how I play a game: to look at, to play against, to forget.
 *  spar: a button that makes a first sparring match. */
export function YourGhost({
  task,
  account,
  title,
  spar,
}: {
  task: Task
  account: string
  title: string
  spar: ReactNode
}): ReactNode {
  const person = useRemembered(task, account)
  const [asking, setAsking] = useState(false)
  const toast = useToast()
  const forget = (): void => {
    pageGhosts().forget({ account, task: task.id, version: task.version })
    setAsking(false)
    toast({ text: 'Your ghost is forgotten.' })
  }
  const met = person?.portrait.regions.reduce((sum, region) => sum + region.met, 0) ?? 0
  return (
    <Section title={title}>
      {person ? (
        <div className="grid gap-x-20 gap-y-8 border-t border-line-strong pt-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-6">
            <Stat value={count(met)} label={`${person.portrait.things} that came to you`} tone="person" size="lg" />
            <p className="text-sm text-muted">
              Your partners practise against your ghost, their model of how you play. It is kept in this browser and
              nowhere else.
            </p>
            <div className="flex flex-wrap gap-3">
              <ButtonLink
                href={`/match/ghost?task=${encodeURIComponent(task.id)}`}
                variant="primary"
                icon={<Ghost aria-hidden />}
              >
                Play your ghost
              </ButtonLink>
              <Button variant="danger" icon={<Trash2 aria-hidden />} onClick={() => setAsking(true)}>
                Forget me
              </Button>
            </div>
          </div>
          <GhostPortrait person={person} />
        </div>
      ) : (
        <EmptyState title="No ghost yet" action={spar}>
          Play a sparring match first: your partner makes a ghost of you, a model of how you play, and this browser
          remembers it.
        </EmptyState>
      )}
      <ConfirmDialog
        open={asking}
        title="Forget how you play?"
        confirm="Forget me"
        busy={false}
        destroys
        onConfirm={forget}
        onCancel={() => setAsking(false)}
      >
        Your ghost is deleted from this browser, and cannot be brought back. Your partners keep what their networks have
        learned from you: to take that away too, let a partner “Start again”.
      </ConfirmDialog>
    </Section>
  )
}
