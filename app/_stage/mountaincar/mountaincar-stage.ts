import { Container, Graphics, Sprite, type Renderer } from 'pixi.js'
import * as M from '../../../game/tasks/mountaincar/layout.ts'
import { LightTrail } from '../solo/light-trail.ts'
import { Ripples } from '../solo/ripples.ts'
import { SoloStage } from '../solo/solo-stage.ts'
import { StepsLine } from '../solo/steps-line.ts'
import type { StageOptions } from '../stage.ts'
import { edgeTexture, glowTexture } from '../textures.ts'
import { heightAt, type MountaincarScene } from './mountaincar-view.ts'
import { FLAG, valleyOf, type Valley } from './valley.ts'

/** Contours below the ground, and how far apart, as a share of the court's height. */
const CONTOURS = 4
const APART = 0.035

/** Draws Mountain Car: a valley of contours, a flag on its rim, a car in the light of who plays, and a line at the height to which it would roll
 *  without its motor. */
export class MountaincarStage extends SoloStage<MountaincarScene> {
  private readonly land = new Graphics()
  private readonly flag = new Graphics()
  private readonly flagGlow: Sprite
  private readonly reach = new Graphics()
  private readonly car = new Container()
  private readonly body = new Graphics()
  private readonly wheels = [new Graphics(), new Graphics()] as const
  private readonly jet: Sprite
  private readonly trail: LightTrail
  private readonly ripples: Ripples
  private readonly line = new StepsLine()
  private valley: Valley = valleyOf(16, 16)

  constructor(pixi: Renderer, options: StageOptions) {
    super(pixi, options)
    this.flagGlow = new Sprite(glowTexture())
    this.flagGlow.anchor.set(0.5)
    this.jet = new Sprite(edgeTexture())
    this.jet.anchor.set(0, 0.5)
    this.trail = new LightTrail(options.still)
    this.ripples = new Ripples(options.still)
    this.car.addChild(this.jet, this.body, ...this.wheels)
    this.root.addChild(this.land, this.reach, this.flagGlow, this.flag, this.line.root, this.trail.root)
    this.root.addChild(this.car, this.ripples.root)
    this.redraw()
  }

  protected redraw(): void {
    const { palette, width, height } = this
    const valley = (this.valley = valleyOf(width, height))
    const [first, last] = [valley.ground[0]!, valley.ground.at(-1)!]
    this.land.clear()
    this.land.poly([...valley.ground, { x: last.x, y: height }, { x: first.x, y: height }])
    this.land.fill({ color: palette.line, alpha: 0.05 })
    for (let i = 0; i <= CONTOURS; i++) {
      valley.ground.forEach(({ x, y }, at) => {
        const low = y + i * APART * height
        if (at === 0) this.land.moveTo(x, low)
        else this.land.lineTo(x, low)
      })
      this.land.stroke({
        width: i === 0 ? 2 : 1,
        color: palette.line,
        alpha: i === 0 ? 0.9 : 0.28 * (1 - i / (CONTOURS + 1)),
      })
    }
    this.land.moveTo(first.x, first.y).lineTo(first.x, first.y - valley.size * 2.4)
    this.land.stroke({ width: 2, color: palette.line, alpha: 0.8 })
    this.line.redraw(first.x, height - Math.max(10, height * 0.045), last.x - first.x, palette)
    this.trail.clear()
    this.drawFlag()
    this.drawCar()
  }

  protected place(scene: MountaincarScene, millis: number): void {
    const { valley, car, palette } = this
    const { size } = valley
    const slope = valley.slope(scene.position)
    const [x, y] = [valley.x(scene.position), valley.y(heightAt(scene.position))]
    car.position.set(x, y)
    car.rotation = slope
    for (const wheel of this.wheels) wheel.rotation = x / (size * 0.2)
    const { drive, jet } = { drive: scene.out ? 0 : scene.drive, jet: this.jet }
    jet.position.set((-Math.sign(drive) * size) / 2, -size * 0.42)
    jet.rotation = drive > 0 ? Math.PI : 0
    jet.setSize(size * 1.1 * Math.abs(drive) + 0.01, size * 0.36)
    jet.alpha = 0.85 * Math.abs(drive)
    const up = size * 0.42
    this.trail.follow(x + Math.sin(slope) * up, y - Math.cos(slope) * up, size * 0.3, this.light, millis)
    this.placeReach(scene)
    this.flagGlow.alpha = scene.out ? 0.9 : palette.dark ? 0.25 : 0.15
    this.line.place(scene.steps / M.LONGEST)
    for (const { kind } of scene.effects)
      this.ripples.start(
        x,
        y - size * 0.4,
        size * (kind === 'out' ? 6 : 2),
        kind === 'turned' ? palette.line : this.light,
      )
    this.ripples.move(millis)
  }

  /** The line from slope to slope; it is bright once it goes over the flag. */
  private placeReach({ reach, position, out }: MountaincarScene): void {
    const { valley, palette } = this
    const goes = reach > heightAt(M.GOAL)
    const level = Math.min(1, reach)
    const [from, to] = valley.below(level, position)
    this.reach.clear()
    if (out) return
    const y = valley.y(level)
    const dash = Math.max(4, this.width / 130)
    for (let x = valley.x(from); x < valley.x(to); x += dash * 2)
      this.reach.moveTo(x, y).lineTo(Math.min(x + dash, valley.x(to)), y)
    this.reach.stroke({ width: goes ? 1.5 : 1, color: goes ? this.light : palette.line, alpha: goes ? 1 : 0.6 })
  }

  private drawFlag(): void {
    const { valley, palette, flag } = this
    const { size } = valley
    const [x, y] = [valley.x(M.GOAL), valley.y(heightAt(M.GOAL))]
    const top = y - FLAG * size
    flag.clear().moveTo(x, y).lineTo(x, top).stroke({ width: 2, color: palette.ball })
    flag.poly([x, top, x + size * 1.1, top + size * 0.4, x, top + size * 0.8]).fill({ color: palette.ball })
    this.flagGlow.tint = palette.dark ? palette.ball : this.light
    this.flagGlow.position.set(x + size * 0.4, top + size * 0.4)
    this.flagGlow.setSize(size * 5, size * 5)
  }

  private drawCar(): void {
    const { palette, light, body } = this
    const { size } = this.valley
    const wheel = size * 0.2
    body
      .clear()
      .roundRect(-size / 2, -size * 0.6, size, size * 0.38, size * 0.12)
      .fill({ color: light })
    body.roundRect(-size * 0.28, -size * 0.88, size * 0.52, size * 0.36, size * 0.12).fill({ color: light })
    this.wheels.forEach((drawn, i) => {
      drawn.clear().circle(0, 0, wheel).fill({ color: palette.ball })
      drawn.circle(0, 0, wheel).moveTo(-wheel, 0).lineTo(wheel, 0).stroke({ width: 1.5, color: light })
      drawn.position.set((i === 0 ? -1 : 1) * size * 0.28, -wheel)
    })
    this.jet.tint = light
  }
}

export const openStage = (pixi: Renderer, options: StageOptions): MountaincarStage =>
  new MountaincarStage(pixi, options)
