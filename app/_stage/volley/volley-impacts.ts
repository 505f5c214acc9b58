import type { Texture } from 'pixi.js'
import { Flashes } from '../flashes.ts'
import type { VolleyGeometry } from './court-geometry.ts'
import type { VolleyEffect } from './volley-scene.ts'

/** The lights of impacts: a ripple where a slime hits, a glow where fence or wall does, and the ground that lights up for a point. */
export class VolleyImpacts {
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

  start(effect: VolleyEffect, court: VolleyGeometry, colour: number): void {
    const unit = Math.max(7, court.unit)
    const x = court.x(effect.x)
    const y = court.y(effect.y)
    const strength = 0.55 + 0.45 * effect.force
    switch (effect.kind) {
      case 'hit':
        this.square(this.ring, x, y, colour, 240, unit * 0.8, unit * 4.6, 0.7 * strength)
        this.square(this.glow, x, y, colour, 200, unit * 5, unit * 4, 0.6 * strength)
        return
      case 'wall':
      case 'fence':
        this.square(this.glow, x, y, colour, 200, unit * 3.4, unit * 2.4, 0.6 * strength)
        return
      case 'serve':
        this.square(this.ring, x, y, colour, 240, unit * 2.4, unit * 4.4, 0.4)
        return
      case 'point': {
        // Along the ground, on the side of whoever lost it.
        const shape = { lasts: 520, alpha: 0.85 } as const
        this.flashes.spawn(this.glow, x, y, colour, {
          ...shape,
          from: [unit * 6, unit * 2.2],
          to: [unit * 24, unit * 1.2],
        })
        this.square(this.ring, x, y, colour, 420, unit * 1.4, unit * 9, 0.8)
      }
    }
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
