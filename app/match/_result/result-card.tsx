'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import type { Scoring } from '../../../game/core/task.ts'
import type { MatchResult } from '../../../game/protocol/replies.ts'
import { playPath } from '../../_games/play-path.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import { ButtonLink } from '../../_ui/button.tsx'
import { besideWords } from '../_beside/beside-words.ts'
import { Veil } from '../_court/court-states.tsx'
import type { LearningState } from '../_panel/learning-link.ts'
import { FinalScores } from './final-scores.tsx'
import { headlineOf } from './headline.ts'
import { RatingChange } from './rating-change.tsx'
import { RematchButton } from './rematch-button.tsx'
import { reasonOf, titleOf } from './result-words.ts'
import { dailyPath } from '../../daily/daily-path.ts'
import { boardPath } from '../../leaderboard/board-path.ts'
import { countsForBoard } from '../counts-for-board.ts'
import { whyUnrated } from '../match-strip.tsx'

/** How the match ended, what it changed, and what to do next. */
export function ResultCard({
  snapshot,
  entry,
  learning,
  beside,
  onRematch,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry
  learning: LearningState | null
  /** How the match beside it stands; null where there is none. */
  beside: MatchSnapshot | null
  onRematch: () => void
}): ReactNode {
  const again = useRef<HTMLButtonElement>(null)
  const over = snapshot.result !== null
  // Whoever plays with the keyboard goes on with Enter.
  useEffect(() => {
    if (over) again.current?.focus({ preventScroll: true })
  }, [over])
  const { result, recorded, rematch } = snapshot
  if (!result) return null
  const unrated = result.unrated ?? whyUnrated(entry)
  const forBoard = countsForBoard(entry)
  const counts = forBoard && countsAtEnd(result.reason, entry.task.scoring)
  const rating = entry.seat === null ? null : recorded?.seats.find(({ seat }) => seat === entry.seat)
  return (
    <Veil
      title={
        <span className="text-4xl sm:text-5xl [@container_(max-height:26rem)_and_(min-width:32rem)]:text-3xl">
          {titleOf(result, entry)}
        </span>
      }
    >
      {/* A single score is the title. */}
      {entry.header.seats.length > 1 ? <FinalScores result={result} entry={entry} left={snapshot.left} /> : null}
      <output className="mt-2 block min-h-6 text-sm text-balance sm:mt-4 sm:min-h-12 [@container_(max-height:26rem)_and_(min-width:32rem)]:mt-2 [@container_(max-height:26rem)_and_(min-width:32rem)]:min-h-6">
        {reasonOf(result, entry)}
        {beside ? <span className="block text-base text-fg">{besideWords(result, beside)}</span> : null}
        {learning ? <span className="block text-base text-fg">{headlineOf(learning)}</span> : null}
        {unrated ? <span className="block">{unrated}</span> : null}
        {counts && !unrated ? (
          rating && rating.before !== null && rating.after !== null ? (
            <RatingChange before={rating.before} after={rating.after} />
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
      <div className="mt-2 flex flex-wrap justify-center gap-x-3 gap-y-1 sm:mt-4 [@container_(max-height:26rem)_and_(min-width:32rem)]:mt-2">
        {entry.raisedUntil !== null ? (
          <ButtonLink href={dailyPath(entry.task.id)} variant="primary">
            See how strong it is
          </ButtonLink>
        ) : entry.seat === null ? null : (
          <RematchButton snapshot={snapshot} entry={entry} button={again} onRematch={onRematch} />
        )}
        {forBoard ? (
          <ButtonLink href={boardPath(entry.task.id)}>See the board</ButtonLink>
        ) : entry.learning && entry.raisedUntil === null ? (
          <ButtonLink href="/me">Your partner</ButtonLink>
        ) : null}
        <ButtonLink href={playPath(entry.task.id)} variant="quiet">
          Leave
        </ButtonLink>
      </div>
    </Veil>
  )
}

/** A match that was broken off counts where it moves ratings, and a score of it does not. */
const countsAtEnd = (reason: MatchResult['reason'], { ranked }: Scoring): boolean =>
  reason !== 'void' && (reason !== 'left' || ranked === 'rating')
