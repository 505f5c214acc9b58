import { Container, Graphics, type Renderer, type Texture } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import { Flashes } from '../flashes.ts'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { glowTexture, ringTexture } from '../textures.ts'
import { Bodies } from '../tiles/bodies.ts'
import { boardGeometry, type BoardGeometry } from '../tiles/board-geometry.ts'
import type { MazeEffect, MazeRunner, MazeScene } from './maze-scene.ts'
import { drawKey, Things } from './things.ts'
import { Walls } from './walls.ts'

/** Radius of a body, in tiles: corridors are wider than a tile, walls are lines. */
const RADIUS = 0.5
/** How far those who share a tile stand from its middle, in tiles. */
const APART = 0.26

/** Draws the maze with PixiJS: lines that come out of the dark around who runs. */
export class MazeStage implements Stage<MazeScene> {
  readonly renderer: string
  private readonly root = new Container()
  private readonly frame = new Graphics()
  private readonly walls: Walls
  private readonly things: Things
  private readonly bodies: Bodies
  private readonly keys: Graphics[]
  private readonly flashes: Flashes
  private readonly glow: Texture = glowTexture()
  private readonly ring: Texture = ringTexture()
  private palette: Palette
  private size: readonly [number, number] = [16, 16]
  private board: BoardGeometry = boardGeometry(16, 16, 1)
  /** Of the maze that is drawn. */
  private tiles = 0
  private stale = true

  constructor(
    private readonly pixi: Renderer,
    private readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
    this.walls = new Walls(options.still)
    this.things = new Things(this.glow, options.still)
    this.bodies = new Bodies(options, this.glow)
    this.keys = options.kinds.map(() => new Graphics())
    this.flashes = new Flashes(options.still)
    this.root.addChild(this.walls.root, this.frame, this.things.root, this.bodies.glows, this.flashes.root)
    this.root.addChild(this.bodies.root, ...this.keys)
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.size = [width, height]
    this.stale = true
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.stale = true
  }

  draw(scene: MazeScene, _minds: readonly (Mind | null)[], millis: number): void {
    if (scene.tiles > 0 && (this.stale || this.tiles !== scene.tiles)) this.redraw(scene)
    for (const effect of scene.effects) if (effect.seen) this.light(effect)
    this.walls.light(scene.known, millis)
    if (this.tiles > 0) this.things.place(scene, millis)
    this.flashes.move(millis)
    const looks = scene.runners.map((runner, seat) => ({
      ...this.placeOf(runner, seat),
      alpha: runner.seen ? (runner.done ? 0.55 : 1) : 0,
    }))
    this.bodies.place(looks, millis)
    this.keys.forEach((key, seat) => {
      const look = looks[seat]
      key.visible = (scene.runners[seat]?.hasKey ?? false) && look !== undefined && look.alpha > 0
      if (look) key.position.set(look.x + 0.75 * this.radius, look.y - 0.75 * this.radius)
    })
    this.pixi.render(this.root)
  }

  destroy(): void {
    this.root.destroy({ children: true, texture: false })
    const { canvas } = this.pixi
    this.pixi.destroy()
    if (canvas instanceof HTMLCanvasElement) canvas.remove()
  }

  private get radius(): number {
    return RADIUS * this.board.tile
  }

  private redraw(scene: MazeScene): void {
    const { palette } = this
    this.tiles = scene.tiles
    this.stale = false
    // The walls around are lines in the middle of their tiles.
    const board = (this.board = boardGeometry(...this.size, scene.tiles))
    this.walls.redraw(scene, board, palette)
    this.things.redraw(scene, board, palette)
    this.bodies.redraw(this.radius, board.top + board.tile / 2, palette)
    for (const key of this.keys) drawKey(key.clear(), 0.45 * this.radius, palette.ball)
    const inset = board.tile / 2
    const side = board.side - board.tile
    this.frame
      .clear()
      .rect(board.left + inset, board.top + inset, side, side)
      .stroke({ width: 1, color: palette.line, alpha: 0.55 })
  }

  /** Somebody who may share the tile with others stands a little beside its middle. */
  private placeOf({ x, y }: Pick<MazeRunner, 'x' | 'y'>, seat: number): { x: number; y: number } {
    const apart = seat === this.options.mine || this.options.kinds.length === 1 ? 0 : APART
    return {
      x: this.board.x(x + (seat % 2 === 0 ? -apart : apart)),
      y: this.board.y(y + (seat < 2 ? -apart : apart)),
    }
  }

  private light({ kind, seat, x, y }: MazeEffect): void {
    const { board, radius, palette } = this
    const colour = this.options.kinds[seat] === 'agent' ? palette.agent : palette.person
    const wide = kind === 'goal' ? 14 : 8
    this.flashes.spawn(this.ring, board.x(x), board.y(y), colour, {
      lasts: kind === 'goal' ? 800 : 480,
      from: [radius * 2, radius * 2],
      to: [radius * wide, radius * wide],
      alpha: 0.85,
    })
    this.flashes.spawn(this.glow, board.x(x), board.y(y), colour, {
      lasts: 320,
      from: [radius * 6, radius * 6],
      to: [radius * 7, radius * 7],
      alpha: 0.7,
    })
  }
}
