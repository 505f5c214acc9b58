import { Container, Graphics, Sprite, type Renderer } from 'pixi.js'
import * as P from '../../../game/tasks/pendulum/layout.ts'
import { LightTrail } from '../solo/light-trail.ts'
import { Ripples } from '../solo/ripples.ts'
import { SoloStage } from '../solo/solo-stage.ts'
import type { StageOptions } from '../stage.ts'
import { glowTexture } from '../textures.ts'
import { dialOf } from './dial.ts'
import type { PendulumScene } from './pendulum-view.ts'

const TOP = -Math.PI / 2
/** Marks of the dial. */
const MARKS = 24
/** How far around the pivot the arc of a full torque goes, in rad. */
const FULL_ARC = 1.9

/** Draws Pendulum: a dial of hairlines that fills as time passes, a rod with a lamp at its end, and between the rod and upright the angle that
 *  costs. Around the pivot goes what the motor does. */
export class PendulumStage extends SoloStage<PendulumScene> {
  private readonly dial = new Graphics()
  private readonly over = new Graphics()
  private readonly cost = new Graphics()
  private readonly motor = new Graphics()
  private readonly mark: Sprite
  private readonly rod = new Container()
  private readonly bar = new Graphics()
  private readonly lamp: Sprite
  private readonly trail: LightTrail
  private readonly ripples: Ripples

  constructor(pixi: Renderer, options: StageOptions) {
    super(pixi, options)
    const glow = glowTexture()
    this.mark = new Sprite(glow)
    this.lamp = new Sprite(glow)
    for (const sprite of [this.mark, this.lamp]) sprite.anchor.set(0.5)
    this.trail = new LightTrail(options.still)
    this.ripples = new Ripples(options.still)
    this.rod.addChild(this.bar, this.lamp)
    this.root.addChild(this.cost, this.dial, this.over, this.mark, this.trail.root, this.motor, this.rod)
    this.root.addChild(this.ripples.root)
    this.redraw()
  }

  protected redraw(): void {
    const { palette, light } = this
    const { x, y, radius } = dialOf(this.width, this.height)
    const length = radius * 0.82
    this.dial.clear().circle(x, y, radius).stroke({ width: 1, color: palette.line, alpha: 0.45 })
    for (let i = 0; i < MARKS; i++) {
      const angle = TOP + (i * 2 * Math.PI) / MARKS
      const inner = radius * (i === 0 ? 0.9 : i % 6 === 0 ? 0.95 : 0.975)
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      this.dial.moveTo(x + inner * cos, y + inner * sin).lineTo(x + radius * cos, y + radius * sin)
      this.dial.stroke({ width: i === 0 ? 2 : 1, color: palette.line, alpha: i === 0 ? 1 : 0.5 })
    }
    const thick = Math.max(2.5, length * 0.026)
    this.bar.clear().poly([-thick, 0, thick, 0, thick * 0.55, -length, -thick * 0.55, -length])
    this.bar
      .fill({ color: palette.ball })
      .circle(0, 0, thick * 1.9)
      .fill({ color: palette.ball })
    this.bar.circle(0, -length, thick * 2.6).fill({ color: light })
    this.rod.position.set(x, y)
    this.lamp.position.set(0, -length)
    this.lamp.tint = light
    this.lamp.setSize(thick * 20, thick * 20)
    this.lamp.alpha = palette.dark ? 0.5 : 0.3
    this.mark.position.set(x, y - radius)
    this.mark.tint = light
    this.mark.setSize(radius * 0.9, radius * 0.5)
    this.trail.clear()
  }

  protected place(scene: PendulumScene, millis: number): void {
    const { palette, light } = this
    const { x, y, radius } = dialOf(this.width, this.height)
    const length = radius * 0.82
    this.rod.rotation = scene.angle
    this.mark.alpha = 0.9 * scene.held
    const [tipX, tipY] = [x + Math.sin(scene.angle) * length, y - Math.cos(scene.angle) * length]
    this.trail.follow(tipX, tipY, Math.max(3, length * 0.045), light, millis)
    const away = P.wrapped(scene.angle)
    this.cost.clear()
    if (Math.abs(away) > 0.01)
      this.cost
        .moveTo(x, y)
        .arc(x, y, length, TOP, TOP + away, away < 0)
        .fill({ color: light, alpha: 0.09 })
    this.over.clear()
    const share = scene.steps / P.STEPS
    if (share > 0) {
      this.over.arc(x, y, radius, TOP, TOP + share * 2 * Math.PI)
      this.over.stroke({ width: 2, color: palette.ball, alpha: 0.75 })
    }
    this.placeMotor(scene.torque, x, y, radius * 0.2)
    for (const { kind } of scene.effects) if (kind === 'top') this.ripples.start(tipX, tipY, radius * 0.4, light)
    this.ripples.move(millis)
  }

  /** An arrow around the pivot. */
  private placeMotor(torque: number, x: number, y: number, radius: number): void {
    const { motor, light } = this
    motor.clear()
    if (Math.abs(torque) < 0.03) return
    const end = TOP + torque * FULL_ARC
    const width = Math.max(2, radius * 0.1)
    motor.arc(x, y, radius, TOP, end, torque < 0).stroke({ width, color: light, alpha: 0.9 })
    const head = width * 2.4
    const way = Math.sign(torque)
    const [cos, sin] = [Math.cos(end), Math.sin(end)]
    const [tipX, tipY] = [x + radius * cos - way * sin * head, y + radius * sin + way * cos * head]
    motor
      .poly([
        x + (radius - head * 0.7) * cos,
        y + (radius - head * 0.7) * sin,
        tipX,
        tipY,
        x + (radius + head * 0.7) * cos,
        y + (radius + head * 0.7) * sin,
      ])
      .fill({ color: light, alpha: 0.9 })
  }
}

export const openStage = (pixi: Renderer, options: StageOptions): PendulumStage => new PendulumStage(pixi, options)
