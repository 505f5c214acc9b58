/** The weights used last, by hash, up to a number of bytes. Weights never change, so an entry is never wrong. */
export class WeightsCache {
  private readonly entries = new Map<string, Float32Array>()
  private bytes = 0

  constructor(private readonly maxBytes: number) {}

  get(hash: string): Float32Array | undefined {
    const weights = this.entries.get(hash)
    if (weights) {
      // A Map keeps the order of insertion: the one used now goes last.
      this.entries.delete(hash)
      this.entries.set(hash, weights)
    }
    return weights
  }

  set(hash: string, weights: Float32Array): void {
    if (this.entries.has(hash)) return
    this.entries.set(hash, weights)
    this.bytes += weights.byteLength
    for (const [oldest, old] of this.entries) {
      if (this.bytes <= this.maxBytes || oldest === hash) return
      this.entries.delete(oldest)
      this.bytes -= old.byteLength
    }
  }
}
