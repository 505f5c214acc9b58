'use client'

import { Bot } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { TIMING } from '../../../game/tasks/pong/layout.ts'
import { useAgent, useMe, useSession } from '../../_api/use-api.ts'
import { reactionDelay } from '../../_lobby/reaction-delay.ts'
import { MatchList } from '../../_matches/match-list.tsx'
import { PartnerCard } from '../../_partner/partner-card.tsx'
import { ButtonLink } from '../../_ui/button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorState } from '../../_ui/error-state.tsx'
import { Explain } from '../../_ui/explain.tsx'
import { Failure } from '../../_ui/failure.tsx'
import { count, percent } from '../../_ui/format.ts'
import { PageHead } from '../../_ui/page-head.tsx'
import { RatingCurve } from '../../_ui/rating-curve.tsx'
import { Rating } from '../../_ui/rating.tsx'
import { Section } from '../../_ui/section.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'
import { Stat } from '../../_ui/stat.tsx'
import { AgentActions } from './agent-actions.tsx'
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

const kinds = { house: 'House agent', builtin: 'Built-in: never changes', partner: 'Partner' }

function Loaded({ view }: { view: AgentView }): ReactNode {
  const { agent } = view
  const me = useSession().data?.user?.id
  const mine = agent.owner !== null && agent.owner.id === me
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
        actions={agent.kind === 'partner' ? null : <AgentActions agent={agent} />}
      >
        <p>{agent.description}</p>
        <p className="mt-2 text-base text-faint">
          {kinds[agent.kind]}
          {agent.owner ? ` of ${mine ? 'yours' : agent.owner.name}` : ''}
        </p>
      </PageHead>
      {mine && partner ? <PartnerCard partner={partner} ownPage /> : <AgentFigures agent={agent} />}
      <div className="mt-16 flex flex-col gap-16">
        {agent.kind === 'partner' ? null : (
          <div className="grid gap-16 lg:grid-cols-2 lg:gap-20">
            <Section title="Rating">
              <RatingCurve history={view.ratingHistory} name={agent.name} tone="agent" />
            </Section>
            <Section title="Checkpoints">
              <Checkpoints checkpoints={view.checkpoints} builtIn={agent.kind === 'builtin'} />
            </Section>
          </div>
        )}
        <Section title="Matches">
          {view.matches.length === 0 ? (
            <EmptyState title="Not played yet">Be the first: its matches appear here with their scores.</EmptyState>
          ) : (
            <MatchList matches={view.matches} of={agent.id} />
          )}
        </Section>
      </div>
    </>
  )
}

function AgentFigures({ agent }: { agent: AgentView['agent'] }): ReactNode {
  const rating = agent.rating
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-8 border-y border-line py-8 sm:grid-cols-4">
      {agent.kind === 'partner' ? null : (
        <div>
          {rating ? (
            <Rating
              value={rating.rating}
              uncertainty={rating.uncertainty}
              provisional={rating.provisional}
              games={rating.games}
              size="lg"
            />
          ) : (
            <span className="numeral text-4xl">–</span>
          )}
          <p className="mt-1 text-sm text-muted">{rating ? 'rating' : 'not rated yet'}</p>
        </div>
      )}
      {agent.kind === 'partner' ? null : <Stat value={count(rating?.games ?? 0)} label="rated games" />}
      {agent.kind === 'partner' ? null : (
        <Stat value={rating && rating.games > 0 ? percent(rating.wins / rating.games) : null} label="of them won" />
      )}
      <div>
        <p className="numeral text-4xl">{reactionDelay(TIMING, agent.reactionTicks)}</p>
        <p className="mt-1 text-sm text-muted">
          reaction delay{' '}
          <Explain
            label="What is that? The reaction delay"
            mark={<span className="underline decoration-dotted underline-offset-4">what is that?</span>}
          >
            It sees the court as it was {reactionDelay(TIMING, agent.reactionTicks)} ago. A person needs about 200 ms to
            react; without a delay a network would answer at once, and nobody would have a chance. In ranked play it is
            fixed; in sparring you choose it.
          </Explain>
        </p>
      </div>
    </div>
  )
}
