'use client'

import type { ReactNode } from 'react'
import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { isBetter, scoreOf } from '../_panel/learned-words.ts'
import type { LearningState } from '../_panel/learning-link.ts'
import { EarlierSelf } from './earlier-self.tsx'
import { HeatMap } from './heat-map.tsx'
import { cardSides, cardTitle } from './result-words.ts'
import type { ShareCard } from './share-card.ts'
import { SaveOffer } from './save-offer.tsx'
import { ShareResult } from './share-result.tsx'

/** What is left of a match for who played it: their picture, the partner as it was, and a card to hand on. */
export function AfterMatch({
  entry,
  result,
  learning,
  matchKey,
  recorded,
}: {
  entry: MatchEntry
  result: MatchResult
  learning: LearningState | null
  matchKey: string | undefined
  /** The result is in the database. */
  recorded: boolean
}): ReactNode {
  const portrait = learning?.trainer.portrait ?? null
  const isSeen = portrait?.regions.some(({ met }) => met > 0) ? portrait : null
  const tally = learning?.trainer.againstFirst ?? null
  const card: ShareCard = {
    game: entry.task.name,
    title: cardTitle(result, entry),
    unit: entry.task.scoring.unit,
    sides: cardSides(result, entry),
    headline: isBetter(tally) && !learning?.cameBack ? `It now beats the one I met ${scoreOf(tally)}.` : '',
    portrait: isSeen,
    host: location.host,
  }
  return (
    <div className="flex flex-col gap-5 border-t border-line pt-5">
      {isSeen ? <HeatMap portrait={isSeen} /> : null}
      <EarlierSelf entry={entry} />
      <ShareResult card={card} task={entry.task.id} match={entry.match} matchKey={matchKey} />
      {recorded && entry.learning && entry.raisedUntil === null ? (
        <SaveOffer match={entry.match} partner={entry.learning.agent} />
      ) : null}
    </div>
  )
}
