'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MeView } from '../../game/protocol/http.ts'
import { useMe } from '../_api/use-api.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { MatchList } from '../_matches/match-list.tsx'
import { PartnerCard } from '../_partner/partner-card.tsx'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { count } from '../_ui/format.ts'
import { PageHead } from '../_ui/page-head.tsx'
import { RatingCurve } from '../_ui/rating-curve.tsx'
import { Rating } from '../_ui/rating.tsx'
import { Section } from '../_ui/section.tsx'
import { Loading, Skeleton, SkeletonRows } from '../_ui/skeleton.tsx'
import { Stat } from '../_ui/stat.tsx'
import { NameEditor } from './name-editor.tsx'
import { YourData } from './your-data.tsx'

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
  return (
    <>
      <PageHead title={<NameEditor name={me.user.name} />} />
      <Figures me={me} />
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
        <Section title="Your rating">
          <RatingCurve history={me.ratingHistory} name={me.user.name} tone="person" />
        </Section>
        <Section title="Your matches">
          {me.matches.length === 0 ? (
            <EmptyState
              title="Nothing played yet"
              action={<ButtonLink href="/#opponents">Choose an opponent</ButtonLink>}
            >
              Each match you finish stays here, to be looked at again.
            </EmptyState>
          ) : (
            <MatchList matches={me.matches} of={me.user.id} />
          )}
        </Section>
        <YourData />
      </div>
    </>
  )
}

function Figures({ me }: { me: Me }): ReactNode {
  const { rating } = me
  return (
    <div className="grid grid-cols-2 gap-8 border-y border-line py-8 sm:grid-cols-4">
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
          <p className="numeral text-4xl">–</p>
        )}
        <p className="mt-1 text-sm text-muted">{rating ? 'rating' : 'rating: play ranked to get one'}</p>
      </div>
      <Stat value={count(rating?.games ?? 0)} label="rated games" />
      <Stat value={count(rating?.wins ?? 0)} label="of them won" />
      <Stat value={count(me.partners.reduce((sum, partner) => sum + partner.matches, 0))} label="sparring matches" />
    </div>
  )
}
