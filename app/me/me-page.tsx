'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MeView } from '../../game/protocol/http.ts'
import { useMe } from '../_api/use-api.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { BestWinLine } from '../_matches/best-win-line.tsx'
import { MatchList } from '../_matches/match-list.tsx'
import { PartnerCard } from '../_partner/partner-card.tsx'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { RatingCurve } from '../_ui/rating-curve.tsx'
import { Section } from '../_ui/section.tsx'
import { Loading, Skeleton, SkeletonRows } from '../_ui/skeleton.tsx'
import { NameEditor } from './name-editor.tsx'
import { SavePartner } from './save-partner.tsx'
import { StandingFigures } from './standing-figures.tsx'
import { YourData } from './your-data.tsx'
import { YourGhost } from './your-ghost.tsx'

type Me = MeView & { user: NonNullable<MeView['user']> }

const isSomebody = (view: MeView): view is Me => view.user !== null

/** My own page in its states: nobody yet, loading, failed, and me. */
export function MePage(): ReactNode {
  const { data, error, mutate } = useMe()
  if (data) return isSomebody(data) ? <Somebody me={data} /> : <Nobody />
  if (error)
    return (
      <>
        <PageHead title="You" />
        <Failure error={error} what="Your page" retry={() => void mutate()} />
      </>
    )
  return (
    <Loading label="Loading your page">
      <PageHead title={<Skeleton className="h-[0.9em] w-[6em]" />} />
      <Skeleton className="mb-16 h-16 w-full" />
      <SkeletonRows rows={4} />
    </Loading>
  )
}

function PlayButton({ children }: { children: ReactNode }): ReactNode {
  const lobby = usePlay()
  return (
    <Button
      variant="primary"
      icon={<Play aria-hidden fill="currentColor" />}
      busy={lobby.status === 'connecting'}
      onClick={() => void lobby.play({ mode: 'sparring', task: DEFAULT_TASK })}
    >
      {children}
    </Button>
  )
}

function Nobody(): ReactNode {
  return (
    <>
      <PageHead title="You">Your name, your partner and your matches begin with your first match.</PageHead>
      <EmptyState title="No match yet" action={<PlayButton>Play now</PlayButton>}>
        There is no account to make. You get a friendly name, and can change it here.
      </EmptyState>
    </>
  )
}

function Somebody({ me }: { me: Me }): ReactNode {
  const tasks = useTasks()
  // A person who has played nothing yet sees the figures that the first match will fill.
  const played = new Set([...me.standings, ...me.partners].map(({ task }) => task))
  const standings = [...(played.size > 0 ? played : [DEFAULT_TASK])].map((id) => ({
    id,
    standing: me.standings.find(({ task }) => task === id) ?? null,
  }))
  const several = standings.length > 1
  // Of these games there can be a model of how a person plays.
  const modelled = tasks?.tasks.filter(({ study }) => study?.model) ?? []
  const nameOf = (id: string): string => tasks?.find(id)?.name ?? ''
  const sparredIn = (id: string): number =>
    me.partners.reduce((sum, partner) => sum + (partner.task === id ? partner.matches : 0), 0)
  return (
    <>
      <PageHead title={<NameEditor name={me.user.name} />} />
      <div className="flex flex-col gap-8">
        {standings.map(({ id, standing }) => (
          <div key={id}>
            {several ? <p className="mb-2 text-muted">{nameOf(id)}</p> : null}
            <StandingFigures standing={standing} task={tasks?.find(id) ?? null} sparring={sparredIn(id)} />
            {standing?.bestWin ? <BestWinLine win={standing.bestWin} task={tasks?.find(id) ?? null} /> : null}
          </div>
        ))}
      </div>
      <div className="mt-16 flex flex-col gap-20">
        <div id="partner" className="scroll-mt-8">
          <Section title={me.partners.length > 1 ? 'Your partners' : 'Your partner'}>
            {me.partners.length === 0 ? (
              <EmptyState title="No partner yet" action={<PlayButton>Spar</PlayButton>}>
                Your first sparring match makes one: your own copy of a house agent, that learns from you alone.
              </EmptyState>
            ) : (
              <div className="flex flex-col gap-14">
                {me.partners.map((partner) => (
                  <PartnerCard key={partner.id} partner={partner} />
                ))}
              </div>
            )}
          </Section>
        </div>
        <div id="ghost" className="flex scroll-mt-8 flex-col gap-20">
          {modelled.map((task) => (
            <YourGhost
              key={task.id}
              task={task}
              account={me.user.id}
              title={modelled.length > 1 ? `Your ghost in ${task.name}` : 'Your ghost'}
              spar={<PlayButton>Spar</PlayButton>}
            />
          ))}
        </div>
        {standings
          .filter(({ id }) => tasks?.find(id)?.scoring.ranked !== 'score')
          .map(({ id, standing }) => (
            <Section key={id} title={several ? `Your rating in ${nameOf(id)}` : 'Your rating'}>
              <RatingCurve history={standing?.ratingHistory ?? []} name={me.user.name} tone="person" />
            </Section>
          ))}
        <Section title="Your matches">
          {me.matches.length === 0 ? (
            <EmptyState
              title="Nothing played yet"
              action={<ButtonLink href="/#opponents">Choose an opponent</ButtonLink>}
            >
              Each match you finish stays here, to be looked at again.
            </EmptyState>
          ) : (
            <MatchList matches={me.matches} of={me.user.id} tasks={tasks} />
          )}
        </Section>
        {me.partners.length > 0 ? <SavePartner link={me.recoveryLink} partners={me.partners.length} /> : null}
        <YourData account={me.user.id} />
      </div>
    </>
  )
}
