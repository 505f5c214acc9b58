'use client'

import { LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import type { PersonModel } from '../../../game/core/person-model.ts'
import type { Task } from '../../../game/core/task.ts'
import { GhostPortrait } from '../../me/ghost-portrait.tsx'
import { IconButton } from '../../_ui/button.tsx'
import { useStage } from '../_hooks/use-stage.ts'
import { Help } from '../_panel/agent-panel.tsx'
import { MatchLayout } from '../match-layout.tsx'
import { MatchStrip } from '../match-strip.tsx'
import { ToolButtons } from '../tool-buttons.tsx'
import { ToolLine, ToolWords } from '../tool-line.tsx'
import { ghostMatch } from './ghost-match.ts'
import { GhostResult } from './ghost-result.tsx'

const OWN_PAGE = '/me#ghost'

/** One match against one's own ghost. It is stepped by the page: no server knows of it, so it goes on offline. */
export function GhostCourt({
  task,
  person,
  me,
  mySeat,
  onAgain,
}: {
  task: Task
  person: PersonModel
  me: { id: string; name: string }
  mySeat: number
  onAgain: () => void
}): ReactNode {
  const router = useRouter()
  const [feed] = useState(() => ghostMatch(task, person, me, mySeat))
  const snapshot = useSyncExternalStore(
    feed.subscribe,
    () => feed.snapshot,
    () => feed.snapshot,
  )
  const stage = useStage(feed, snapshot)
  const { court, instrument } = stage
  const { entry, result } = snapshot
  if (!entry) return null
  return (
    <MatchLayout
      stage={stage}
      snapshot={snapshot}
      state={result ? 'over' : 'playing'}
      strip={<MatchStrip snapshot={snapshot} entry={entry} ofAgent="plays as you do" />}
      over={result ? <GhostResult result={result} entry={entry} ownPage={OWN_PAGE} onAgain={onAgain} /> : null}
      tools={
        <ToolLine told={<ToolWords>No server takes part, and nothing of it is kept.</ToolWords>}>
          <ToolButtons instrument={instrument} help={court?.help ?? null} />
          <IconButton label="Leave the match" icon={<LogOut />} onClick={() => router.push(OWN_PAGE)} />
        </ToolLine>
      }
      panel={
        <div className="flex flex-col gap-5">
          <header>
            <h2 className="title text-lg text-agent-text">Your ghost</h2>
            <p className="mt-0.5 text-sm text-muted">
              It does again what you did when it was much the same, mistakes included. It learns nothing here.
            </p>
          </header>
          <section aria-label="What it knows" className="border-t border-line pt-5">
            <GhostPortrait person={person} />
          </section>
          {court ? <Help help={court.help} /> : null}
        </div>
      }
      panelLabel="Your ghost"
    />
  )
}
