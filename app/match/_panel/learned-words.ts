import type { Foresight, Portrait, Region } from '../../../game/core/person-model.ts'
import { isAbove, shareInterval, type Counted } from '../../../game/learn/maths/share-interval.ts'
import type { TrainerStatus } from '../../_trainer/trainer-protocol.ts'

/** So seldom does the most striking of five regions look like this by luck: one in a hundred each, one in twenty for all. */
const Z_OF_MANY = 2.33

/** By so many standard errors a stranger must be further off: they are few pairs, and they are looked at after each. */
const FORESIGHT_ERRORS = 3

/** So much must have come to somebody in a region before a word is said of it. */
const FEWEST_MET = 5

type Known = Pick<TrainerStatus, 'phase' | 'message' | 'portrait' | 'foresight' | 'againstFirst' | 'studiedMoves'>

/** What a partner has learned of its player, or what it is doing now, in one sentence that its counts carry. rounds: what a match is made of. */
export function learnedSentence(known: Known, rounds: string): string {
  const { phase, message, portrait, foresight, againstFirst } = known
  if (phase === 'failed' || phase === 'starting' || phase === 'probing') return message
  return (
    (portrait && ofPortrait(portrait)) ??
    (isBetter(againstFirst) ? 'In practice it now beats the partner you met.' : null) ??
    (foresight && knowsThem(foresight) ? `It predicts ${foresight.about} better than a stranger would.` : null) ??
    (known.studiedMoves > 0 ? 'It is getting to know you.' : `It waits to see how you play your first ${rounds}.`)
  )
}

/** Whether it foretells its player better than a stranger would, for more than luck. */
const knowsThem = ({ error, stranger, uncertainty }: Foresight): boolean =>
  stranger - error > FORESIGHT_ERRORS * uncertainty

/** Whether it is better than it was when the match began, for more than luck. */
export function isBetter(tally: TrainerStatus['againstFirst']): tally is NonNullable<typeof tally> {
  return tally !== null && shareInterval({ yes: tally.won, no: tally.lost }).low > 0.5
}

/** Whether it is worse, for more than luck. */
export function isWorse(tally: TrainerStatus['againstFirst']): tally is NonNullable<typeof tally> {
  return tally !== null && shareInterval({ yes: tally.won, no: tally.lost }).high < 0.5
}

/** Points of a hundred, as a score: "69–31". */
export function scoreOf({ won, lost }: NonNullable<TrainerStatus['againstFirst']>): string {
  const mine = Math.round((100 * won) / (won + lost))
  return `${mine}–${100 - mine}`
}

/** The region in which somebody misses clearly more than elsewhere; null where there is none. */
export function weakestOf({ regions }: Portrait): Region | null {
  const [worst] = regions.filter(({ met }) => met >= FEWEST_MET).toSorted((a, b) => b.expectedMiss - a.expectedMiss)
  if (!worst) return null
  const [here, all] = [missesIn([worst]), missesIn(regions)]
  const elsewhere = { yes: all.yes - here.yes, no: all.no - here.no }
  return elsewhere.yes + elsewhere.no > 0 && isAbove(here, elsewhere, Z_OF_MANY) ? worst : null
}

/** Whether much more is sent there now than at first. */
const isAimedAt = ({ aimedNow, aimedThen }: Region, aims: number): boolean =>
  isAbove(aimsOf(aimedNow, aims), aimsOf(aimedThen, aims), Z_OF_MANY)

function ofPortrait(portrait: Portrait): string | null {
  const { things, aims, regions } = portrait
  const weakest = weakestOf(portrait)
  const aimed = (region: Region): string =>
    `${Math.round(region.aimedNow * aims)} of its last ${aims} ${things}, ${Math.round(region.aimedThen * aims)} of the first`
  if (weakest) {
    const spot = `It found your weak spot: the ${weakest.name}, ${weakest.missed} of ${weakest.met} missed so far.`
    return isAimedAt(weakest, aims) ? `${spot} It aims there: ${aimed(weakest)}.` : spot
  }
  const region = regions.find((one) => isAimedAt(one, aims))
  return region ? `It aims more at the ${region.name}: ${aimed(region)}.` : null
}

const missesIn = (regions: readonly Region[]): Counted => ({
  yes: regions.reduce((sum, { missed }) => sum + missed, 0),
  no: regions.reduce((sum, { met, missed }) => sum + met - missed, 0),
})

const aimsOf = (share: number, aims: number): Counted => ({ yes: share * aims, no: (1 - share) * aims })
