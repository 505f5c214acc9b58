import { Container, Graphics } from 'pixi.js'
import * as F from '../../../game/tasks/forage/layout.ts'
import type { Palette } from '../palette.ts'
import type { BoardGeometry } from '../tiles/board-geometry.ts'
import type { ForageScene } from './forage-scene.ts'
import { SIGHT } from './forage-view.ts'

/** The ground: its edge, the patches, and the light in which I see. */
export class Meadow {
  readonly root = new Container()
  private readonly edge = new Graphics()
  private readonly patches = new Graphics()
  private readonly light = new Graphics()
  private readonly shade = new Graphics()
  private drawn = ''
  private palette: Palette | null = null

  constructor() {
    this.light.mask = this.shade
    this.root.addChild(this.shade, this.light, this.patches, this.edge)
  }

  /** What stays as it is until the size or the colours change. */
  redraw(board: BoardGeometry, palette: Palette): void {
    this.palette = palette
    this.drawn = ''
    const { left, top, side, tile } = board
    this.edge
      .clear()
      .rect(left + 0.5, top + 0.5, side - 1, side - 1)
      .stroke({ width: 1, color: palette.line, alpha: 0.55 })
    this.shade.clear().rect(left, top, side, side).fill({ color: 0xffffff })
    const reach = (SIGHT + 0.5) * tile
    const corner = 2 * tile
    this.light
      .clear()
      .rect(-reach, -reach, 2 * reach, 2 * reach)
      .fill(palette.dark ? { color: palette.line, alpha: 0.09 } : { color: 0xffffff, alpha: 0.6 })
    for (const [x, y] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const)
      this.light
        .moveTo(x * (reach - 0.5), y * (reach - corner))
        .lineTo(x * (reach - 0.5), y * (reach - 0.5))
        .lineTo(x * (reach - corner), y * (reach - 0.5))
        .stroke({ width: 1, color: palette.line, alpha: 0.8 })
  }

  place({ patches, sight }: ForageScene, board: BoardGeometry): void {
    this.light.visible = sight !== null
    if (sight) this.light.position.set(board.x(sight.x), board.y(sight.y))
    const drawn = patches.join(' ')
    if (drawn === this.drawn || !this.palette) return
    this.drawn = drawn
    this.patches.clear()
    for (const [x, y] of patches) this.drawPatch(board.x(x), board.y(y), board.tile)
  }

  /** A square on its point around the cells of a patch. */
  private drawPatch(x: number, y: number, tile: number): void {
    const { line, ball } = this.palette!
    const reach = (F.PATCH_REACH + 0.95) * tile
    this.patches
      .poly([x, y - reach, x + reach, y, x, y + reach, x - reach, y])
      .fill({ color: ball, alpha: 0.05 })
      .stroke({ width: 1, color: line, alpha: 0.4 })
  }
}
