'use client'

import { Eye } from 'lucide-react'
import { Link } from '../_ui/link.tsx'
import { Fragment, type ReactNode } from 'react'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { LiveMatch } from '../../game/protocol/http.ts'
import { useLive } from '../_api/use-api.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { clock } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { Section } from '../_ui/section.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'

const modes = { sparring: 'sparring', ranked: 'ranked', people: 'ranked', invite: 'private' }

/** The public matches being played now, of all games or of this one; each is a link to watch it. */
export function LiveMatches({ task: only }: { task?: string }): ReactNode {
  const { data, error, mutate } = useLive()
  const tasks = useTasks(false)
  const matches = data?.matches.filter(({ task }) => only === undefined || task === only) ?? []
  return (
    <Section title="On court now">
      {error && !data ? (
        <Failure error={error} what="The matches" retry={() => void mutate()} />
      ) : !data ? (
        <SkeletonRows rows={3} label="Loading the live matches" />
      ) : matches.length === 0 ? (
        <EmptyState title="The court is free">Start a match and it appears here, for anyone to watch.</EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {matches.slice(0, 6).map((match) => (
            <LiveRow key={match.id} match={match} tasks={tasks} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function LiveRow({ match, tasks }: { match: LiveMatch; tasks: TaskRegistry | null }): ReactNode {
  const task = tasks?.find(match.task)
  const show = task?.scoring.show ?? String
  const { seats } = match
  return (
    <li>
      <Link href={`/match/${match.id}`} className="group block py-3.5 transition-colors duration-150 hover:bg-wash">
        <span className="sr-only">Watch </span>
        {seats.length === 2 ? <Duel seats={seats} show={show} /> : <Field seats={seats} show={show} />}
        <p className="mt-1 flex items-center justify-center gap-3 text-sm text-muted">
          {tasks && tasks.tasks.length > 1 && task ? <span>{task.name}</span> : null}
          {modes[match.mode]}
          <span className="figures">{clock(match.seconds)}</span>
          <span className="inline-flex items-center gap-1.5">
            <Eye aria-hidden className="size-4" />
            <span className="figures">{match.watching}</span>
            <span className="sr-only">watching</span>
          </span>
        </p>
      </Link>
    </li>
  )
}

interface Seats {
  seats: LiveMatch['seats']
  show: (score: number) => string
}

/** Two face each other. */
function Duel({ seats, show }: Seats): ReactNode {
  const [left, right] = seats
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-4">
      {left ? <PlayerName kind={left.kind} name={left.name} className="justify-self-end" /> : null}
      <span className="numeral flex items-center gap-2 text-2xl">
        {seats.map((seat, i) => (
          <Fragment key={i}>
            {i > 0 ? <span className="text-[0.7em] text-faint">–</span> : null}
            {show(seat.score)}
          </Fragment>
        ))}
      </span>
      {right ? <PlayerName kind={right.kind} name={right.name} /> : null}
    </div>
  )
}

/** One alone, or several side by side. */
function Field({ seats, show }: Seats): ReactNode {
  return (
    <div className="flex flex-wrap items-baseline justify-center gap-x-6 gap-y-1">
      {seats.map((seat, i) => (
        <span key={i} className="inline-flex min-w-0 items-baseline gap-2">
          <PlayerName kind={seat.kind} name={seat.name} />
          <span className="numeral text-2xl">{show(seat.score)}</span>
        </span>
      ))}
    </div>
  )
}
