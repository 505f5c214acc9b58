import { Flashes } from '../flashes.ts'
import { glowTexture, ringTexture } from '../textures.ts'

const LASTS_MILLIS = 420

/** The lights of what happens: a ring that spreads, and a glow. */
export class Ripples {
  private readonly flashes: Flashes
  private readonly ring = ringTexture()
  private readonly glow = glowTexture()

  /** still: little motion is wanted: they fade where they are. */
  constructor(still: boolean) {
    this.flashes = new Flashes(still)
  }

  get root(): Flashes['root'] {
    return this.flashes.root
  }

  /** size: width of the ring at its end, px. */
  start(x: number, y: number, size: number, colour: number): void {
    const [least, large, most] = [size * 0.2, size * 0.9, size]
    this.flashes.spawn(this.ring, x, y, colour, {
      lasts: LASTS_MILLIS,
      from: [least, least],
      to: [most, most],
      alpha: 0.7,
    })
    this.flashes.spawn(this.glow, x, y, colour, {
      lasts: LASTS_MILLIS,
      from: [large, large],
      to: [most, most],
      alpha: 0.7,
    })
  }

  move(millis: number): void {
    this.flashes.move(millis)
  }
}
