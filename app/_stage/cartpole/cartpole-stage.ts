import { Container, Graphics, Sprite, type Renderer } from 'pixi.js'
import * as C from '../../../game/tasks/cartpole/layout.ts'
import { LightTrail } from '../solo/light-trail.ts'
import { Ripples } from '../solo/ripples.ts'
import { SoloStage } from '../solo/solo-stage.ts'
import { StepsLine } from '../solo/steps-line.ts'
import type { StageOptions } from '../stage.ts'
import { edgeTexture, glowTexture } from '../textures.ts'
import { cartpoleGeometry, shareOf, type CartpoleGeometry } from './cartpole-geometry.ts'
import type { CartpoleScene } from './cartpole-view.ts'

/** Marks of the track, m apart. */
const SLEEPERS = 0.4
const RIGHT_ANGLE = Math.PI / 2

/** Draws Cartpole: a track of hairlines, a cart in the light of who plays, and a pole with a lamp at its tip, between the two lines beyond which
 *  it has fallen. */
export class CartpoleStage extends SoloStage<CartpoleScene> {
  private readonly track = new Graphics()
  private readonly posts = new Graphics()
  private readonly cart = new Container()
  private readonly body = new Graphics()
  private readonly wheels = [new Graphics(), new Graphics()] as const
  private readonly limits = [new Graphics(), new Graphics()] as const
  private readonly between = new Graphics()
  private readonly pole = new Container()
  private readonly rod = new Graphics()
  private readonly lamp: Sprite
  private readonly jet: Sprite
  private readonly trail: LightTrail
  private readonly ripples: Ripples
  private readonly line = new StepsLine()
  private geometry: CartpoleGeometry = cartpoleGeometry(16, 16)

  constructor(pixi: Renderer, options: StageOptions) {
    super(pixi, options)
    this.lamp = new Sprite(glowTexture())
    this.jet = new Sprite(edgeTexture())
    this.trail = new LightTrail(options.still)
    this.ripples = new Ripples(options.still)
    this.lamp.anchor.set(0.5)
    this.jet.anchor.set(0, 0.5)
    this.pole.addChild(this.rod, this.lamp)
    this.cart.addChild(this.between, ...this.limits, this.jet, this.body, ...this.wheels, this.pole)
    this.root.addChild(this.track, this.posts, this.line.root, this.trail.root, this.cart, this.ripples.root)
    this.redraw()
  }

  protected redraw(): void {
    const { palette, width, height } = this
    const g = (this.geometry = cartpoleGeometry(width, height))
    this.track.clear().moveTo(g.left, g.ground).lineTo(g.right, g.ground)
    this.track.stroke({ width: 1.5, color: palette.line, alpha: 0.7 })
    for (let x = -C.FURTHEST_X; x <= C.FURTHEST_X + 1e-9; x += SLEEPERS) {
      const middle = Math.abs(x) < 1e-9
      const at = Math.round(shareOf(x) * width) + 0.5
      this.track.moveTo(at, g.ground + 4).lineTo(at, g.ground + (middle ? 14 : 9))
    }
    this.track.stroke({ width: 1, color: palette.line, alpha: 0.4 })
    this.posts.clear()
    for (const x of [g.left, g.right]) this.posts.moveTo(x, g.ground + 14).lineTo(x, g.ground - g.cartHeight * 1.2)
    this.posts.stroke({ width: 2, color: palette.line, alpha: 0.8 })
    this.line.redraw(g.left, height - Math.max(14, height * 0.06), g.right - g.left, palette)
    this.trail.clear()
    this.drawCart(g)
    this.drawPole(g)
  }

