import { networksOf } from '../../base/networks.ts'
import type { Contestant } from './contestant.ts'
import type { Millis } from '../../base/time.ts'

const DAY: Millis = 24 * 3_600_000
/** Rated matches of the same people within a day. */
export const MOST_A_DAY = 5
const MOST_KEPT = 20_000

/** Which matches between people count for the leaderboard: not those of two behind one address, nor more than a few a day in which the same
 *  two meet. */
export class RatedPairs {
  private readonly played = new Map<string, Millis[]>()

  constructor(private readonly now: () => Millis) {}

  /** Why a match of these would not count, in words for them; null: it counts. */
  objection(contestants: readonly Contestant[]): string | null {
    const people = contestants.filter((contestant) => contestant.kind === 'human')
    if (people.length < 2) return null
    if (new Set(people.map(({ address }) => widest(address))).size < people.length)
      return 'Not rated: you play from the same network address.'
    if (!pairsOf(people).some((pair) => this.times(pair).length >= MOST_A_DAY)) return null
    const who = people.length > 2 ? 'two of you' : 'you two'
    return `Not rated: ${who} have played ${MOST_A_DAY} rated matches within a day.`
  }

  /** A match of these has counted. */
  countMatch(contestants: readonly Contestant[]): void {
    const people = contestants.filter((contestant) => contestant.kind === 'human')
    for (const pair of pairsOf(people)) {
      const times = [...this.times(pair), this.now()]
      this.played.delete(pair)
      this.played.set(pair, times)
      const [oldest] = this.played.keys()
      if (this.played.size > MOST_KEPT && oldest !== undefined) this.played.delete(oldest)
    }
  }

  private times(pair: string): Millis[] {
    return (this.played.get(pair) ?? []).filter((at) => this.now() - at < DAY)
  }
}

/** What of an address nobody else has: all of an IPv4 one, the /48 of an IPv6 one. */
const widest = (address: string): string => networksOf(address).at(-1)?.key ?? address

/** Every two of them. */
function pairsOf(people: readonly { userId: string }[]): string[] {
  const ids = people.map(({ userId }) => userId).sort()
  return ids.flatMap((one, i) => ids.slice(i + 1).map((other) => `${one} ${other}`))
}
