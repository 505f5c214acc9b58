'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { rememberRematch } from '../_lobby/asked-for.ts'
import { matchPath } from '../_lobby/use-lobby.ts'
import { AgentPanel } from './_panel/agent-panel.tsx'
import { CourtStates } from './_court/court-states.tsx'
import { DragArea, useCourt } from './_court/court-frame.tsx'
import { FinishedMatch, VoidMatch } from './_result/finished-match.tsx'
import { useLeaveGuard } from './_hooks/use-leave-guard.tsx'
import styles from './match-screen.module.css'
import { MatchStrip, MatchTools } from './match-strip.tsx'
import { ResultCard } from './_result/result-card.tsx'
import { ScoreLayer } from './score-layer.tsx'
import { Sounds } from './sounds.ts'
import { useConsoleHandle } from './_hooks/use-console-handle.ts'
import { useLearning } from './_hooks/use-learning.ts'
import { useMatch } from './_hooks/use-match.ts'
import { useMinds } from './_hooks/use-minds.ts'

/** The screen of one match, to play or to watch. */
export function MatchScreen({ id, matchKey }: { id: string; matchKey: string | undefined }): ReactNode {
  const router = useRouter()
  const { client, snapshot } = useMatch(id, matchKey)
  const { entry, result } = snapshot
  const minds = useMinds(client, snapshot)
  const [sounds] = useState(() => (typeof window === 'undefined' ? null : new Sounds()))
  const { host, loop } = useCourt(client, entry, minds, sounds)
  useConsoleHandle(client, loop)
  const learning = useLearning(client, entry, result !== null)

  const playing = entry !== null && entry.seat !== null && !result && snapshot.state !== 'refused'
  const leave = useCallback(async () => {
    if (playing) await client?.leave()
  }, [client, playing])
  const { leaveTo, dialog } = useLeaveGuard(playing && entry.rated, leave)

  const entered = entry !== null
  useEffect(() => {
    if (entered) void VoidMatch.load()
  }, [entered])

  // The rematch: who played and who watched both go on there.
  const { next } = snapshot
  useEffect(() => {
    if (!next) return
    rememberRematch(id, next.match)
    router.push(matchPath(next.match, next.key))
  }, [id, next, router])

  const won = result && entry?.seat !== null && entry?.seat !== undefined ? result.places[entry.seat] === 1 : null
  useEffect(() => {
    if (won !== null) sounds?.end(won)
  }, [won, sounds])

  if (snapshot.state === 'refused' && snapshot.refusal)
    return (
      <FinishedMatch
        id={id}
        matchKey={matchKey}
        refusal={snapshot.refusal}
        entry={entry}
        onRetry={() => client?.joinAgain()}
      />
    )
  return (
    <div className={styles['screen']} data-testid="match" data-state={stateOf(snapshot)}>
      <h1 className="sr-only">{entry ? entry.header.seats.map((holder) => holder.name).join(' against ') : 'Match'}</h1>
      <div className={styles['stage']}>
        <div className={styles['strip']}>
          {entry ? <MatchStrip snapshot={snapshot} entry={entry} /> : <div className="h-15" />}
        </div>
        <DragArea loop={loop} sounds={sounds} className={styles['court']}>
          {entry ? <ScoreLayer snapshot={snapshot} entry={entry} /> : null}
          <div ref={host} className="absolute inset-0" data-testid="court" />
          <CourtStates snapshot={snapshot} entry={entry} onJoinAgain={() => client?.joinAgain()} />
          {entry && snapshot.state === 'in' ? (
            <ResultCard
              key={entry.match}
              snapshot={snapshot}
              entry={entry}
              learning={learning}
              onRematch={() => void client?.rematch()}
            />
          ) : null}
        </DragArea>
        {playing ? (
          <DragArea loop={loop} sounds={sounds} relative className={styles['pad']}>
            <p className="pointer-events-none flex items-center gap-2 text-sm text-faint select-none">
              <ChevronsUpDown aria-hidden className="size-4" /> Slide here to move
            </p>
          </DragArea>
        ) : null}
        <div className={styles['tools']}>
          {entry ? (
            <MatchTools
              snapshot={snapshot}
              entry={entry}
              matchKey={matchKey}
              sounds={sounds}
              onLeave={() => leaveTo('/')}
            />
          ) : null}
        </div>
      </div>
      <aside className={styles['panel']} aria-label="The agent">
        {entry && minds ? <AgentPanel snapshot={snapshot} entry={entry} minds={minds} learning={learning} /> : null}
      </aside>
      {dialog}
    </div>
  )
}

function stateOf({ link, state, result, presence, entry }: ReturnType<typeof useMatch>['snapshot']): string {
  if (result) return 'over'
  if (state === 'taken') return 'taken'
  if (entry && link.state !== 'connected') return 'lost'
  return state === 'in' ? (presence?.phase ?? 'playing') : 'joining'
}
