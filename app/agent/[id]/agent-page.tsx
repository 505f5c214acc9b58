'use client'

import { Bot } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { useAgent, useMe, useSession } from '../../_api/use-api.ts'
import { useTasks } from '../../_api/use-tasks.ts'
import { MatchList } from '../../_matches/match-list.tsx'
import { PartnerCard } from '../../_partner/partner-card.tsx'
import { ButtonLink } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorState } from '../../_ui/error-state.tsx'
import { Failure } from '../../_ui/failure.tsx'
import { PageHead } from '../../_ui/page-head.tsx'
import { RatingCurve } from '../../_ui/rating-curve.tsx'
import { Section } from '../../_ui/section.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'
import { AgentActions } from './agent-actions.tsx'
import { AgentFigures } from './agent-figures.tsx'
import { Checkpoints } from './checkpoints.tsx'

/** One agent's page in its states. */
export function AgentPage({ id }: { id: string }): ReactNode {
  const { data, error, mutate } = useAgent(id)
  useEffect(() => {
    if (data) document.title = `${data.agent.name} · Sparring`
  }, [data])
  if (data) return <Loaded view={data} />
  if (!error) return <LoadingAgent />
  return (
    <div className="mt-16">
      <h1 className="sr-only">Agent</h1>
      {error.status === 404 ? (
        <ErrorState
          title="There is no such agent"
          action={<ButtonLink href="/leaderboard?who=agents">All agents</ButtonLink>}
        >
          It may have been deleted, or it is somebody&apos;s own.
        </ErrorState>
      ) : (
        <Failure error={error} what="This agent" retry={() => void mutate()} />
      )}
    </div>
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

const kinds = { house: 'House agent', builtin: 'Built-in', partner: 'Partner' }

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
        actions={agent.kind === 'partner' ? null : <AgentActions agent={agent} task={task} />}
      >
        <p>{agent.description}</p>
        <p className="mt-2 text-base text-faint">
          {kinds[agent.kind]}
          {tasks && tasks.tasks.length > 1 && task ? ` in ${task.name}` : ''}
          {agent.kind === 'builtin' ? ': never changes' : ''}
          {agent.owner ? ` of ${mine ? 'yours' : agent.owner.name}` : ''}
        </p>
      </PageHead>
      {mine && partner ? <PartnerCard partner={partner} ownPage /> : <AgentFigures agent={agent} task={task} />}
      <div className="mt-16 flex flex-col gap-16">
        {agent.kind === 'partner' ? null : (
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
