/** Time, handed in. */
export interface Clock {
  /** Ms, monotonic. */
  now(): number
  /** Calls once after so many ms; returns how to cancel. */
  after(millis: number, call: () => void): () => void
}
