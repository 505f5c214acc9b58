'use client'

import type { ReactNode } from 'react'
import type { MatchSummary } from '../../../game/protocol/http.ts'
import type { Refusal } from '../../../game/protocol/replies.ts'
import { registry } from '../../../game/tasks/index.ts'
import { useMatch } from '../../_api/use-api.ts'
import { playPath } from '../../_games/play-path.ts'
import { sameAgain } from '../../_lobby/asked-for.ts'
import { boardPath } from '../../leaderboard/board-path.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { ButtonLink } from '../../_ui/button.tsx'
import { DeadEnd } from '../../_ui/dead-end.tsx'
import { clock, percent, signed } from '../../_ui/format.ts'
import { PlayerName } from '../../_ui/player-name.tsx'
import { whoPlays } from '../../_share/who-plays.ts'
import { onDemand } from '../../_ui/on-demand.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useTitle } from '../../_ui/use-title.ts'
import { NoMatch } from '../no-match.tsx'

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
  /** Why it cannot be entered; null where that was not asked yet, because its result is known. */
  refusal: Refusal | null
  /** As it was when I was in it; null where this page never was. */
  entry: MatchEntry | null
  onRetry: () => void
}): ReactNode {
  const { data, error } = useMatch(id, matchKey ?? null)
  useTitle(data ? `${titleOf(data.match)} · Sparring` : null)
  const other = entry ? playPath(entry.task.id) : '/'
  // The server knows for certain: nothing needs to be looked up.
  if (refusal?.code === 'void-restart')
    return <VoidMatch again={sameAgain(id, entry)} other={other} onRetry={onRetry} />
  // A person who was in it waits for a plain answer: the server may just be starting.
  if (!data && (!error || (entry && error.status !== 404)))
    return (
      <output className="page block py-20" aria-label="Looking for the match">
        <Skeleton className="h-10 w-72" />
        <Skeleton className="mt-8 h-24 w-56" />
      </output>
    )
  const again = sameAgain(id, entry)
  if (!data && (entry || again) && error?.status === 404)
    return <VoidMatch again={again} other={other} onRetry={onRetry} />
  if (!data) {
    const why = [refusal?.message, error && error.status !== 404 ? error.message : null].filter(Boolean).join(' ')
    return <NoMatch why={why} onRetry={onRetry} />
  }
  const { match } = data
  const show = showOf(match.task)
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
          ? ` The agent held back to keep it close: it let ${percent(match.heldBack)} of its moves pass.`
          : ''}
        {match.status === 'void' ? ' It was broken off, and does not count.' : ''}
        {match.status === 'disputed' ? ' Its recording does not match its result, so it is not rated.' : ''}
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href={playPath(match.task)} variant="primary">
          Play a match
        </ButtonLink>
        <ButtonLink href={boardPath(match.task)}>See the board</ButtonLink>
      </div>
    </div>
  )
}

const showOf = (task: string): ((score: number) => string) => registry.find(task)?.scoring.show ?? String

/** The page itself knows no names where not everybody may watch. */
const titleOf = ({ seats, task, status }: MatchSummary): string =>
  whoPlays(
    seats.map(({ name }) => name),
    status === 'void' ? [] : seats.map(({ score }) => showOf(task)(score)),
  )

function VoidWithoutCode({ other }: { other: string }): ReactNode {
  return (
    <DeadEnd alone alert title="The server was restarted" ways={[{ label: 'Find another match', href: other }]}>
      This match does not count: nobody has won or lost it, and no rating changes.
    </DeadEnd>
  )
}
