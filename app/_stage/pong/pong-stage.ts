import { Container, Graphics, Sprite, Texture, type Renderer } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { edgeTexture, glowTexture, ringTexture, wordTexture } from '../textures.ts'
import { Trail } from '../trail.ts'
import { courtGeometry, type CourtGeometry } from './court-geometry.ts'
import { GhostPaddle } from './ghost-paddle.ts'
import { Impacts } from './impacts.ts'
import { MindLights } from './mind-lights.ts'
import { Paddles } from './paddles.ts'
import type { PongScene } from './pong-scene.ts'
import { RegionMark } from './region-mark.ts'

/** Draws Pong with PixiJS: a court of hairlines, one light for people and one for agents. */
export class PongStage implements Stage<PongScene> {
  readonly renderer: string
  private readonly root = new Container()
  private readonly lines = new Graphics()
  private readonly serve = new Graphics()
  private readonly ball = new Sprite(Texture.WHITE)
  private readonly ballGlow: Sprite
  private readonly paddles: Paddles
  private readonly trail: Trail
  private readonly impacts: Impacts
  private readonly minds: MindLights
  private readonly ghost: GhostPaddle
  private readonly region: RegionMark
  private palette: Palette
  private geometry: CourtGeometry = courtGeometry(16, 16)
  private servedShown = false

  constructor(
    private readonly pixi: Renderer,
    private readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
    const glow = glowTexture()
    this.ballGlow = centred(glow)
    this.ball.anchor.set(0.5)
    this.paddles = new Paddles(options, glow)
    this.trail = new Trail(options.still)
    const edge = edgeTexture()
    this.impacts = new Impacts(glow, edge, ringTexture(), options.still)
    this.minds = new MindLights(options.kinds)
    this.ghost = new GhostPaddle(glow, wordTexture('Surprised it'), options.still)
    this.region = new RegionMark(edge, options.still)
    this.root.addChild(this.lines, this.region.root, this.impacts.root, this.paddles.glows, this.minds.root)
    this.root.addChild(this.serve, this.ghost.root, this.trail.root, this.ballGlow, this.ball, this.paddles.bars)
    this.recolour(options.palette)
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.geometry = courtGeometry(width, height, this.options.mine === 1)
    this.drawCourt()
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.ball.tint = palette.ball
    this.ballGlow.tint = palette.ball
    this.trail.recolour(palette.ball)
    this.minds.recolour(palette.agent)
    this.drawCourt()
  }

  draw(scene: PongScene, minds: readonly (Mind | null)[], millis: number): void {
    const { geometry } = this
    for (const effect of scene.effects) {
      const colour = effect.kind === 'wall' || effect.kind === 'serve' ? this.palette.ball : this.light(effect.seat)
      this.impacts.start(effect, geometry, colour)
      if (effect.kind === 'hit') this.paddles.hit(effect.seat)
      if (effect.kind === 'point') this.trail.clear()
    }
    this.impacts.move(millis)
    this.paddles.place(scene.paddles, geometry, millis)
    this.minds.place(minds, scene.paddles, geometry, millis)
    this.ghost.place(scene.ghost, scene.paddles, geometry)
    this.region.place(scene.pointsAt, geometry, millis)
    this.placeBall(scene, millis)
    this.drawServe(scene.ball ? scene.serve : 0)
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

  private placeBall(scene: PongScene, millis: number): void {
    const { geometry } = this
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
  }

  private drawServe(share: number): void {
    if (share === 0 && !this.servedShown) return
    this.servedShown = share > 0
    this.serve.clear()
    if (share === 0) return
    const { width, height, ball } = this.geometry
    const radius = Math.max(ball * 4.5, Math.min(width, height) * 0.045)
    const top = -Math.PI / 2
    this.serve.circle(width / 2, height / 2, radius).stroke({ width: 1, color: this.palette.line, alpha: 0.3 })
    this.serve
      .moveTo(width / 2, height / 2 - radius)
      .arc(width / 2, height / 2, radius, top, top + share * 2 * Math.PI)
      .stroke({ width: 2.5, color: this.palette.ball, alpha: 0.9, cap: 'round' })
  }

  /** What stays as it is until the size or the colours change. */
  private drawCourt(): void {
    const { lines, geometry, palette } = this
    const { width, height, paddleHalfHeight, ball } = geometry
    lines.clear()
    lines
      .moveTo(0, 0.5)
      .lineTo(width, 0.5)
      .moveTo(0, height - 0.5)
      .lineTo(width, height - 0.5)
    lines.stroke({ width: 1, color: palette.line, alpha: 0.55 })
    const dash = Math.max(6, height / 48)
    for (let y = dash / 2; y < height; y += dash * 2)
      lines.moveTo(width / 2, y).lineTo(width / 2, Math.min(height, y + dash))
    lines.stroke({ width: 1, color: palette.line, alpha: 0.45 })
    this.paddles.redraw(geometry, palette, (seat) => this.light(seat))
    this.ghost.redraw(geometry, palette.person)
    this.region.redraw(geometry, palette.agent)
    this.ballGlow.setSize(ball * 9, ball * 9)
    this.ballGlow.alpha = 0.28
    this.trail.size(ball)
    this.minds.size(Math.max(2.5, Math.min(5, paddleHalfHeight * 0.1)))
  }
}

function centred(texture: Texture): Sprite {
  const sprite = new Sprite(texture)
  sprite.anchor.set(0.5)
  return sprite
}
