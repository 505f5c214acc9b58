'use client'

import { UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import type { PlayerView, StandingView } from '../../../game/protocol/http.ts'
import { usePlayer, useSession } from '../../_api/use-api.ts'
import { useTasks } from '../../_api/use-tasks.ts'
import { BestWinLine } from '../../_matches/best-win-line.tsx'
import { MatchList } from '../../_matches/match-list.tsx'
import { PlayStyle } from '../../_matches/play-style.tsx'
import { ButtonLink } from '../../_ui/button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Failure } from '../../_ui/failure.tsx'
import { PageHead } from '../../_ui/page-head.tsx'
import { RatingCurve } from '../../_ui/rating-curve.tsx'
import { Section } from '../../_ui/section.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'
import { useTitle } from '../../_ui/use-title.ts'
import { NoPlayer } from './no-player.tsx'
import { PlayerFigures } from './player-figures.tsx'
import { PlayersPartners } from './players-partners.tsx'

/** One person's page in its states. */
export function PlayerPage({ id }: { id: string }): ReactNode {
  const { data, error, mutate } = usePlayer(id)
  useTitle(data ? `${data.player.name} · Sparring` : null)
  if (data) return <Loaded view={data} />
  if (!error)
    return (
      <Loading label="Loading the player">
        <PageHead title={<Skeleton className="h-[0.9em] w-[6em]" />} />
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  if (error.status === 404) return <NoPlayer />
  return (
    <div className="mt-16">
      <h1 className="sr-only">Player</h1>
      <Failure error={error} what="This player" retry={() => void mutate()} />
    </div>
  )
}

function Loaded({ view }: { view: PlayerView }): ReactNode {
  const { player, standings, partners, matches, styles } = view
  const mine = useSession().data?.user?.id === player.id
  const tasks = useTasks()
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-[0.28em] text-person-text">
            <UserRound aria-hidden className="size-[0.8em] shrink-0" strokeWidth={1.9} />
            <span className="min-w-0 break-words">{player.name}</span>
          </span>
        }
        actions={mine ? <ButtonLink href="/me">Your own page</ButtonLink> : null}
      >
        {mine ? 'This is what others see of you.' : null}
      </PageHead>
      <div className="flex flex-col gap-16">
        {standings.map((standing) => (
          <Standing
            key={standing.task}
            standing={standing}
            several={standings.length > 1}
            name={player.name}
            tasks={tasks}
          />
        ))}
        {styles.map(({ task, style }) => (
          <PlayStyle
            key={task}
            style={style}
            tone="person"
            task={styles.length > 1 ? tasks?.find(task)?.name : undefined}
          />
        ))}
        {partners.length > 0 ? (
          <Section title={partners.length > 1 ? 'Partners' : 'Partner'}>
            <PlayersPartners partners={partners} playable={!mine} />
          </Section>
        ) : null}
        <Section title="Matches">
          {matches.length === 0 ? (
            <EmptyState title="Nothing to watch yet">Matches that others may watch appear here.</EmptyState>
          ) : (
            <MatchList matches={matches} of={player.id} tasks={tasks} />
          )}
        </Section>
      </div>
    </>
  )
}

function Standing({
  standing,
  several,
  name,
  tasks,
}: {
  standing: StandingView
  several: boolean
  name: string
  tasks: TaskRegistry | null
}): ReactNode {
  const task = tasks?.find(standing.task) ?? null
  return (
    <div className="flex flex-col gap-12">
      <div>
        {several && task ? <p className="mb-2 text-muted">{task.name}</p> : null}
        <PlayerFigures standing={standing} task={task} />
        {standing.bestWin ? <BestWinLine win={standing.bestWin} task={task} /> : null}
      </div>
      {standing.rating ? (
        <Section title="Rating">
          <RatingCurve history={standing.ratingHistory} name={name} tone="person" />
        </Section>
      ) : null}
    </div>
  )
}
