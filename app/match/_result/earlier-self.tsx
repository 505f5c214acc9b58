'use client'

import { History, Sparkles } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import { sameAgain } from '../../_lobby/asked-for.ts'
import { PlayProvider, usePlay } from '../../_lobby/play-provider.tsx'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { Button } from '../../_ui/button.tsx'
import { whenMet } from './headline.ts'

type Sparring = PlayRequest & { mode: 'sparring' }

/** To play the partner as it was when this match began, and after such a match as it is now; nothing where there is neither. */
export function EarlierSelf({ entry }: { entry: MatchEntry }): ReactNode {
  const [met] = useState(() => whenMet(Date.now() - entry.header.startedAt))
  const asked = sameAgain(entry.match, entry)
  const same: Sparring = asked?.mode === 'sparring' ? asked : { mode: 'sparring', task: entry.header.task }
  const { earlier, ...now } = same
  const then = thenOf(entry)
  if (then)
    return (
      <PlayProvider>
        <Play request={{ ...now, earlier: then }} icon={<History aria-hidden />}>
          Play the one {met}
        </Play>
      </PlayProvider>
    )
  if (!earlier) return null
  return (
    <PlayProvider>
      <Play request={now} icon={<Sparkles aria-hidden />}>
        Play it as it is now
      </Play>
    </PlayProvider>
  )
}

/** The partner that learned in this match, at the revision with which it began. */
function thenOf({ learning, header }: MatchEntry): Sparring['earlier'] | null {
  const holder = learning && header.seats[learning.seat]
  if (holder?.kind !== 'agent' || holder.revision === undefined) return null
  return { partner: learning!.agent, revision: holder.revision }
}

function Play({ request, icon, children }: { request: PlayRequest; icon: ReactNode; children: ReactNode }): ReactNode {
  const { play, status } = usePlay()
  return (
    <Button icon={icon} busy={status === 'connecting'} onClick={() => void play(request)} className="w-full">
      {children}
    </Button>
  )
}
