/** A drawn point that follows its source exactly while that moves as it may, and at most so fast where it jumps. */
export class Follower {
  x = 0
  y = 0

  /** most: furthest that it may move now. */
  follow(x: number, y: number, most: number): void {
    const distance = Math.hypot(x - this.x, y - this.y)
    const share = distance > most ? most / distance : 1
    this.x += (x - this.x) * share
    this.y += (y - this.y) * share
  }

  /** Goes there at once: the source was put somewhere else on purpose. */
  moveTo(x: number, y: number): void {
    this.x = x
    this.y = y
  }
}
