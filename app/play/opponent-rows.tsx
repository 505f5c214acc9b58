'use client'

import { Link2, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import { levelOf } from '../../game/league/level.ts'
import type { AgentSummary } from '../../game/protocol/http.ts'
import { Button } from '../_ui/button.tsx'
import { PlayerName } from '../_ui/player-name.tsx'

function Row({
  name,
  text,
  figures,
  button,
}: {
  name: ReactNode
  text: ReactNode
  figures?: ReactNode
  button: ReactNode
}): ReactNode {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 py-4 sm:grid-cols-[minmax(0,1fr)_auto_9rem]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3">{name}</div>
        <p className="mt-0.5 text-[0.95rem] leading-snug text-muted">{text}</p>
      </div>
      <div className="col-start-1 row-start-2 flex gap-6 text-sm sm:col-start-2 sm:row-start-1 sm:flex-col sm:items-end sm:gap-0.5 sm:text-right">
        {figures}
      </div>
      <div className="col-start-2 row-start-1 flex justify-end sm:col-start-3">{button}</div>
    </li>
  )
}

/** One agent that can be played, and how hard that is. */
export function AgentRow({
  agent,
  task,
  watched,
  mode,
  busy,
  onPlay,
  onRace,
  partner,
}: {
  agent: AgentSummary
  /** Null while it is not here yet. */
  task: Task | null
  /** It would play alone, and I watch. */
  watched: boolean
  mode: 'sparring' | 'ranked'
  busy: boolean
  onPlay: () => void
  /** In a game that is played alone: plays it beside me. */
  onRace?: () => void
  /** What is told of my own copy of it. */
  partner: ReactNode
}): ReactNode {
  const [verb, deed] = watched
    ? ['Watch', `Watch ${agent.name} play`]
    : mode === 'ranked'
      ? ['Challenge', `Challenge ${agent.name}`]
      : ['Spar', `Spar with ${agent.name}`]
  return (
    <Row
      name={
        <>
          <PlayerName kind="agent" name={agent.name} href={`/agent/${agent.id}`} size="lg" />
          {partner}
        </>
      }
      text={agent.description}
      figures={
        task?.scoring.ranked === 'score' ? (
          <span className="text-muted">
            best{' '}
            <span className="figures font-[560] text-fg">
              {agent.score ? task.scoring.show(agent.score.best) : '–'}
            </span>
          </span>
        ) : (
          <span className="font-[560]">{levelOf(agent.rating?.rating ?? null)}</span>
        )
      }
      button={
        <div className="flex w-full flex-col gap-2">
          {watched && onRace ? (
            <Button busy={busy} onClick={onRace} aria-label={`Race ${agent.name}`} className="w-full">
              Race
            </Button>
          ) : null}
          <Button busy={busy} onClick={onPlay} aria-label={deed} className="w-full">
            {verb}
          </Button>
        </div>
      }
    />
  )
}

function PeopleName({ icon: Icon, children }: { icon: typeof UserRound; children: ReactNode }): ReactNode {
  return (
    <span className="inline-flex items-center gap-2 text-xl font-[580] text-person-text">
      <Icon aria-hidden className="size-5" strokeWidth={2.1} />
      {children}
    </span>
  )
}

/** Nobody but me. */
export function AloneRow({
  mode,
  busy,
  onPlay,
}: {
  mode: 'sparring' | 'ranked'
  busy: boolean
  onPlay: () => void
}): ReactNode {
  return (
    <Row
      name={<PeopleName icon={UserRound}>You</PeopleName>}
      text={mode === 'ranked' ? 'For the board: your best game stands there.' : 'As often as you like, as you like it.'}
      button={
        <Button busy={busy} onClick={onPlay} className="w-full">
          Play
        </Button>
      }
    />
  )
}

/** The next who wait for the same. rules: in words within a sentence; empty where there are none to tell. seats: of the match. */
export function PersonRow({
  rules,
  seats,
  busy,
  onPlay,
}: {
  rules: string
  seats: number
  busy: boolean
  onPlay: () => void
}): ReactNode {
  const missing =
    seats > 2
      ? 'After five seconds, agents of your strength take the seats that are free.'
      : 'If nobody is there after five seconds, an agent of your strength steps in.'
  return (
    <Row
      name={<PeopleName icon={UserRound}>{seats > 2 ? 'The next people' : 'The next person'}</PeopleName>}
      text={`Ranked${rules === '' ? '' : `, ${rules}`}. ${missing}`}
      button={
        <Button busy={busy} onClick={onPlay} className="w-full">
          Find
        </Button>
      }
    />
  )
}

/** Friends, by a link. seats: of the match. */
export function FriendRow({ seats, busy, onPlay }: { seats: number; busy: boolean; onPlay: () => void }): ReactNode {
  return (
    <Row
      name={<PeopleName icon={Link2}>{seats > 2 ? 'Friends' : 'A friend'}</PeopleName>}
      text="A private match by a link that you send. Not rated."
      button={
        <Button busy={busy} onClick={onPlay} className="w-full">
          Invite
        </Button>
      }
    />
  )
}
