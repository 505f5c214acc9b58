import type { Portrait, Region } from '../../../game/core/person-model.ts'
import type { ForetoldTally } from '../../../game/learn/sparring/foretelling.ts'
import { fisher, type Counted } from '../../../game/learn/maths/fisher.ts'

/** A sentence about how somebody plays, or what their partner makes of it. */
export interface Notice {
  /** What it claims, whatever the counts: such as that they are weak in this region. */
  claim: string
  /** The region that it speaks of, by its place in the portrait; null: it speaks of none. */
  region: number | null
  text: string
}

/** A claim is made where chance alone would bring such counts less often than this. Counts are looked at after every point, in every region, so it
 *  is a hundredth of what a single look would need: of people without any pattern, fewer than one in twenty are told something in a match. */
const BY_CHANCE = 1 / 2000
/** Once somebody is known to be weak in a region, that it aims there needs no more than a single look. */
const AIMED_BY_CHANCE = 1 / 50
/** Things of which it is said where they were sent. */
const LATEST = 9

/** Of fewer expectations nothing is said; of more, where so many came true, or did not. */
const FEWEST_FORETOLD = 6
const MOST_FORETOLD = 3 / 4
const MOST_SURPRISED = 1 / 2

/** What stood on the court is a count that carries itself: how often they went where they were expected, or did not. */
export function foretoldNotice({ count, asForetold, surprised }: ForetoldTally): Notice | null {
  const of = (claim: string, text: string): Notice => ({
    claim,
    region: null,
    text: `${text} of the last ${count} times.`,
  })
  if (count < FEWEST_FORETOLD) return null
  if (asForetold >= MOST_FORETOLD * count) return of('foretold', `You went where it expected ${asForetold}`)
  return surprised >= MOST_SURPRISED * count ? of('surprised', `You surprised it ${surprised}`) : null
}

/** All that the counts of a portrait carry, what tells most first. Each compares a region with all others, or what is sent there now with what was
 *  sent there at first, by Fisher's exact test. */
export function noticesOf(portrait: Portrait): Notice[] {
  const found = portrait.regions.flatMap((region, place) => {
    const notice = noticeOf(portrait, region, place)
    return notice ? [notice] : []
  })
  return found.toSorted((a, b) => a.rank - b.rank || a.chance - b.chance)
}

/** What tells most of one region; null: nothing does. rank: the kind of claim, the most telling first. chance: of such counts. */
function noticeOf(
  portrait: Portrait,
  region: Region,
  place: number,
): (Notice & { rank: number; chance: number }) | null {
  const { name, missed, met } = region
  const rest = elsewhere(portrait, place)
  const weak = fisher({ hits: missed, tries: met }, rest)
  const strong = fisher(passed({ hits: missed, tries: met }), passed(rest))
  const { sent, before, aimed } = aimsAt(portrait, place)
  const of = (kind: string, rank: number, chance: number, text: string) => ({
    claim: `${kind} ${name}`,
    region: place,
    rank,
    chance,
    text,
  })
  const compared = `${missed} of ${met}, elsewhere ${rest.hits} of ${rest.tries}`
  if (weak <= BY_CHANCE && aimed <= AIMED_BY_CHANCE)
    return of('open', 0, weak, `You leave the ${name} open: it aimed there ${sent.hits} of its last ${sent.tries}.`)
  if (weak <= BY_CHANCE) return of('weak', 1, weak, `You miss more in the ${name}: ${compared}.`)
  if (aimed <= BY_CHANCE)
    return of(
      'aimed',
      2,
      aimed,
      `It aims at the ${name} now: ${sent.hits} of its last ${sent.tries}, at first ${before.hits} of ${before.tries}.`,
    )
  return strong <= BY_CHANCE ? of('strong', 3, strong, `You hold the ${name}: you missed ${compared}.`) : null
}

const passed = ({ hits, tries }: Counted): Counted => ({ hits: tries - hits, tries })

function elsewhere({ regions }: Portrait, place: number): Counted {
  const others = regions.filter((_, other) => other !== place)
  const sum = (key: 'missed' | 'met'): number => others.reduce((all, region) => all + region[key], 0)
  return { hits: sum('missed'), tries: sum('met') }
}

/** Of the latest things, and of those at first, how many were sent to a region, and how likely that is by chance. */
function aimsAt({ regions, latest, aims }: Portrait, place: number): { sent: Counted; before: Counted; aimed: number } {
  const last = latest.slice(-LATEST)
  const sent = { hits: last.filter((region) => region === place).length, tries: last.length }
  const before = { hits: Math.round(aims * (regions[place]?.aimedThen ?? 0)), tries: aims }
  return { sent, before, aimed: last.length < LATEST ? 1 : fisher(sent, before) }
}
