import { LIMITS, type Rate } from './limits.ts'

/** What an address has a share of limits with: itself, and around an IPv6 one the /48 that it lies in, in which one customer may have
 *  65,536 addresses. */
export interface Network {
  key: string
  /** How many times the share of an address all in it have together. */
  times: number
}

/** An IPv4 address as it is, also one that is written inside an IPv6 one; of an IPv6 address the first four groups, its /64, which is the
 *  smallest network that one customer gets. Limits count this as one address. */
export function addressOf(written: string): string {
  const plain = plainAddress(written)
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('%')[0]!.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).map(withoutZeros).join(':')
}

/** The networks in whose shares an address counts, as limits count it: the only place that says so. */
export function networksOf(address: string): readonly Network[] {
  const own = { key: address, times: 1 }
  return address.includes(':') ? [own, { key: siteOf(address), times: LIMITS.sharesPerSite }] : [own]
}

/** So many shares of a rate. */
export function manifold({ perSecond, burst }: Rate, times: number): Rate {
  return { perSecond: perSecond * times, burst: burst * times }
}

/** The network of whoever holds an address: the /24 of an IPv4 one, the /48 of an IPv6 one. */
export function siteOf(address: string): string {
  if (address.includes(':')) return `${address.split(':').slice(0, 3).join(':')}::/48`
  const groups = address.split('.')
  return groups.length === 4 ? `${groups.slice(0, 3).join('.')}.0/24` : address
}

/** Whether an address may have one more of something, when these addresses have one each: less is taken than `most` in each of its networks,
 *  as often as its share there allows. */
export function hasRoom(address: string, taken: Iterable<string>, most: number): boolean {
  const counts = new AddressCounts()
  for (const other of taken) counts.add(other, 1)
  return counts.hasRoom(address, most)
}

/** Counts what addresses have of something, for them and for the networks around them. */
export class AddressCounts {
  readonly #counts = new Map<string, number>()

  add(address: string, by: 1 | -1): void {
    for (const { key } of networksOf(address)) {
      const next = (this.#counts.get(key) ?? 0) + by
      if (next === 0) this.#counts.delete(key)
      else this.#counts.set(key, next)
    }
  }

  /** Whether an address may have one more, of `most` for each address; `ceiling`: of so many in all for each network, however large. */
  hasRoom(address: string, most: number, ceiling = Infinity): boolean {
    return networksOf(address).every(({ key, times }) => (this.#counts.get(key) ?? 0) < Math.min(most * times, ceiling))
  }
}

/** An IPv4 address inside an IPv6 one, as itself. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

const withoutZeros = (group: string): string => group.toLowerCase().replace(/^0+(?=.)/, '')
