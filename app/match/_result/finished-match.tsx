'use client'

import type { ReactNode } from 'react'
import type { Refusal } from '../../../game/protocol/replies.ts'
import { registry } from '../../../game/tasks/index.ts'
import { useMatch } from '../../_api/use-api.ts'
import { sameAgain } from '../../_lobby/asked-for.ts'
import { boardPath } from '../../leaderboard/board-path.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'
import { clock, percent, signed } from '../../_ui/format.ts'
import { PlayerName } from '../../_ui/player-name.tsx'
import { onDemand } from '../../_ui/on-demand.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'

const kinds = { sparring: 'Sparring', ranked: 'Ranked match', people: 'Ranked match', invite: 'Private match' }

/** To be fetched while the match runs: once it is needed, the server has just died. */
export const VoidMatch = onDemand(async () => (await import('./void-match.tsx')).VoidMatch, VoidWithoutCode)

/** A match that is not being played: its result where it is known, else why there is nothing to see. */
export function FinishedMatch({
  id,
  matchKey,
  refusal,
  entry,
  onRetry,
}: {
  id: string
  matchKey: string | undefined
  refusal: Refusal
  /** As it was when I was in it; null where this page never was. */
  entry: MatchEntry | null
  onRetry: () => void
}): ReactNode {
  const { data, error } = useMatch(id, matchKey ?? null)
  // The server knows for certain: nothing needs to be looked up.
  if (refusal.code === 'void-restart') return <VoidMatch again={sameAgain(id, entry)} onRetry={onRetry} />
  // A person who was in it waits for a plain answer: the server may just be starting.
  if (!data && (!error || (entry && error.status !== 404)))
    return (
      <output className="page block py-20" aria-label="Looking for the match">
        <Skeleton className="h-10 w-72" />
        <Skeleton className="mt-8 h-24 w-56" />
      </output>
    )
  const again = sameAgain(id, entry)
  if (!data && (entry || again) && error?.status === 404) return <VoidMatch again={again} onRetry={onRetry} />
  if (!data)
    return (
      <div className="page max-w-3xl py-16 sm:py-24">
        <h1 className="display text-4xl sm:text-5xl">There is nothing to see here</h1>
        <p className="mt-4 max-w-prose text-lg text-muted">
          {refusal.message} {error && error.status !== 404 ? error.message : ''}
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink href="/" variant="primary">
            Play a match
          </ButtonLink>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      </div>
    )
  const { match } = data
  const show = registry.find(match.task)?.scoring.show ?? String
  return (
    <div className="page max-w-3xl py-16 sm:py-24">
      <p className="text-muted">{kinds[match.mode]}, over</p>
      <h1 className="sr-only">A finished match</h1>
      <ul className="mt-6 divide-y divide-line border-y border-line">
        {match.seats
          .toSorted((a, b) => (match.seats.length > 2 ? a.place - b.place : 0))
          .map((seat) => (
            <li key={seat.seat} className="flex items-center justify-between gap-6 py-5">
              <div className="min-w-0">
                <PlayerName
                  kind={seat.kind}
                  name={seat.name}
                  size="lg"
                  {...(seat.kind === 'agent' && seat.id ? { href: `/agent/${seat.id}` } : {})}
                />
                {seat.ratingBefore !== null && seat.ratingAfter !== null ? (
                  <p className="figures mt-1 text-sm text-muted">
                    {Math.round(seat.ratingAfter)} ({signed(seat.ratingAfter - seat.ratingBefore)})
                  </p>
                ) : null}
              </div>
              <p className={`numeral text-6xl ${seat.kind === 'agent' ? 'text-agent-text' : 'text-person-text'}`}>
                {show(seat.score)}
              </p>
            </li>
          ))}
      </ul>
      <p className="mt-4 text-sm text-muted">
        It took <span className="figures">{clock(match.seconds)}</span>.
        {match.heldBack >= 0.005
          ? ` The agent let ${percent(match.heldBack)} of its decisions pass, so that it stayed near.`
          : ''}
        {match.status === 'void' ? ' It does not count: the server had to stop.' : ''}
        {match.status === 'disputed' ? ' Its log did not agree with its result, so it is not rated.' : ''}
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href="/" variant="primary">
          Play a match
        </ButtonLink>
        <ButtonLink href={boardPath(match.task)}>See the board</ButtonLink>
      </div>
    </div>
  )
}

function VoidWithoutCode(): ReactNode {
  return (
    <div className="page max-w-3xl py-16 sm:py-24" role="alert">
      <h1 className="display text-4xl sm:text-5xl">The server was restarted</h1>
      <p className="mt-4 max-w-prose text-lg text-muted">
        This match does not count: nobody has won or lost it, and no rating changes.
      </p>
      <div className="mt-8">
        <ButtonLink href="/" variant="primary">
          Find another match
        </ButtonLink>
      </div>
    </div>
  )
}
