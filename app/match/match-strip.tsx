'use client'

import { Eye, Gauge, LogOut, Volume2, VolumeX } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { sayOptions } from '../../game/core/task-options.ts'
import type { Instrument } from '../_stage/instrument.ts'
import type { MatchEntry, MatchSnapshot } from '../_net/match-snapshot.ts'
import { IconButton } from '../_ui/button.tsx'
import { cx } from '../_ui/cx.ts'
import { ticksAsMs } from '../_ui/format.ts'
import { PlayerName } from '../_ui/player-name.tsx'
import { countsForBoard } from './counts-for-board.ts'
import { nameOf } from './name-of.ts'
import styles from './match-screen.module.css'
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
  const kind = mode === 'sparring' && header.seats.length === 1 ? 'Practice' : modes[mode]
  if (countsForBoard(entry)) return `${kind} · counts for the board`
  return `${unratedReason ? 'For fun' : kind} · unrated`
}

/** Why the match does not count, for those who play it; null: it does, or was never meant to. */
export const whyUnrated = ({ seat, unratedReason }: MatchEntry): string | null => (seat === null ? null : unratedReason)

interface StripProps {
  snapshot: MatchSnapshot
  entry: MatchEntry
  /** What stands under an agent's name, instead of how fast it reacts. */
  ofAgent?: string
}

/** Over the court: who plays whom, for what. Who sits in the first half of the seats stands on the left. */
export function MatchStrip({ snapshot, entry, ofAgent }: StripProps): ReactNode {
  const { task, header } = entry
  const seats = header.seats.map((_, seat) => seat)
  const half = Math.ceil(seats.length / 2)
  const why = whyUnrated(entry)
  return (
    <div className="grid grid-cols-2 items-center gap-x-3 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] sm:px-6">
      <div className="flex min-w-0 gap-x-5 gap-y-1.5 max-sm:flex-col">
        {seats.slice(0, half).map((seat) => (
          <Holder key={seat} seat={seat} snapshot={snapshot} entry={entry} ofAgent={ofAgent} />
        ))}
      </div>
      <div className="order-3 flex min-w-0 gap-x-5 gap-y-1.5 justify-self-end text-right max-sm:flex-col">
        {seats.slice(half).map((seat) => (
          <Holder key={seat} seat={seat} snapshot={snapshot} entry={entry} ofAgent={ofAgent} />
        ))}
      </div>
      <div
        className={cx(
          styles['mode'],
          'text-center',
          why ? 'max-sm:order-4 max-sm:col-span-2 max-sm:mt-1.5' : 'max-sm:sr-only',
          'order-2',
        )}
      >
        <p className="text-xs text-muted">{why ?? modeLine(entry)}</p>
        <output className="sr-only">
          {header.seats.map(({ name }, seat) => `${name} ${task.scoring.show(snapshot.scores[seat] ?? 0)}`).join(', ')}
        </output>
        <p className="figures text-xs text-faint">{sayOptions(task, header.options)}</p>
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
          ? (ofAgent ?? (
              <span className="figures">
                reacts in {ticksAsMs(holder.actionLatency + holder.reactionTicks, entry.task.ticksPerSecond)}
              </span>
            ))
          : snapshot.left.includes(seat)
            ? 'left'
            : snapshot.presence?.seats[seat]?.connected === false
              ? 'away'
              : seat === entry.seat
                ? 'you'
                : 'a person'}
      </p>
    </div>
  )
}

/** Under the court: how the connection is, who looks on, and what can be done. */
export function MatchTools({
  snapshot,
  entry,
  matchKey,
  instrument,
  onLeave,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry
  matchKey: string | undefined
  instrument: Instrument | null
  onLeave: () => void
}): ReactNode {
  const late = snapshot.lateDecisions.reduce((sum, n) => sum + n, 0)
  const watching = snapshot.presence?.watching ?? 0
  return (
    <div className="flex items-center gap-x-4 px-4 py-1.5 text-sm text-muted sm:px-6">
      <p className="figures flex items-center gap-1.5 whitespace-nowrap" title="Round trip to the server">
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
      {late > 0 ? (
        <p className="figures truncate max-sm:hidden" title="Decisions of the agent that came too late">
          {late} late
        </p>
      ) : null}
      <p className="truncate text-xs text-faint sm:hidden" aria-hidden>
        {modeLine(entry)}
      </p>
      <div className="ml-auto flex items-center">
        <WatchLink match={entry.match} matchKey={matchKey} />
        <SoundButton instrument={instrument} />
        <IconButton
          label={entry.seat === null ? 'Stop watching' : 'Leave the match'}
          icon={<LogOut />}
          onClick={onLeave}
        />
      </div>
    </div>
  )
}

/** Turns the sounds of the court off and on. */
export function SoundButton({ instrument }: { instrument: Instrument | null }): ReactNode {
  const [muted, setMuted] = useState(instrument?.muted ?? false)
  return (
    <IconButton
      label={muted ? 'Turn the sound on' : 'Turn the sound off'}
      aria-pressed={muted}
      icon={muted ? <VolumeX /> : <Volume2 />}
      onClick={() => {
        instrument?.mute(!muted)
        setMuted(!muted)
      }}
    />
  )
}
