import { Container, Sprite, Texture } from 'pixi.js'

const LENGTH = 28
/** How long the ball's light stays behind it, ms. */
const LASTS_MILLIS = 110

interface Spot {
  x: number
  y: number
  age: number
}

/** The light that the ball leaves for a moment: as many balls as fit between where it was and where it is. */
export class Trail {
  readonly root = new Container()
  private readonly squares: Sprite[]
  private spots: Spot[] = []
  private side = 4

  /** still: little motion is wanted, so there is no trail. texture: what the ball looks like, white. */
  constructor(
    private readonly still: boolean,
    texture: Texture = Texture.WHITE,
  ) {
    this.squares = Array.from({ length: LENGTH }, () => {
      const square = new Sprite(texture)
      square.anchor.set(0.5)
      square.visible = false
      return square
    })
    this.root.addChild(...this.squares)
  }

  size(ball: number): void {
    this.side = ball * 2
  }

  recolour(colour: number): void {
    for (const square of this.squares) square.tint = colour
  }

  clear(): void {
    this.spots = []
  }

  follow(x: number, y: number, ball: number, moving: boolean, millis: number): void {
    if (this.still) return
    for (const spot of this.spots) spot.age += millis
    this.spots = this.spots.filter((spot) => spot.age < LASTS_MILLIS)
    if (!moving) this.spots = []
    else this.spots.unshift({ x, y, age: 0 })
    this.squares.forEach((square, index) => this.place(square, (index + 1) / LENGTH, ball))
  }

  /** Puts a square at this share of the trail's time. */
  private place(square: Sprite, share: number, ball: number): void {
    const age = share * LASTS_MILLIS
    const next = this.spots.findIndex((spot) => spot.age >= age)
    square.visible = next > 0
    if (next <= 0) return
    const [a, b] = [this.spots[next - 1]!, this.spots[next]!]
    const t = (age - a.age) / Math.max(1e-6, b.age - a.age)
    square.position.set(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
    square.alpha = 0.17 * (1 - share) ** 1.5
    const side = Math.max(2, this.side * (1 - 0.55 * share))
    square.setSize(side, Math.min(side, ball * 2))
  }
}
