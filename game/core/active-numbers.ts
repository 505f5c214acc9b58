/** The numbers of an observation that are not 0, in no order: of an image nearly all of which is 0, a short list. */
export class ActiveNumbers {
  /** How many there are; what lies behind them in the arrays means nothing. */
  count = 0

  /** places: which number of the observation each is. values: what it is. Both [most]. */
  constructor(
    readonly places: Uint16Array,
    readonly values: Int8Array,
  ) {}

  /** Adds a number. Throws where there is no more room. */
  add(place: number, value: number): void {
    const { count } = this
    if (count >= this.places.length) throw new RangeError(`No more than ${count} numbers of this observation are not 0`)
    this.places[count] = place
    this.values[count] = value
    this.count = count + 1
  }
}

/** Room for the lists of so many observations, which lie behind one another in one array. most: the longest list. */
export function activeLists(observations: number, most: number): ActiveNumbers[] {
  const places = new Uint16Array(observations * most)
  const values = new Int8Array(observations * most)
  return Array.from({ length: observations }, (_, i) => {
    const [from, to] = [i * most, (i + 1) * most]
    return new ActiveNumbers(places.subarray(from, to), values.subarray(from, to))
  })
}

/** Writes an observation in full, from `offset` on. size: its numbers. */
export function spreadActive(active: ActiveNumbers, out: Float32Array, offset: number, size: number): void {
  out.fill(0, offset, offset + size)
  for (let i = 0; i < active.count; i++) out[offset + active.places[i]!] = active.values[i]!
}
