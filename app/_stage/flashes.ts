import { Container, Sprite, type Texture } from 'pixi.js'

/** A light that is there for a moment. Sizes are width and height at its beginning and its end, px. */
export interface FlashShape {
  /** ms. */
  lasts: number
  from: readonly [number, number]
  to: readonly [number, number]
  /** At its beginning. */
  alpha: number
}

interface Flash extends FlashShape {
  sprite: Sprite
  age: number
}

/** The short lights of impacts. */
export class Flashes {
  readonly root = new Container()
  private flashes: Flash[] = []
  private readonly spare = new Map<Texture, Sprite[]>()

  /** still: little motion is wanted: lights fade where they are instead of spreading. */
  constructor(private readonly still: boolean) {}

  /** Begins one around a place, and returns it so that it can be turned. */
  spawn(texture: Texture, x: number, y: number, colour: number, shape: FlashShape): Sprite {
    const sprite = this.spare.get(texture)?.pop() ?? new Sprite(texture)
    sprite.anchor.set(0.5)
    sprite.rotation = 0
    sprite.tint = colour
    sprite.visible = true
    sprite.position.set(x, y)
    if (!sprite.parent) this.root.addChild(sprite)
    this.flashes.push({ sprite, age: 0, ...shape })
    return sprite
  }

  move(millis: number): void {
    for (const flash of this.flashes) {
      flash.age += millis
      const share = Math.min(1, flash.age / flash.lasts)
      const eased = this.still ? 0.5 : 1 - (1 - share) ** 3
      flash.sprite.setSize(mix(flash.from[0], flash.to[0], eased), mix(flash.from[1], flash.to[1], eased))
      flash.sprite.alpha = flash.alpha * (1 - share) ** 1.6
      if (share === 1) this.retire(flash.sprite)
    }
    if (this.flashes.some((flash) => flash.age >= flash.lasts))
      this.flashes = this.flashes.filter((flash) => flash.age < flash.lasts)
  }

  private retire(sprite: Sprite): void {
    sprite.visible = false
    const spare = this.spare.get(sprite.texture)
    if (spare) spare.push(sprite)
    else this.spare.set(sprite.texture, [sprite])
  }
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t
