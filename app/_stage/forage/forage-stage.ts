import { Container, Graphics, type Renderer, type Texture } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import * as F from '../../../game/tasks/forage/layout.ts'
import { Flashes } from '../flashes.ts'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { glowTexture, ringTexture } from '../textures.ts'
import { Bodies } from '../tiles/bodies.ts'
import { boardGeometry, type BoardGeometry } from '../tiles/board-geometry.ts'
import { Words } from '../tiles/words.ts'
import { Food } from './food.ts'
import type { ForageBody, ForageEffect, ForageScene } from './forage-scene.ts'
import { Meadow } from './meadow.ts'

/** Radius of a body, in cells; px that it has at least where a letter is to be read, if that is no more than so many cells. */
const RADIUS = 0.56
const LEAST_RADIUS = 6.5
const MOST_RADIUS = 0.9
/** How much of somebody is seen who cannot move. */
const DAZED_ALPHA = 0.5

/** Draws forage with PixiJS: a meadow of hairlines, food as small lights, and those who gather it. */
export class ForageStage implements Stage<ForageScene> {
  readonly renderer: string
  private readonly root = new Container()
  private readonly meadow = new Meadow()
  private readonly food: Food
  private readonly marks = new Graphics()
  private readonly bodies: Bodies
  private readonly flashes: Flashes
  private readonly words: Words
  private readonly glow: Texture = glowTexture()
  private readonly ring: Texture = ringTexture()
  private palette: Palette
  private board: BoardGeometry = boardGeometry(16, 16, F.SIDE)

  constructor(
    private readonly pixi: Renderer,
    private readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
    this.food = new Food(options.still)
    this.bodies = new Bodies(options, this.glow)
    this.flashes = new Flashes(options.still)
    this.words = new Words(options.still)
    this.root.addChild(this.meadow.root, this.bodies.glows, this.food.root, this.flashes.root)
    this.root.addChild(this.bodies.root, this.marks, this.words.root)
    this.recolour(options.palette)
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.board = boardGeometry(width, height, F.SIDE)
    this.redraw()
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.food.recolour(palette.ball)
    this.redraw()
  }

  draw(scene: ForageScene, _minds: readonly (Mind | null)[], millis: number): void {
    const { board } = this
    for (const effect of scene.effects) this.light(effect, scene)
    this.meadow.place(scene, board)
    this.food.place(scene.food, board, millis)
    this.flashes.move(millis)
    this.words.move(millis)
    this.bodies.place(
      scene.bodies.map(({ x, y, seen, dazed }) => ({
        x: board.x(x),
        y: board.y(y),
        alpha: seen * (dazed > 0 ? DAZED_ALPHA : 1),
      })),
      millis,
    )
    this.marks.clear()
    for (const body of scene.bodies) this.mark(body)
    this.pixi.render(this.root)
  }

  destroy(): void {
    this.root.destroy({ children: true, texture: false })
    const { canvas } = this.pixi
    this.pixi.destroy()
    if (canvas instanceof HTMLCanvasElement) canvas.remove()
  }

  private get radius(): number {
    const { tile } = this.board
    return Math.max(RADIUS * tile, Math.min(LEAST_RADIUS, MOST_RADIUS * tile))
  }

  private redraw(): void {
    this.meadow.redraw(this.board, this.palette)
    this.bodies.redraw(this.radius, this.board.top, this.palette)
  }

  private colourOf(seat: number): number {
    return this.options.kinds[seat] === 'agent' ? this.palette.agent : this.palette.person
  }

  /** What holds somebody back runs out around them; who is safe has a dotted ring. */
  private mark({ x, y, seen, dazed, safe }: ForageBody): void {
    if (seen === 0 || safe === 0) return
    const { board, marks, palette, radius } = this
    const [middleX, middleY] = [board.x(x), board.y(y)]
    const far = radius * 1.95
    if (dazed > 0) {
      const top = -Math.PI / 2
      marks
        .moveTo(middleX, middleY - far)
        .arc(middleX, middleY, far, top, top + dazed * 2 * Math.PI)
        .stroke({ width: 2, color: palette.ball, alpha: seen, cap: 'round' })
      return
    }
    for (let dot = 0; dot < 10; dot++) {
      const angle = (dot / 10) * 2 * Math.PI
      marks.circle(middleX + far * Math.cos(angle), middleY + far * Math.sin(angle), Math.max(0.9, radius / 8))
    }
    marks.fill({ color: palette.line, alpha: seen * Math.min(1, 4 * safe) })
  }

  private light(effect: ForageEffect, { bodies }: ForageScene): void {
    const { board, flashes, words, radius, options } = this
    const colour = this.colourOf(effect.seat)
    const [x, y] = [board.x(effect.x), board.y(effect.y)]
    if (effect.kind === 'eat') {
      const size = radius * 3.2
      flashes.spawn(this.glow, x, y, colour, {
        lasts: 200,
        from: [size, size],
        to: [size * 1.4, size * 1.4],
        alpha: 0.7,
      })
      return
    }
    const taken = this.colourOf(effect.from)
    flashes.spawn(this.ring, x, y, taken, {
      lasts: 460,
      from: [radius * 2, radius * 2],
      to: [radius * 8, radius * 8],
      alpha: 0.9,
    })
    if (effect.food === 0) return
    const by = bodies[effect.seat]
    const { ball } = this.palette
    const tint = (seat: number, light: number): number => (seat === options.mine ? ball : light)
    if (by && by.seen > 0)
      words.say(`+${effect.food}`, board.x(by.x), board.y(by.y) - 2.2 * radius, tint(effect.seat, colour))
    words.say(`−${effect.food}`, x, y - 2.2 * radius, tint(effect.from, taken))
  }
}
