import { Container, Graphics, Sprite, type Renderer } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import * as V from '../../../game/tasks/volley/layout.ts'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { discTexture, edgeTexture, glowTexture, ringTexture } from '../textures.ts'
import { Trail } from '../trail.ts'
import { volleyGeometry, type VolleyGeometry } from './court-geometry.ts'
import { ServeMark } from './serve-mark.ts'
import { Slimes } from './slimes.ts'
import { VolleyImpacts } from './volley-impacts.ts'
import type { VolleyScene } from './volley-scene.ts'

/** Draws volley with PixiJS: a ground under a night sky, a fence, two lights that look at a ball. */
export class VolleyStage implements Stage<VolleyScene> {
  readonly renderer: string
  private readonly root = new Container()
  private readonly lines = new Graphics()
  private readonly shadow = new Graphics()
  private readonly earth: Sprite
  private readonly ball: Sprite
  private readonly ballGlow: Sprite
  private readonly serve = new ServeMark()
  private readonly slimes: Slimes
  private readonly trail: Trail
  private readonly impacts: VolleyImpacts
  private palette: Palette
  private geometry: VolleyGeometry = volleyGeometry(16, 16, false)

  constructor(
    private readonly pixi: Renderer,
    private readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
    const glow = glowTexture()
    const disc = discTexture()
    this.ball = centred(new Sprite(disc))
    this.ballGlow = centred(new Sprite(glow))
    this.earth = new Sprite(edgeTexture())
    this.earth.anchor.set(0, 0.5)
    this.earth.rotation = Math.PI / 2
    this.slimes = new Slimes(options, glow)
    this.trail = new Trail(options.still, disc)
    this.impacts = new VolleyImpacts(glow, ringTexture(), options.still)
    this.root.addChild(this.earth, this.slimes.glows, this.lines, this.shadow, this.impacts.root)
    this.root.addChild(this.serve.root, this.trail.root, this.ballGlow, this.slimes.bodies, this.ball)
    this.recolour(options.palette)
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.geometry = volleyGeometry(width, height, this.options.mine === 1)
    this.drawCourt()
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.ball.tint = palette.ball
    this.ballGlow.tint = palette.ball
    this.trail.recolour(palette.ball)
    this.drawCourt()
  }

  draw(scene: VolleyScene, _minds: readonly (Mind | null)[], millis: number): void {
    const { geometry, palette } = this
    for (const effect of scene.effects) {
      const isOf = effect.kind === 'hit' || effect.kind === 'point'
      this.impacts.start(effect, geometry, isOf ? this.light(effect.seat) : palette.ball)
      if (effect.kind === 'hit') this.slimes.hit(effect.seat)
      if (effect.kind === 'point') this.trail.clear()
    }
    this.impacts.move(millis)
    this.slimes.place(scene, geometry, millis)
    this.placeBall(scene, millis)
    this.serve.place(scene, geometry, palette)
    this.pixi.render(this.root)
  }

  destroy(): void {
    this.root.destroy({ children: true, texture: false })
    const { canvas } = this.pixi
    this.pixi.destroy()
    if (canvas instanceof HTMLCanvasElement) canvas.remove()
  }

  private light(seat: number): number {
    return this.options.kinds[seat] === 'agent' ? this.palette.agent : this.palette.person
  }

  private placeBall(scene: VolleyScene, millis: number): void {
    const { geometry, shadow } = this
    const x = geometry.x(scene.ballX)
    const y = geometry.y(scene.ballY)
    this.ball.visible = scene.ball
    this.ballGlow.visible = scene.ball && this.palette.dark
    this.ball.position.set(x, y)
    this.ballGlow.position.set(x, y)
    // While a serve is awaited the ball grows to its size.
    const size = geometry.ball * 2 * (scene.serve > 0 ? Math.min(1, 0.55 + (1 - scene.serve) * 0.45) : 1)
    this.ball.setSize(size, size)
    this.trail.follow(x, y, geometry.ball, scene.ball && scene.serve === 0, millis)
    // What tells where a ball comes down: its shadow, wider and fainter the higher it is.
    const share = Math.max(0, Math.min(1, (scene.ballY - V.GROUND) / 22))
    const half = geometry.ball * (1.1 + 2.4 * share)
    shadow.clear()
    if (!scene.ball || scene.serve > 0) return
    shadow
      .moveTo(x - half, geometry.ground)
      .lineTo(x + half, geometry.ground)
      .stroke({ width: 3, color: this.palette.ball, alpha: 0.75 - 0.55 * share, cap: 'round' })
  }

  /** What stays as it is until the size or the colours change. */
  private drawCourt(): void {
    const { lines, geometry, palette, earth } = this
    const { width, height, ground, unit, ball } = geometry
    earth.position.set(width / 2, ground)
    earth.setSize(height - ground, width)
    earth.tint = palette.line
    earth.alpha = palette.dark ? 0.1 : 0.14
    lines.clear()
    lines.moveTo(0, ground).lineTo(width, ground).stroke({ width: 1, color: palette.line, alpha: 0.7 })
    this.drawFence()
    for (const side of [-1, 1]) {
      const x = geometry.x(side * V.HALF_WIDTH)
      if (x > 1 && x < width - 1) lines.moveTo(x, 0).lineTo(x, ground)
    }
    lines.stroke({ width: 1, color: palette.line, alpha: 0.35 })
    // The halves, as far up as play goes.
    const top = geometry.y(V.FENCE_HEIGHT + V.FENCE_HALF_WIDTH) - unit
    const dash = Math.max(5, height / 60)
    for (let y = top; y > 0; y -= dash * 2.5) lines.moveTo(width / 2, y).lineTo(width / 2, Math.max(0, y - dash))
    lines.stroke({ width: 1, color: palette.line, alpha: 0.28 })
    this.slimes.redraw(geometry, palette, (seat) => this.light(seat))
    this.ballGlow.setSize(ball * 9, ball * 9)
    this.ballGlow.alpha = 0.3
    this.trail.size(ball)
  }

  private drawFence(): void {
    const { lines, geometry, palette } = this
    const half = V.FENCE_HALF_WIDTH * geometry.unit
    const top = geometry.y(V.FENCE_HEIGHT)
    const middle = geometry.width / 2
    lines
      .moveTo(middle - half, geometry.ground)
      .lineTo(middle - half, top)
      .arc(middle, top, half, Math.PI, 2 * Math.PI)
      .lineTo(middle + half, geometry.ground)
      .fill({ color: palette.line, alpha: 0.22 })
      .stroke({ width: 1, color: palette.line, alpha: 0.9 })
  }
}

function centred(sprite: Sprite): Sprite {
  sprite.anchor.set(0.5)
  return sprite
}
