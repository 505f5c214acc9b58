import type { Texture } from 'pixi.js'
import { Flashes } from '../flashes.ts'
import type { RingGeometry } from './ring-geometry.ts'
import type { SumoEffect } from './sumo-scene.ts'

/** The lights of impacts: a ripple where the discs bump, and the ring that lights up in the colour of whoever won a round. */
export class SumoImpacts {
  private readonly flashes: Flashes

  /** still: little motion is wanted. */
  constructor(
    private readonly glow: Texture,
    private readonly ring: Texture,
    still: boolean,
  ) {
    this.flashes = new Flashes(still)
  }

  get root(): Flashes['root'] {
    return this.flashes.root
  }

  /** ring: its radius now, in units */
  start({ kind, x: unitsX, y: unitsY, force }: SumoEffect, court: RingGeometry, ring: number, colour: number): void {
    const { unit } = court
    const x = court.x(unitsX)
    const y = court.y(unitsY)
    if (kind === 'bump') {
      this.square(this.ring, x, y, colour, 260, unit * 0.4, unit * (1.6 + 2.6 * force), 0.35 + 0.5 * force)
      this.square(this.glow, x, y, colour, 200, unit * (1.4 + 3 * force), unit * 2, 0.4 + 0.5 * force)
      return
    }
    const [middleX, middleY] = [court.x(0), court.y(0)]
    // The light of a round is seen, however little is left of the ring.
    const wide = 2 * Math.max(3, ring) * unit
    if (kind === 'start') return this.square(this.ring, middleX, middleY, colour, 320, unit * 4.2, unit * 7, 0.5)
    this.square(this.ring, middleX, middleY, colour, 620, wide * 1.06, wide * 1.06 + unit * 4, 0.9)
    this.square(this.ring, x, y, colour, 460, unit * 1.6, unit * 6, 0.8)
    this.square(this.glow, x, y, colour, 460, unit * 6, unit * 5, 0.6)
  }

  move(millis: number): void {
    this.flashes.move(millis)
  }

  private square(
    texture: Texture,
    x: number,
    y: number,
    colour: number,
    lasts: number,
    from: number,
    to: number,
    alpha: number,
  ): void {
    this.flashes.spawn(texture, x, y, colour, { lasts, from: [from, from], to: [to, to], alpha })
  }
}
