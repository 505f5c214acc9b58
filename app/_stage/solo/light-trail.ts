import { Graphics } from 'pixi.js'

/** For how long the light stays, ms. */
const LASTS_MILLIS = 420

/** The light that something leaves behind it for a moment: a line that fades. */
export class LightTrail {
  readonly root = new Graphics()
  private spots: { x: number; y: number; age: number }[] = []

  /** still: little motion is wanted, so there is none. */
  constructor(private readonly still: boolean) {}

  clear(): void {
    this.spots = []
    this.root.clear()
  }

  /** width: of the line where it begins, px. */
  follow(x: number, y: number, width: number, color: number, millis: number): void {
    if (this.still) return
    for (const spot of this.spots) spot.age += millis
    this.spots = this.spots.filter((spot) => spot.age < LASTS_MILLIS)
    this.spots.unshift({ x, y, age: 0 })
    this.root.clear()
    for (let i = 1; i < this.spots.length; i++) {
      const [from, to] = [this.spots[i - 1]!, this.spots[i]!]
      const left = 1 - to.age / LASTS_MILLIS
      this.root
        .moveTo(from.x, from.y)
        .lineTo(to.x, to.y)
        .stroke({ width: Math.max(1, width * left), color, alpha: 0.5 * left ** 2, cap: 'round' })
    }
  }
}
