import type { Limits } from '../base/limits.ts'
import { networksOf } from '../base/networks.ts'
import type { HostedMatch } from './hosted-match.ts'

/** The matches that stand still because their one person is away. So that they take no room from others, there are only so many. Of one too
 *  many, the network that holds most gives up the one that waited longest: nobody can crowd out the others. */
export class HeldMatches {
  /** Who waited longest first; by the address that its person plays from. */
  private readonly waiting = new Map<HostedMatch, string>()

  constructor(private readonly limits: Pick<Limits, 'matchesHeld' | 'matchesHeldPerAddress'>) {}

  get count(): number {
    return this.waiting.size
  }

  has(hosted: HostedMatch): boolean {
    return this.waiting.has(hosted)
  }

  /** Something about who is in this match changed. */
  note(hosted: HostedMatch): void {
    if (!hosted.waitsForItsPerson) return void this.waiting.delete(hosted)
    if (this.waiting.has(hosted)) return
    const { matchesHeld, matchesHeldPerAddress } = this.limits
    const address = hosted.personAddress
    this.waiting.set(hosted, address)
    for (const { key, times } of networksOf(address)) {
      const same = this.of(key)
      if (same.length > matchesHeldPerAddress * times) giveUp(same[0]!)
    }
    if (this.waiting.size > matchesHeld) giveUp(this.of(this.largest)[0]!)
  }

  /** This match is over. */
  forget(hosted: HostedMatch): void {
    this.waiting.delete(hosted)
  }

  /** Those of a network, who waited longest first. */
  private of(network: string): HostedMatch[] {
    return [...this.waiting]
      .filter(([, from]) => networksOf(from).some(({ key }) => key === network))
      .map(([one]) => one)
  }

  /** The network around an address that holds most; of several, the one whose match waited longest. */
  private get largest(): string {
    const counts = new Map<string, number>()
    for (const from of this.waiting.values()) {
      const { key } = networksOf(from).at(-1)!
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
  }
}

/** Nobody has used up a try at the newborn of the day because others came. */
function giveUp({ match, newbornOf, humanSeats: [seat] }: HostedMatch): void {
  if (seat === undefined) return
  if (newbornOf !== null) match.void({ seat, how: 'crowded' })
  else match.leave(seat, 'crowded')
}
