'use client'

import { MonitorSmartphone, RotateCcw, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Presence } from '../../../game/protocol/replies.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import { pageSocket } from '../../_net/socket.ts'
import { Button } from '../../_ui/button.tsx'
import { listed } from '../../_ui/format.ts'
import { monotonic, useNow } from '../../_ui/use-now.ts'
import type { Pause } from '../_hooks/use-pause.ts'
import { seatNames } from '../name-of.ts'
import { Countdown, Paused } from './paused.tsx'

/** How long "you are back" stays, ms. */
const RESUMED_MILLIS = 2500

/** What lies over the court while the match does not simply go on: joining, waiting, lost, away, paused, taken. */
export function CourtStates({
  snapshot,
  entry,
  pause,
  onJoinAgain,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry | null
  /** Null where there is nothing for me to pause. */
  pause: Pause | null
  onJoinAgain: () => void
}): ReactNode {
  const { link, state, presence, result } = snapshot
  const lost = link.state === 'lost' || (link.state === 'connecting' && entry !== null)
  const away = entry && presence ? awayOf(entry, presence, snapshot.left) : []
  const resumed = snapshot.resumedAt
  const stands = presence?.pause ?? null
  const now = useNow(stands ? 100 : lost || away.length > 0 || resumed !== null ? 250 : null, monotonic) ?? 0
  if (state === 'taken')
    return (
      <Veil icon={<MonitorSmartphone aria-hidden />} title="This match goes on elsewhere">
        <p>Another tab or device of yours plays this seat now.</p>
        <Button className="mt-5" variant="primary" onClick={onJoinAgain}>
          Play here
        </Button>
      </Veil>
    )
  if (link.state === 'refused')
    return (
      <Veil icon={<Unplug aria-hidden />} title="No connection">
        <p>{link.message}</p>
      </Veil>
    )
  if (lost && !result) {
    const seconds = link.state === 'lost' ? Math.max(0, Math.ceil((link.retryAt - now) / 1000)) : 0
    return (
      <Veil icon={<Unplug aria-hidden />} title="Connection lost" alert>
        <p>
          {link.state === 'lost' && link.why !== undefined
            ? link.why
            : entry === null
              ? 'The server does not answer.'
              : entry.seat === null
                ? 'The match goes on without you.'
                : entry.mode === 'sparring'
                  ? 'The match stands still and waits for you.'
                  : 'Your seat is held for half a minute.'}
        </p>
        <p className="figures mt-1">{seconds > 0 ? `Trying again in ${seconds} s` : 'Trying again …'}</p>
        <Button className="mt-5" icon={<RotateCcw aria-hidden />} onClick={() => pageSocket().retry()}>
          Try now
        </Button>
      </Veil>
    )
  }
  if (!entry || state === 'joining') return <Pill pulse>Joining the match</Pill>
  if (result) return null
  if (presence?.phase === 'waiting') {
    const missing = seatNames(entry).filter((_, seat) => !presence.seats[seat]?.joined)
    return <Pill pulse>{missing.length > 0 ? `Waiting for ${listed(missing)}` : 'About to begin'}</Pill>
  }
  if (away.length > 0) {
    const held = Math.max(...away.map(({ heldMillis }) => heldMillis ?? 0))
    const left = Math.max(0, Math.ceil((held - Math.max(0, now - snapshot.presenceAt)) / 1000))
    const one = away.length === 1
    return (
      <Pill>
        {listed(away.map(({ name }) => name))}{' '}
        {away.every(({ steppedOut }) => steppedOut)
          ? (one ? 'is' : 'are') + ' on another page.'
          : 'lost the connection.'}
        {held === 0 ? null : (
          <span className="figures">
            {' '}
            {one ? 'The seat is' : 'Their seats are'} held for{' '}
            {left < 100 ? `${left} s` : `${Math.ceil(left / 60)} min`}.
          </span>
        )}
      </Pill>
    )
  }
  const back = resumed !== null && now - resumed < RESUMED_MILLIS ? <Pill>You are back. Nothing was lost.</Pill> : null
  const since = Math.max(0, now - snapshot.presenceAt)
  if (pause?.held && stands && snapshot.paused) return <Paused pause={pause} state={stands} since={since} />
  if (stands && stands.goesOnMillis !== null && snapshot.paused)
    return (
      <>
        <Countdown millis={stands.goesOnMillis} since={since} />
        {back}
      </>
    )
  if (pause && stands && snapshot.paused) return back
  if (snapshot.paused) return <Pill pulse>Paused</Pill>
  if (back) return back
  if (snapshot.notice) return <Pill>{snapshot.notice}</Pill>
  return snapshot.givenState ? <Pill>Your browser computes this game differently: the picture may jump.</Pill> : null
}

/** The others who have lost the connection and may come back. */
function awayOf(
  entry: MatchEntry,
  { seats }: Presence,
  left: readonly number[],
): { name: string; heldMillis: number | null; steppedOut: boolean }[] {
  const names = seatNames(entry)
  return seats.flatMap(({ joined, connected, heldMillis, steppedOut }, seat) =>
    joined && !connected && seat !== entry.seat && !left.includes(seat)
      ? [{ name: names[seat] ?? '', heldMillis, steppedOut }]
      : [],
  )
}

function Pill({ children, pulse = false }: { children: ReactNode; pulse?: boolean }): ReactNode {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-[8%] z-20 flex justify-center px-4">
      <output className="flex animate-rise items-center gap-2.5 rounded-full border border-line-strong bg-raised px-5 py-2 text-center text-sm">
        {pulse ? <span aria-hidden className="size-2 animate-breathe bg-fg" /> : null}
        <span>{children}</span>
      </output>
    </div>
  )
}

/** Covers the court. */
export function Veil({
  icon,
  title,
  alert = false,
  children,
}: {
  icon?: ReactNode
  title: ReactNode
  alert?: boolean
  children?: ReactNode
}): ReactNode {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className="absolute inset-0 z-20 grid animate-fade place-items-center overflow-y-auto bg-[color-mix(in_oklab,var(--ground)_86%,transparent)] p-4 text-center"
    >
      <div className="max-w-md">
        <div className="mx-auto mb-4 w-fit text-muted [&_svg]:size-8 [&_svg]:stroke-[1.5]">{icon}</div>
        <h2 className="display text-2xl sm:text-3xl">{title}</h2>
        <div className="mt-2 text-muted">{children}</div>
      </div>
    </div>
  )
}
