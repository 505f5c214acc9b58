import { Container, Sprite, Texture } from 'pixi.js'
import type { Palette } from '../palette.ts'
import type { BoardGeometry } from '../tiles/board-geometry.ts'
import { LIT, REMEMBERED, UNKNOWN, type MazeScene } from './maze-scene.ts'

/** Thickness of a wall, in tiles: it is a line between corridors. */
const THICKNESS = 0.22
/** How much is seen of a wall, and of the veil over a tile, by what is known of it. */
const WALL_ALPHA = { [UNKNOWN]: 0, [REMEMBERED]: 0.42, [LIT]: 1 }
const VEIL_ALPHA = { [UNKNOWN]: 0.14, [REMEMBERED]: 0.05, [LIT]: 0 }
/** In which a tile comes to light, ms (to a third). */
const EASE_MILLIS = 90

interface Part {
  sprite: Sprite
  /** The tiles whose light it has: the darker one counts. */
  tiles: readonly number[]
  alphas: Readonly<Record<number, number>>
}

/** The walls as far as they are known, and a veil over what is not. */
export class Walls {
  readonly root = new Container()
  private readonly veils = new Container()
  private readonly lines = new Container()
  private parts: Part[] = []
  private built = 0

  /** still: little motion is wanted: tiles are lit at once. */
  constructor(private readonly still: boolean) {
    this.root.addChild(this.veils, this.lines)
  }

  /** Draws another maze, or the same in another size or other colours. */
  redraw(scene: MazeScene, board: BoardGeometry, palette: Palette): void {
    const { tiles, walls } = scene
    const shown = this.built === tiles ? this.parts.map(({ sprite }) => sprite.alpha) : []
    for (const { sprite } of this.parts) sprite.destroy()
    this.parts = []
    this.built = tiles
    const wall = (x: number, y: number): boolean => x < tiles && y < tiles && walls[y * tiles + x] === 1
    for (let y = 0; y < tiles; y++)
      for (let x = 0; x < tiles; x++) {
        const tile = y * tiles + x
        this.veil(tile, board, tiles, palette.line)
        if (!wall(x, y)) continue
        const thick = Math.max(1.5, THICKNESS * board.tile)
        const long = board.tile - thick
        this.add(this.lines, [tile], WALL_ALPHA, board.x(x), board.y(y), thick, thick, palette.line)
        if (wall(x + 1, y))
          this.add(this.lines, [tile, tile + 1], WALL_ALPHA, board.x(x + 0.5), board.y(y), long, thick, palette.line)
        if (wall(x, y + 1))
          this.add(
            this.lines,
            [tile, tile + tiles],
            WALL_ALPHA,
            board.x(x),
            board.y(y + 0.5),
            thick,
            long,
            palette.line,
          )
      }
    this.parts.forEach((part, i) => (part.sprite.alpha = shown[i] ?? part.alphas[UNKNOWN]!))
  }

  /** Brings everything nearer to the light that it has. */
  light(known: Uint8Array, millis: number): void {
    const share = this.still ? 1 : 1 - Math.exp(-millis / EASE_MILLIS)
    for (const { sprite, tiles, alphas } of this.parts) {
      const level = tiles.length > 1 ? Math.min(known[tiles[0]!]!, known[tiles[1]!]!) : known[tiles[0]!]!
      sprite.alpha += (alphas[level]! - sprite.alpha) * share
    }
  }

  /** The walls around are lines in the middle of their tiles: beyond is nothing to veil. */
  private veil(tile: number, board: BoardGeometry, tiles: number, colour: number): void {
    const [x, y] = [tile % tiles, Math.floor(tile / tiles)]
    const from = (place: number): number => Math.max(0, place - 0.5)
    const to = (place: number): number => Math.min(tiles - 1, place + 0.5)
    const [middleX, middleY] = [(from(x) + to(x)) / 2, (from(y) + to(y)) / 2]
    const [width, height] = [(to(x) - from(x)) * board.tile, (to(y) - from(y)) * board.tile]
    this.add(this.veils, [tile], VEIL_ALPHA, board.x(middleX), board.y(middleY), width, height, colour)
  }

  private add(
    to: Container,
    tiles: readonly number[],
    alphas: Part['alphas'],
    x: number,
    y: number,
    width: number,
    height: number,
    colour: number,
  ): void {
    const sprite = new Sprite(Texture.WHITE)
    sprite.anchor.set(0.5)
    sprite.tint = colour
    sprite.position.set(x, y)
    sprite.setSize(width, height)
    to.addChild(sprite)
    this.parts.push({ sprite, tiles, alphas })
  }
}
