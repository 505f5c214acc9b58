'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, type ReactNode } from 'react'
import { rememberRematch } from '../_lobby/asked-for.ts'
import { matchPath } from '../_lobby/use-lobby.ts'
import { AgentPanel } from './_panel/agent-panel.tsx'
import { CourtStates } from './_court/court-states.tsx'
import { FinishedMatch, VoidMatch } from './_result/finished-match.tsx'
import { useLeaveGuard } from './_hooks/use-leave-guard.tsx'
import { isPlaying, MatchLayout } from './match-layout.tsx'
import { MatchStrip, MatchTools } from './match-strip.tsx'
import { ResultCard } from './_result/result-card.tsx'
import { useLearning } from './_hooks/use-learning.ts'
import { useMatch } from './_hooks/use-match.ts'
import { useStage } from './_hooks/use-stage.ts'

/** The screen of one match, to play or to watch. */
export function MatchScreen({ id, matchKey }: { id: string; matchKey: string | undefined }): ReactNode {
  const router = useRouter()
  const { client, snapshot } = useMatch(id, matchKey)
  const { entry, result } = snapshot
  const stage = useStage(client, snapshot)
  const { court, minds } = stage
  const learning = useLearning(client, entry, result !== null)

  const playing = isPlaying(snapshot)
  const leave = useCallback(async () => {
    if (playing) await client?.leave()
  }, [client, playing])
  const { leaveTo, dialog } = useLeaveGuard(playing && entry?.rated ? entry.task.leaver : null, leave)

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
    <>
      <MatchLayout
        stage={stage}
        snapshot={snapshot}
        state={stateOf(snapshot)}
        strip={entry ? <MatchStrip snapshot={snapshot} entry={entry} /> : null}
        over={
          <>
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
          </>
        }
        tools={
          entry ? (
            <MatchTools
              snapshot={snapshot}
              entry={entry}
              matchKey={matchKey}
              instrument={stage.instrument}
              onLeave={() => leaveTo('/')}
            />
          ) : null
        }
        panel={
          court && entry && minds ? (
            <AgentPanel
              court={court}
              snapshot={snapshot}
              entry={entry}
              minds={minds}
              learning={learning}
              onDifficulty={(difficulty) => void client?.chooseDifficulty(difficulty)}
            />
          ) : null
        }
        panelLabel="The agent"
      />
      {dialog}
    </>
  )
}

function stateOf({ link, state, result, presence, entry }: ReturnType<typeof useMatch>['snapshot']): string {
  if (result) return 'over'
  if (state === 'taken') return 'taken'
  if (entry && link.state !== 'connected') return 'lost'
  return state === 'in' ? (presence?.phase ?? 'playing') : 'joining'
}
