/** Longest wait before the whole of a match is asked for again, ms. */
const LONGEST_WAIT = 30_000
const FIRST_WAIT = 1000
/** After so long without one, a repair is the first again, ms. */
const FORGOTTEN_AFTER = 60_000
/** So many differences are no accident: this page computes the game otherwise than the server. */
const ACCIDENTS = 1

/** How a page goes on that does not come to what the server says: it asks for the whole log again, at growing intervals; where its own steps
 *  differ a second time, it takes the server's state instead of computing it. */
export class Disagreement {
  private differences = 0
  private inARow = 0
  private lastAt = -Infinity

  /** Whether the state is taken from the server, because our own steps differ. */
  get givesIn(): boolean {
    return this.differences > ACCIDENTS
  }

  /** Our steps came to something else. */
  differed(): void {
    this.differences++
  }

  /** The whole log is to be asked for again: in how many ms. now: ms. */
  wait(now: number): number {
    if (now - this.lastAt > FORGOTTEN_AFTER) this.inARow = 0
    const wait = this.inARow === 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.inARow - 1))
    this.inARow++
    this.lastAt = now + wait
    return wait
  }
}
