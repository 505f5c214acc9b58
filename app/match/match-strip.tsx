'use client'

import { Eye, Gauge, LogOut, Pause as PauseIcon, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { sayOptions } from '../../game/core/task-options.ts'
import { decisionPace } from '../_lobby/decision-pace.ts'
import type { Instrument } from '../_stage/instrument.ts'
import type { CourtHelp } from '../_stage/court.ts'
import { seatOrder } from '../_stage/seat-order.ts'
import type { MatchEntry, MatchSnapshot } from '../_net/match-snapshot.ts'
import { IconButton } from '../_ui/button.tsx'
import { cx } from '../_ui/cx.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { GhostButton } from './_court/ghost-button.tsx'
import { countsForBoard } from './counts-for-board.ts'
import { nameOf, seatNames } from './name-of.ts'
import styles from './match-screen.module.css'
import { ToolButtons } from './tool-buttons.tsx'
import { ToolLine, ToolWords } from './tool-line.tsx'
import type { Pause } from './_hooks/use-pause.ts'
import { WatchLink } from './watch-link.tsx'

const modes: Record<MatchEntry['mode'], string> = {
  sparring: 'Sparring',
  ranked: 'Ranked',
  people: 'Ranked',
  invite: 'Private',
}

/** "Sparring · unrated". */
export function modeLine(entry: MatchEntry): string {
  const { mode, unratedReason, header } = entry
  if (entry.raisedUntil !== null) return 'Today’s newborn · unrated'
  const kind = mode === 'sparring' && header.seats.length === 1 ? 'Practice' : modes[mode]
  if (countsForBoard(entry)) return `${kind} · counts for the board`
  return `${unratedReason ? 'For fun' : kind} · unrated`
}

/** Why the match does not count, for those who play it; null: it does, or was never meant to. */
export const whyUnrated = ({ seat, unratedReason }: MatchEntry): string | null => (seat === null ? null : unratedReason)

interface StripProps {
  snapshot: MatchSnapshot
  entry: MatchEntry
  /** What stands under an agent's name, instead of what it is. */
  ofAgent?: string
  /** What is left of a match that ends at a set time. */
  timeLeft?: ReactNode
}

/** Over the court: who plays whom, for what. Whoever plays here stands first, on the left. */
export function MatchStrip({ snapshot, entry, ofAgent, timeLeft }: StripProps): ReactNode {
  const { task, header } = entry
  const seats = seatOrder(entry)
  const half = Math.ceil(seats.length / 2)
  const many = seats.length > 2
  const names = seatNames(entry)
  // Where there is no room for all names, the court's scoreboard has them.
  const hides = seats.length > 4 ? 'max-xl:hidden' : many ? 'max-sm:hidden' : ''
  const why = whyUnrated(entry)
  return (
    <div
      className={cx(
        many || (seats.length === 1 && entry.seat !== null) ? styles['named'] : seats.length === 1 && styles['lone'],
        'grid grid-cols-2 items-center gap-x-3 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] sm:px-6',
      )}
    >
      <div className="flex min-w-0 gap-x-5 gap-y-1.5 max-sm:flex-col">
        {seats.slice(0, half).map((seat, place) => (
          <div key={seat} className={cx('min-w-0', place > 0 && hides)}>
            <Holder seat={seat} snapshot={snapshot} entry={entry} ofAgent={ofAgent} />
          </div>
        ))}
      </div>
      <div className={cx('order-3 flex min-w-0 gap-x-5 gap-y-1.5 justify-self-end text-right max-sm:flex-col', hides)}>
        {seats.slice(half).map((seat) => (
          <Holder key={seat} seat={seat} snapshot={snapshot} entry={entry} ofAgent={ofAgent} />
        ))}
      </div>
      <div
        className={cx(
          styles['mode'],
          'order-2 text-center',
          why || timeLeft
            ? 'max-sm:order-4 max-sm:col-span-2 max-sm:mt-1.5'
            : many
              ? 'max-sm:text-right'
              : 'max-sm:sr-only',
        )}
      >
        <p className="text-xs text-muted">{why ?? modeLine(entry)}</p>
        <p className="sr-only">
          {seats.map((seat) => `${names[seat]} ${task.scoring.show(snapshot.scores[seat] ?? 0)}`).join(', ')}
        </p>
        <p className="figures text-xs text-faint">{timeLeft ?? sayOptions(task, header.options)}</p>
      </div>
    </div>
  )
}

/** The holder of a seat, and what is to be known of them. */
function Holder({ seat, snapshot, entry, ofAgent }: StripProps & { seat: number }): ReactNode {
  const holder = entry.header.seats[seat]!
  return (
    <div className="min-w-0">
      <PlayerName kind={holder.kind} name={nameOf(entry, seat)} className="max-sm:text-sm" />
      <p className="truncate text-xs text-faint">
        {holder.kind === 'agent'
          ? (ofAgent ?? whatItIs(entry, seat))
          : snapshot.left.includes(seat)
            ? snapshot.presence?.seats[seat]?.steppedOut === false
              ? 'lost the connection'
              : 'left'
            : snapshot.presence?.seats[seat]?.connected === false
              ? 'away'
              : seat === entry.seat
                ? 'you'
                : 'a person'}
      </p>
    </div>
  )
}

/** What an agent is to whoever sees it play, and how often it decides where that was limited. */
export function whatItIs({ header, learning, seat: mine, task }: MatchEntry, seat: number): string {
  const holder = header.seats[seat]
  if (holder?.kind !== 'agent') return ''
  const learns = learning?.seat === seat && mine !== null
  const kind = learns ? 'learns from you' : holder.brain === 'built-in' ? 'practice machine' : 'agent'
  if (holder.decisionPeriod === task.decisionPeriod) return kind
  return `${kind}, decides ${decisionPace(task, holder.decisionPeriod)}`
}

/** Under the court: how the connection is, who looks on, and what can be done. */
export function MatchTools({
  snapshot,
  entry,
  matchKey,
  instrument,
  help,
  pause,
  onLeave,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry
  matchKey: string | undefined
  instrument: Instrument | null
  /** How it is played; null for those who watch. */
  help: CourtHelp | null
  /** Null where there is nothing for me to pause. */
  pause: Pause | null
  onLeave: () => void
}): ReactNode {
  const watching = snapshot.presence?.watching ?? 0
  return (
    <ToolLine
      told={
        <>
          <p
            className="figures flex items-center gap-1.5 whitespace-nowrap max-[26rem]:hidden"
            title="How long your moves take to the server and back"
          >
            <Gauge aria-hidden className="size-4" />
            <span className="sr-only">Ping </span>
            {snapshot.ping === null ? '–' : Math.round(snapshot.ping)} ms
          </p>
          {watching > 0 ? (
            <p className="figures flex items-center gap-1.5" title={`${watching} watching`}>
              <Eye aria-hidden className="size-4" />
              <span className="sr-only">Watching: </span>
              {watching}
            </p>
          ) : null}
          <ToolWords className="sm:hidden">{modeLine(entry).split(' · ')[0]}</ToolWords>
        </>
      }
    >
      {pause ? (
        <IconButton
          label={pause.held ? 'Go on' : 'Pause'}
          icon={pause.held ? <Play /> : <PauseIcon />}
          onClick={pause.toggle}
        />
      ) : null}
      <WatchLink match={entry.match} matchKey={matchKey} />
      {entry.learning && entry.seat !== null ? <GhostButton /> : null}
      <ToolButtons instrument={instrument} help={help} />
      <IconButton
        label={entry.seat === null ? 'Stop watching' : 'Leave the match'}
        icon={<LogOut />}
        onClick={onLeave}
      />
    </ToolLine>
  )
}
