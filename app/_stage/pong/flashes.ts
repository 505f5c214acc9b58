import { Container, Sprite, type Texture } from 'pixi.js'
import type { CourtGeometry } from './court-geometry.ts'
import type { PongEffect } from './pong-scene.ts'

interface Flash {
  sprite: Sprite
  age: number
  lasts: number
  /** Width and height at the beginning and at the end, px. */
  from: [number, number]
  to: [number, number]
  alpha: number
}

/** The short lights of impacts: a ripple where a paddle hits, a line where a wall does, an edge that lights up for a point. */
export class Flashes {
  readonly root = new Container()
  private flashes: Flash[] = []
  private readonly spare = new Map<Texture, Sprite[]>()

  /** still: little motion is wanted: lights fade where they are instead of spreading. */
  constructor(
    private readonly glow: Texture,
    private readonly edge: Texture,
    private readonly ring: Texture,
    private readonly still: boolean,
  ) {}

  start(effect: PongEffect, court: CourtGeometry, colour: number): void {
    const unit = court.paddleHalfHeight
    const x = court.x(effect.x)
    const y = court.y(effect.y)
    const strength = 0.55 + 0.45 * effect.force
    switch (effect.kind) {
      case 'hit':
        this.spawn(this.ring, x, y, colour, {
          lasts: 240,
          from: [unit * 0.3, unit * 0.3],
          to: [unit * 2.1, unit * 2.1],
          alpha: 0.7 * strength,
        })
        this.spawn(this.glow, x, y, colour, {
          lasts: 180,
          from: [unit * 2.6, unit * 2.6],
          to: [unit * 2.2, unit * 2.2],
          alpha: 0.5 * strength,
        })
        return
      case 'wall':
        this.spawn(this.glow, x, y, colour, {
          lasts: 200,
          from: [unit, unit * 0.22],
          to: [unit * 2.8, unit * 0.12],
          alpha: 0.65 * strength,
        })
        return
      case 'serve':
        this.spawn(this.ring, x, y, colour, {
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
        const light = this.spawn(this.edge, lost, court.height / 2, colour, {
          lasts: 420,
          from: [reach, court.height],
          to: [reach * 1.15, court.height],
          alpha: 0.5,
        })
        light.anchor.set(0, 0.5)
        light.rotation = right ? Math.PI : 0
        this.spawn(this.ring, lost, y, colour, { lasts: 420, from: [unit, unit], to: [unit * 5, unit * 5], alpha: 0.8 })
      }
    }
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

  private spawn(texture: Texture, x: number, y: number, colour: number, flash: Omit<Flash, 'sprite' | 'age'>): Sprite {
    const sprite = this.spare.get(texture)?.pop() ?? new Sprite(texture)
    sprite.anchor.set(0.5)
    sprite.rotation = 0
    sprite.tint = colour
    sprite.visible = true
    sprite.position.set(x, y)
    if (!sprite.parent) this.root.addChild(sprite)
    this.flashes.push({ sprite, age: 0, ...flash })
    return sprite
  }

  private retire(sprite: Sprite): void {
    sprite.visible = false
    const spare = this.spare.get(sprite.texture)
    if (spare) spare.push(sprite)
    else this.spare.set(sprite.texture, [sprite])
  }
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t
