/** Remembers outside of this process which matches are being played, so that the next one can tell their players what became of them. */
export interface RunningMatches {
  /** Whether this match was being played when the process before this one died. */
  diedWith(match: string): boolean
  opened(match: string): void
  /** It is over, and its result is safe. */
  ended(match: string): void
}
