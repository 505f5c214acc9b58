import type { Texture } from 'pixi.js'
import { Flashes } from '../flashes.ts'
import type { CourtGeometry } from './court-geometry.ts'
import type { PongEffect } from './pong-scene.ts'

/** The lights of impacts: a ripple where a paddle hits, a line where a wall does, an edge that lights up for a point. */
export class Impacts {
  private readonly flashes: Flashes

  /** still: little motion is wanted. */
  constructor(
    private readonly glow: Texture,
    private readonly edge: Texture,
    private readonly ring: Texture,
    still: boolean,
  ) {
    this.flashes = new Flashes(still)
  }

  get root(): Flashes['root'] {
    return this.flashes.root
  }

  start(effect: PongEffect, court: CourtGeometry, colour: number): void {
    const unit = court.paddleHalfHeight
    const x = court.x(effect.x)
    const y = court.y(effect.y)
    const strength = 0.55 + 0.45 * effect.force
    switch (effect.kind) {
      case 'hit':
        this.flashes.spawn(this.ring, x, y, colour, {
          lasts: 240,
          from: [unit * 0.3, unit * 0.3],
          to: [unit * 2.1, unit * 2.1],
          alpha: 0.7 * strength,
        })
        this.flashes.spawn(this.glow, x, y, colour, {
          lasts: 180,
          from: [unit * 2.6, unit * 2.6],
          to: [unit * 2.2, unit * 2.2],
          alpha: 0.5 * strength,
        })
        return
      case 'wall':
        this.flashes.spawn(this.glow, x, y, colour, {
          lasts: 200,
          from: [unit, unit * 0.22],
          to: [unit * 2.8, unit * 0.12],
          alpha: 0.65 * strength,
        })
        return
      case 'serve':
        this.flashes.spawn(this.ring, x, y, colour, {
          lasts: 220,
          from: [unit * 1.2, unit * 1.2],
          to: [unit * 2.2, unit * 2.2],
          alpha: 0.35,
        })
        return
      case 'point': {
        // The edge behind whoever lost it.
        const right = court.side(effect.seat) < 0
        const lost = right ? court.width : 0
        const reach = court.width * 0.16
        const light = this.flashes.spawn(this.edge, lost, court.height / 2, colour, {
          lasts: 420,
          from: [reach, court.height],
          to: [reach * 1.15, court.height],
          alpha: 0.5,
        })
        light.anchor.set(0, 0.5)
        light.rotation = right ? Math.PI : 0
        this.flashes.spawn(this.ring, lost, y, colour, {
          lasts: 420,
          from: [unit, unit],
          to: [unit * 5, unit * 5],
          alpha: 0.8,
        })
      }
    }
  }

  move(millis: number): void {
    this.flashes.move(millis)
  }
}
