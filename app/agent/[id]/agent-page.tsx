'use client'

import { Bot } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { useAgent, useMe, useSession } from '../../_api/use-api.ts'
import { useTasks } from '../../_api/use-tasks.ts'
import { BestWinLine } from '../../_matches/best-win-line.tsx'
import { MatchList } from '../../_matches/match-list.tsx'
import { PlayStyle } from '../../_matches/play-style.tsx'
import { PartnerCard } from '../../_partner/partner-card.tsx'
import { PartnerCurve } from '../../_partner/partner-curve.tsx'
import { PlayAgainst } from '../../_partner/play-against.tsx'
import { cx } from '../../_ui/cx.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Failure } from '../../_ui/failure.tsx'
import { PageHead } from '../../_ui/page-head.tsx'
import { PlayerName } from '../../_ui/player-name.tsx'
import { RatingCurve } from '../../_ui/rating-curve.tsx'
import { Section } from '../../_ui/section.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'
import { useTitle } from '../../_ui/use-title.ts'
import { AgentActions } from './agent-actions.tsx'
import { AgentFigures } from './agent-figures.tsx'
import { Checkpoints } from './checkpoints.tsx'
import { NoAgent } from './no-agent.tsx'

/** One agent's page in its states. */
export function AgentPage({ id }: { id: string }): ReactNode {
  const { data, error, mutate } = useAgent(id)
  useTitle(data ? `${data.agent.name} · Sparring` : null)
  if (data) return <Loaded view={data} />
  if (!error) return <LoadingAgent />
  if (error.status === 404) return <NoAgent />
  return (
    <div className="mt-16">
      <h1 className="sr-only">Agent</h1>
      <Failure error={error} what="This agent" retry={() => void mutate()} />
    </div>
  )
}

function AboutPartner({ agent, mine }: { agent: AgentView['agent']; mine: boolean }): ReactNode {
  const parent = agent.parent?.name ?? 'an agent'
  if (mine || !agent.owner) return `Grown from ${parent}; it learns from you alone.`
  return (
    <>
      Grown from {parent}; it learns from{' '}
      <PlayerName kind="human" name={agent.owner.name} href={`/player/${agent.owner.id}`} /> alone.
      {agent.access === 'open' ? ' Against you it plays as it is now, unrated, and keeps nothing of it.' : null}
    </>
  )
}

function LoadingAgent(): ReactNode {
  return (
    <Loading label="Loading the agent">
      <PageHead title={<Skeleton className="h-[0.9em] w-[5em]" />}>
        <Skeleton className="h-5 w-80 max-w-full" />
      </PageHead>
      <Skeleton className="h-16 w-full" />
    </Loading>
  )
}

const kinds = { house: 'Learner', builtin: 'Practice machine', partner: 'Partner' }

function Loaded({ view }: { view: AgentView }): ReactNode {
  const { agent } = view
  const me = useSession().data?.user?.id
  const mine = agent.owner !== null && agent.owner.id === me
  const tasks = useTasks()
  const task = tasks?.find(agent.task) ?? null
  const byScore = task?.scoring.ranked === 'score'
  const partner = useMe().data?.partners.find((candidate) => candidate.id === agent.id)
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-[0.28em] text-agent-text">
            <Bot aria-hidden className="size-[0.8em] shrink-0" strokeWidth={1.9} />
            <span className="min-w-0 break-words">{agent.name}</span>
          </span>
        }
        actions={
          agent.kind !== 'partner' ? (
            <AgentActions agent={agent} task={task} />
          ) : agent.access === 'open' && !mine ? (
            <PlayAgainst partner={agent} primary />
          ) : null
        }
      >
        <p>{agent.kind === 'partner' ? <AboutPartner agent={agent} mine={mine} /> : agent.description}</p>
        <p className="mt-2 text-base text-faint">
          {kinds[agent.kind]}
          {tasks && tasks.tasks.length > 1 && task ? ` in ${task.name}` : ''}
          {agent.kind === 'builtin' ? ': never changes' : ''}
        </p>
      </PageHead>
      {mine && partner ? <PartnerCard partner={partner} ownPage /> : <AgentFigures view={view} task={task} />}
      <div className="mt-16 flex flex-col gap-16">
        {agent.kind === 'partner' ? (
          <Section title="Match by match">
            <PartnerCurve curve={view.curve} name={agent.name} />
            {view.bestWin ? <BestWinLine win={view.bestWin} task={task} /> : null}
          </Section>
        ) : (
          <div className={cx('grid gap-16', !byScore && 'lg:grid-cols-2 lg:gap-20')}>
            {byScore ? null : (
              <Section title="Rating">
                <RatingCurve history={view.ratingHistory} name={agent.name} tone="agent" />
              </Section>
            )}
            <Section title="Checkpoints">
              <Checkpoints checkpoints={view.checkpoints} builtIn={agent.kind === 'builtin'} rated={!byScore} />
            </Section>
          </div>
        )}
        {view.style ? <PlayStyle style={view.style} tone="agent" /> : null}
        <Section title="Matches">
          {view.matches.length === 0 ? (
            <EmptyState title="Not played yet">
              {task?.seats.max === 1
                ? 'Watch it: its games appear here with their scores.'
                : 'Be the first: its matches appear here with their scores.'}
            </EmptyState>
          ) : (
            <MatchList matches={view.matches} of={agent.id} tasks={tasks} />
          )}
        </Section>
      </div>
    </>
  )
}
