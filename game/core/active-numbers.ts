/** The numbers of an observation that are not 0, in no order: of an image nearly all of which is 0, a short list. */
export class ActiveNumbers {
  /** counter: how many there are [1]; what lies behind them in the others means nothing. places: which number of the observation each is.
   *  values: what it is. Both [most]. */
  constructor(
    private readonly counter: Uint16Array,
    readonly places: Uint16Array,
    readonly values: Int8Array,
  ) {}

  get count(): number {
    return this.counter[0]!
  }

  clear(): void {
    this.counter[0] = 0
  }

  /** Adds a number. Throws where there is no more room. */
  add(place: number, value: number): void {
    const { count } = this
    if (count >= this.places.length) throw new RangeError(`No more than ${count} numbers of this observation are not 0`)
    this.places[count] = place
    this.values[count] = value
    this.counter[0] = count + 1
  }
}

/** The lists of so many observations, behind one another in one array each. */
export interface ActiveMemory {
  counts: Uint16Array
  places: Uint16Array
  values: Int8Array
}

/** most: the longest list. */
export const activeMemory = (observations: number, most: number): ActiveMemory => ({
  counts: new Uint16Array(observations),
  places: new Uint16Array(observations * most),
  values: new Int8Array(observations * most),
})

/** The lists that lie in such arrays. */
export function activeLists({ counts, places, values }: ActiveMemory): ActiveNumbers[] {
  const most = counts.length === 0 ? 0 : places.length / counts.length
  return Array.from(counts, (_, i) => {
    const [from, to] = [i * most, (i + 1) * most]
    return new ActiveNumbers(counts.subarray(i, i + 1), places.subarray(from, to), values.subarray(from, to))
  })
}

/** Writes an observation in full, from `offset` on. size: its numbers. */
export function spreadActive(active: ActiveNumbers, out: Float32Array, offset: number, size: number): void {
  out.fill(0, offset, offset + size)
  const { count, places, values } = active
  for (let i = 0; i < count; i++) out[offset + places[i]!] = values[i]!
}
