'use client'

import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { count, plural, signed } from '../../_ui/format.ts'
import { Veil } from '../_court/court-states.tsx'
import type { LearningState } from '../_panel/learning-link.ts'
import { whyUnrated } from '../match-strip.tsx'

/** How the match ended, what it changed, and what to do next. */
export function ResultCard({
  snapshot,
  entry,
  learning,
  rounds,
  onRematch,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry
  learning: LearningState | null
  /** What the match was made of: "points". */
  rounds: string
  onRematch: () => void
}): ReactNode {
  const again = useRef<HTMLButtonElement>(null)
  const over = snapshot.result !== null
  // Whoever plays with the keyboard goes on with Enter.
  useEffect(() => {
    if (over) again.current?.focus({ preventScroll: true })
  }, [over])
  const { result, recorded, presence, rematch } = snapshot
  const asked = rematch.state === 'asked'
  if (!result) return null
  const unrated = result.unrated ?? whyUnrated(entry)
  const { seats } = entry.header
  const other = entry.seat === null ? null : seats[1 - entry.seat]
  const rating = entry.seat === null ? null : recorded?.seats.find(({ seat }) => seat === entry.seat)
  const gone = other?.kind === 'human' && entry.seat !== null && presence?.seats[1 - entry.seat]?.connected === false
  const otherWants = entry.seat !== null && presence?.seats[1 - entry.seat]?.wantsRematch
  return (
    <Veil title={<span className="text-4xl sm:text-5xl">{titleOf(snapshot, entry)}</span>}>
      <p className="numeral mt-2 flex items-center justify-center gap-[0.35em] text-5xl text-fg sm:mt-5 sm:text-7xl">
        {result.scores.map((score, seat) => (
          <span key={seat} className={cx('contents')}>
            {seat > 0 ? <span className="text-[0.4em] text-faint">:</span> : null}
            <span className={seats[seat]?.kind === 'agent' ? 'text-agent-text' : 'text-person-text'}>{score}</span>
          </span>
        ))}
      </p>
      <output className="mt-2 block min-h-6 text-sm sm:mt-4 sm:min-h-12">
        {reasonOf(snapshot, entry)}
        {learning ? <span className="block">{learned(learning, rounds)}</span> : null}
        {unrated ? <span className="block">{unrated}</span> : null}
        {entry.rated && !unrated && result.reason !== 'void' ? (
          rating && rating.before !== null && rating.after !== null ? (
            <span className="figures block text-base text-fg">
              Rating {Math.round(rating.after)}{' '}
              <span className="text-muted">({signed(rating.after - rating.before)})</span>
            </span>
          ) : recorded ? (
            <span className="block">
              {recorded.status === 'checked'
                ? 'The result is on the board.'
                : 'The result is being looked into and does not count yet.'}
            </span>
          ) : (
            <span className="block">Entering the result …</span>
          )
        ) : null}
      </output>
      {rematch.state === 'refused' ? (
        <p role="alert" className="mt-1 text-sm text-fg sm:mt-4 sm:text-base">
          {rematch.message}
        </p>
      ) : null}
      <div className="mt-2 flex flex-wrap justify-center gap-x-3 gap-y-1 sm:mt-4">
        {entry.seat === null ? null : gone ? (
          <ButtonLink href="/" variant="primary">
            Find another match
          </ButtonLink>
        ) : (
          <Button ref={again} variant="primary" icon={<RotateCcw aria-hidden />} busy={asked} onClick={onRematch}>
            {asked && other?.kind === 'human'
              ? `Waiting for ${other.name}`
              : otherWants && other?.kind === 'human'
                ? `${other.name} wants a rematch`
                : 'Play again'}
          </Button>
        )}
        {entry.rated ? (
          <ButtonLink href="/leaderboard">See the board</ButtonLink>
        ) : entry.learning ? (
          <ButtonLink href="/me">Your partner</ButtonLink>
        ) : null}
        <ButtonLink href="/" variant="quiet">
          Leave
        </ButtonLink>
      </div>
    </Veil>
  )
}

/** What the partner takes away from the match. */
function learned({ trainer, applied }: LearningState, rounds: string): string {
  if (trainer.studiedMoves === 0) return ''
  const studied = `Your partner studied ${plural(trainer.studiedMoves, 'move')} of yours and played ${count(trainer.practicePoints)} practice ${rounds}.`
  return applied === 0 ? studied : `${studied} It is ${plural(applied, 'revision')} further.`
}

function titleOf({ result }: MatchSnapshot, { seat, header }: MatchEntry): string {
  if (!result || result.reason === 'void') return 'The match is void'
  const best = result.places.indexOf(1)
  if (result.places.every((place) => place === 1)) return 'A draw'
  return seat === null
    ? `${header.seats[best]?.name ?? 'Nobody'} wins`
    : result.places[seat] === 1
      ? 'You win'
      : 'You lose'
}

function reasonOf({ result }: MatchSnapshot, { seat, header, rated }: MatchEntry): string {
  switch (result?.reason) {
    case 'left': {
      const leaver = result.places.lastIndexOf(Math.max(...result.places))
      return leaver === seat ? 'You left the match.' : `${header.seats[leaver]?.name ?? 'The other'} left the match.`
    }
    case 'time':
      return 'Time was up.'
    case 'void':
      return rated ? 'The server had to stop. Nobody’s rating changes.' : 'The server had to stop.'
    case 'finished':
    case undefined:
      return ''
  }
}
