import { plural } from '../../_ui/format.ts'
import { isBetter, isWorse, scoreOf } from '../_panel/learned-words.ts'
import type { LearningState } from '../_panel/learning-link.ts'

/** What the match made of the partner, in one sentence: only what was measured. */
export function headlineOf({
  trainer: { againstFirst, phase, studiedMoves },
  cameBack,
}: Pick<LearningState, 'trainer' | 'cameBack'>): string {
  const met = cameBack ? 'the one you came back to' : 'the one you met'
  if (isBetter(againstFirst)) return `Your partner now beats ${met}, ${scoreOf(againstFirst)} in practice.`
  if (isWorse(againstFirst)) return `Your partner now loses to ${met}, ${scoreOf(againstFirst)} in practice.`
  if (againstFirst) return `Your partner is not clearly better than ${met}: ${scoreOf(againstFirst)} in practice.`
  if (phase === 'failed') return 'Your partner could not learn in this browser.'
  if (studiedMoves === 0) return ''
  return cameBack
    ? 'Its practice began anew when you came back, too short a time ago to tell what it made of it.'
    : 'Too short a match to tell what your partner made of it.'
}

/** How long ago a match began, for "Play the one …": "you met", "of 4 minutes ago". */
export function whenMet(millis: number): string {
  const minutes = Math.round(millis / 60_000)
  return minutes < 1 ? 'you met' : `of ${plural(minutes, 'minute')} ago`
}
