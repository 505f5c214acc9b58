'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, type ReactNode } from 'react'
import { playPath } from '../_games/play-path.ts'
import { rememberRematch } from '../_lobby/asked-for.ts'
import { matchPath } from '../_lobby/match-path.ts'
import type { MatchEntry } from '../_net/match-snapshot.ts'
import { BesideCourt } from './_beside/beside-court.tsx'
import { useBeside } from './_beside/use-beside.ts'
import { AgentPanel } from './_panel/agent-panel.tsx'
import { GhostHint } from './_court/ghost-hint.tsx'
import { Noticed } from './_court/noticed.tsx'
import { CourtStates } from './_court/court-states.tsx'
import { onDemand } from '../_ui/on-demand.tsx'
import { settings } from '../_ui/settings.ts'
import { FinishedMatch, VoidMatch } from './_result/finished-match.tsx'
import { useLeaveGuard, type Stake } from './_hooks/use-leave-guard.tsx'
import { isPlaying, MatchLayout } from './match-layout.tsx'
import { MatchStrip, MatchTools } from './match-strip.tsx'
import { ResultCard } from './_result/result-card.tsx'
import { TimeLeft } from './time-left.tsx'
import { useLearning } from './_hooks/use-learning.ts'
import { useMatch } from './_hooks/use-match.ts'
import { usePause } from './_hooks/use-pause.ts'
import { useStage } from './_hooks/use-stage.ts'
import { useTabTitle } from './_hooks/use-tab-title.ts'

const AfterMatch = onDemand(async () => (await import('./_result/after-match.tsx')).AfterMatch)

/** The screen of one match, to play or to watch. */
export function MatchScreen({
  id,
  matchKey,
  over = false,
}: {
  id: string
  matchKey: string | undefined
  /** Its result is known already. */
  over?: boolean
}): ReactNode {
  const router = useRouter()
  const { client, snapshot } = useMatch(id, matchKey)
  const { entry, result } = snapshot
  const stage = useStage(client, snapshot)
  const { court, minds } = stage
  useTabTitle(snapshot)
  const learning = useLearning(client, entry, result !== null, stage.insight)
  const pause = usePause(client, snapshot)
  const beside = useBeside(entry)

  const playing = isPlaying(snapshot)
  const home = entry ? playPath(entry.task.id) : '/'
  const leave = useCallback(async () => {
    if (playing) await client?.leave()
  }, [client, playing])
  const { leaveTo, dialog } = useLeaveGuard(playing && entry ? stakeOf(entry) : null, leave, home)

  const entered = entry !== null
  useEffect(() => {
    if (!entered) return
    void VoidMatch.load()
    void AfterMatch.load()
  }, [entered])

  // The rematch: who played and who watched both go on there.
  const { next } = snapshot
  useEffect(() => {
    if (!next) return
    rememberRematch(id, next.match)
    router.push(matchPath(next.match, next.key))
  }, [id, next, router])

  const refusal = snapshot.state === 'refused' ? snapshot.refusal : null
  if (refusal || (over && !entry))
    return (
      <FinishedMatch id={id} matchKey={matchKey} refusal={refusal} entry={entry} onRetry={() => client?.joinAgain()} />
    )
  return (
    <>
      <MatchLayout
        stage={stage}
        snapshot={snapshot}
        state={stateOf(snapshot)}
        strip={
          entry ? (
            <MatchStrip
              snapshot={snapshot}
              entry={entry}
              timeLeft={
                client && entry.raisedUntil !== null ? (
                  <TimeLeft feed={client} until={entry.raisedUntil} ticksPerSecond={entry.task.ticksPerSecond} />
                ) : null
              }
            />
          ) : null
        }
        under={
          playing && learning && entry && entry.seat !== null ? (
            <>
              <GhostHint insight={stage.insight} />
              <Noticed
                portrait={learning.trainer.portrait}
                foretold={learning.trainer.foretold?.lately ?? null}
                scores={snapshot.scores}
                seat={entry.seat}
                insight={stage.insight}
              />
            </>
          ) : null
        }
        over={
          <>
            <CourtStates snapshot={snapshot} entry={entry} pause={pause} onJoinAgain={() => client?.joinAgain()} />
            {entry && snapshot.state === 'in' ? (
              <ResultCard
                key={entry.match}
                snapshot={snapshot}
                entry={entry}
                learning={learning}
                beside={beside.client ? beside.snapshot : null}
                onRematch={() =>
                  void client?.rematch(entry.mode === 'sparring' ? settings().watchers === 'invited' : undefined)
                }
              />
            ) : null}
          </>
        }
        beside={beside.client ? <BesideCourt client={beside.client} snapshot={beside.snapshot} /> : null}
        tools={
          entry ? (
            <MatchTools
              snapshot={snapshot}
              entry={entry}
              matchKey={matchKey}
              instrument={stage.instrument}
              help={entry.seat === null ? null : (court?.help ?? null)}
              pause={pause}
              onLeave={() => leaveTo(home)}
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
              after={
                result && result.reason !== 'void' && entry.seat !== null ? (
                  <AfterMatch
                    entry={entry}
                    result={result}
                    learning={learning}
                    matchKey={matchKey}
                    recorded={snapshot.recorded !== null}
                  />
                ) : null
              }
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

/** A sparring match can be left at any time. */
const stakeOf = ({ mode, rated, task }: MatchEntry): Stake | null =>
  mode === 'sparring' ? null : { leaver: task.leaver, rated }
