'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { rememberRematch } from '../_lobby/asked-for.ts'
import { matchPath } from '../_lobby/use-lobby.ts'
import type { MatchEntry } from '../_net/match-snapshot.ts'
import { Instrument } from '../_stage/instrument.ts'
import { endNotes } from '../_stage/notes.ts'
import { listed } from '../_ui/format.ts'
import { AgentPanel } from './_panel/agent-panel.tsx'
import { CourtStates } from './_court/court-states.tsx'
import { PointerArea } from './_court/pointer-area.tsx'
import { useCourt } from './_court/use-court.ts'
import { FinishedMatch, VoidMatch } from './_result/finished-match.tsx'
import { useLeaveGuard } from './_hooks/use-leave-guard.tsx'
import styles from './match-screen.module.css'
import { MatchStrip, MatchTools } from './match-strip.tsx'
import { ResultCard } from './_result/result-card.tsx'
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
  const [instrument] = useState(() => (typeof window === 'undefined' ? null : new Instrument()))
  const { court, host, loop } = useCourt(client, entry, minds, instrument)
  useConsoleHandle(client, loop)
  const learning = useLearning(client, entry, result !== null)

  const playing = entry !== null && entry.seat !== null && !result && snapshot.state !== 'refused'
  const leave = useCallback(async () => {
    if (playing) await client?.leave()
  }, [client, playing])
  const { leaveTo, dialog } = useLeaveGuard(playing && entry.rated ? entry.task.leaver : null, leave)

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
    if (won !== null) instrument?.play(endNotes(won))
  }, [won, instrument])

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
      <h1 className="sr-only">{entry ? headingOf(entry) : 'Match'}</h1>
      <div className={styles['stage']}>
        <div className={styles['strip']}>
          {entry ? <MatchStrip snapshot={snapshot} entry={entry} /> : <div className="h-15" />}
        </div>
        <PointerArea loop={loop} instrument={instrument} on="court" className={styles['court']}>
          {court && entry ? <court.Scoreboard snapshot={snapshot} entry={entry} /> : null}
          <div ref={host} className="absolute inset-0" data-testid="court" />
          <CourtStates snapshot={snapshot} entry={entry} onJoinAgain={() => client?.joinAgain()} />
          {entry && snapshot.state === 'in' ? (
            <ResultCard
              key={entry.match}
              snapshot={snapshot}
              entry={entry}
              learning={learning}
              rounds={court?.words.rounds ?? 'rounds'}
              onRematch={() => void client?.rematch()}
            />
          ) : null}
        </PointerArea>
        {playing ? (
          <PointerArea loop={loop} instrument={instrument} on="pad" className={styles['pad']}>
            {court ? <court.Pad press={(code, down) => void loop.current?.key(code, down)} /> : null}
          </PointerArea>
        ) : null}
        <div className={styles['tools']}>
          {entry ? (
            <MatchTools
              snapshot={snapshot}
              entry={entry}
              matchKey={matchKey}
              instrument={instrument}
              onLeave={() => leaveTo('/')}
            />
          ) : null}
        </div>
      </div>
      <aside className={styles['panel']} aria-label="The agent">
        {court && entry && minds ? (
          <AgentPanel
            court={court}
            snapshot={snapshot}
            entry={entry}
            minds={minds}
            learning={learning}
            onDifficulty={(difficulty) => void client?.chooseDifficulty(difficulty)}
          />
        ) : null}
      </aside>
      {dialog}
    </div>
  )
}

/** "Ann against Bob". */
function headingOf({ header: { seats } }: MatchEntry): string {
  const names = seats.map((holder) => holder.name)
  return names.length > 2 ? listed(names) : names.join(' against ')
}

function stateOf({ link, state, result, presence, entry }: ReturnType<typeof useMatch>['snapshot']): string {
  if (result) return 'over'
  if (state === 'taken') return 'taken'
  if (entry && link.state !== 'connected') return 'lost'
  return state === 'in' ? (presence?.phase ?? 'playing') : 'joining'
}