  protected place(scene: CartpoleScene, millis: number): void {
    const { geometry: g, palette, cart, pole } = this
    const x = shareOf(scene.x) * this.width
    cart.position.set(x, 0)
    pole.rotation = scene.angle
    const metre = (g.right - g.left) / (2 * C.FURTHEST_X)
    for (const wheel of this.wheels) wheel.rotation = (scene.x * metre) / g.wheel
    const share = Math.min(1, Math.abs(scene.angle) / C.FURTHEST_ANGLE)
    this.limits.forEach((limit, side) => {
      const near = scene.angle < 0 === (side === 0) ? share ** 3 : 0
      limit.alpha = 0.28 + 0.72 * near
    })
    pole.alpha = scene.over && share === 1 ? 0.45 : 1
    this.placeJet(scene.push)
    const tip = { x: x + Math.sin(scene.angle) * g.pole, y: g.pivot - Math.cos(scene.angle) * g.pole }
    this.trail.follow(tip.x, tip.y, Math.max(3, g.pole * 0.03), palette.ball, millis)
    this.line.place(scene.steps / C.LONGEST)
    for (const { kind } of scene.effects) {
      if (kind === 'off') this.ripples.start(x, g.pivot, g.pole * 0.8, palette.ball)
      else this.ripples.start(tip.x, tip.y, g.pole * (kind === 'steps' ? 0.4 : 0.9), this.light)
    }
    this.ripples.move(millis)
  }

  /** The light behind the cart of what it is pushed with. */
  private placeJet(push: number): void {
    const { jet, geometry: g } = this
    jet.position.set((-Math.sign(push) * g.cartWidth) / 2, g.pivot + g.cartHeight * 0.4)
    jet.rotation = push > 0 ? Math.PI : 0
    jet.setSize(g.cartWidth * 0.9 * Math.abs(push) + 0.01, g.cartHeight * 0.5)
    jet.alpha = 0.85 * Math.abs(push)
  }

  private drawCart(g: CartpoleGeometry): void {
    const { light, body, palette } = this
    const top = g.ground - g.wheel - g.cartHeight * 0.85
    body.clear().roundRect(-g.cartWidth / 2, top, g.cartWidth, g.cartHeight * 0.8, g.cartHeight * 0.16)
    body.fill({ color: light })
    this.wheels.forEach((wheel, i) => {
      wheel.clear().circle(0, 0, g.wheel).fill({ color: palette.ball })
      wheel.circle(0, 0, g.wheel).moveTo(-g.wheel, 0).lineTo(g.wheel, 0).moveTo(0, -g.wheel).lineTo(0, g.wheel)
      wheel.stroke({ width: 1.5, color: light })
      wheel.position.set((i === 0 ? -1 : 1) * g.cartWidth * 0.3, g.ground - g.wheel)
    })
    this.jet.tint = light
  }

  private drawPole(g: CartpoleGeometry): void {
    const { palette, light } = this
    const foot = Math.max(3, g.pole * 0.022)
    this.pole.position.set(0, g.pivot)
    this.rod
      .clear()
      .poly([-foot, 0, foot, 0, foot * 0.5, -g.pole, -foot * 0.5, -g.pole])
      .fill({ color: palette.ball })
    this.rod.circle(0, 0, foot * 1.5).fill({ color: palette.ball })
    this.rod.circle(0, -g.pole, foot * 1.6).fill({ color: light })
    this.lamp.tint = light
    this.lamp.position.set(0, -g.pole)
    this.lamp.setSize(foot * 16, foot * 16)
    this.lamp.alpha = palette.dark ? 0.5 : 0.3
    const reach = g.pole * 1.06
    this.limits.forEach((limit, side) => {
      const angle = (side === 0 ? -1 : 1) * C.FURTHEST_ANGLE
      limit
        .clear()
        .moveTo(0, 0)
        .lineTo(Math.sin(angle) * reach, -Math.cos(angle) * reach)
      limit.stroke({ width: 1.5, color: palette.line })
      limit.position.set(0, g.pivot)
    })
    const [from, to] = [-RIGHT_ANGLE - C.FURTHEST_ANGLE, -RIGHT_ANGLE + C.FURTHEST_ANGLE]
    this.between.clear().moveTo(0, 0).arc(0, 0, reach, from, to).fill({ color: palette.line, alpha: 0.06 })
    this.between.position.set(0, g.pivot)
  }
}

export const openStage = (pixi: Renderer, options: StageOptions): CartpoleStage => new CartpoleStage(pixi, options)
