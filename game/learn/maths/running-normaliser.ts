/** Below this a number counts as one that never varies. */
const LEAST_DEVIATION = 1e-6

/** Mean and deviation of each number of rows that come bit by bit, as if all had been there at once (Chan, Golub & LeVeque 1983). */
export class RunningNormaliser {
  /** How many rows, then the mean of each number, then the sum of its squares around it [1 + 2 × size]. */
  private readonly moments: Float64Array

  /** size: numbers of a row. */
  constructor(private readonly size: number) {
    this.moments = new Float64Array(1 + 2 * size)
  }

  /** Takes more rows [rows × size]. */
  add(values: Float32Array, rows: number): void {
    const { moments, size } = this
    const before = moments[0]!
    const all = before + rows
    if (rows === 0) return
    for (let i = 0; i < size; i++) {
      let mean = 0
      for (let row = 0; row < rows; row++) mean += values[row * size + i]! / rows
      let squares = 0
      for (let row = 0; row < rows; row++) squares += (values[row * size + i]! - mean) ** 2
      const apart = mean - moments[1 + i]!
      moments[1 + i] = moments[1 + i]! + (apart * rows) / all
      moments[1 + size + i] = moments[1 + size + i]! + squares + (apart * apart * before * rows) / all
    }
    moments[0] = all
  }

  mean(i: number): number {
    return this.moments[1 + i]!
  }

  /** 1 where the number never varied. */
  deviation(i: number): number {
    const deviation = Math.sqrt(this.moments[1 + this.size + i]! / Math.max(1, this.moments[0]!))
    return deviation < LEAST_DEVIATION ? 1 : deviation
  }

  /** Shifts and scales rows to mean 0 and deviation 1, and cuts them off at ±limit, in place [rows × size]. */
  normalise(values: Float32Array, rows: number, limit: number): void {
    const { size } = this
    for (let i = 0; i < size; i++) {
      const [mean, deviation] = [this.mean(i), this.deviation(i)]
      for (let at = i; at < rows * size; at += size)
        values[at] = Math.max(-limit, Math.min(limit, (values[at]! - mean) / deviation))
    }
  }

  /** Its state, by a name that begins with `name`: the array that it works on. */
  save(name: string): Record<string, Float64Array> {
    return { [`${name}.moments`]: this.moments }
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    this.moments.set(saved[`${name}.moments`]!)
  }
}
