import { Container, Sprite, Texture } from 'pixi.js'
import * as F from '../../../game/tasks/forage/layout.ts'
import type { BoardGeometry } from '../tiles/board-geometry.ts'

/** In which a piece grows, or is gone, ms. */
const GROWS_MILLIS = 260
const GOES_MILLIS = 110
/** Half a turn of a square. */
const TURN = Math.PI / 4

interface Piece {
  sprite: Sprite
  cell: number
  /** 0 to 1. */
  size: number
}

/** The food on the meadow: small squares on their points, which grow and go. */
export class Food {
  readonly root = new Container()
  private readonly pieces = new Map<number, Piece>()
  private readonly spare: Sprite[] = []
  private colour = 0xffffff

  /** still: little motion is wanted: they are there at once. */
  constructor(private readonly still: boolean) {}

  recolour(colour: number): void {
    this.colour = colour
    for (const { sprite } of this.pieces.values()) sprite.tint = colour
  }

  /** rows: bit c of a row is 1 where food stands in column c */
  place(rows: Uint32Array, board: BoardGeometry, millis: number): void {
    for (let y = 0; y < F.SIDE; y++)
      for (let x = 0; x < F.SIDE; x++) {
        const cell = y * F.SIDE + x
        if (((rows[y]! >>> x) & 1) === 1 && !this.pieces.has(cell)) this.sow(cell)
      }
    for (const piece of this.pieces.values()) {
      const [x, y] = [piece.cell % F.SIDE, Math.floor(piece.cell / F.SIDE)]
      const stands = ((rows[y]! >>> x) & 1) === 1
      piece.size += stands ? millis / GROWS_MILLIS : -millis / GOES_MILLIS
      if (this.still) piece.size = stands ? 1 : 0
      piece.size = Math.min(1, piece.size)
      if (piece.size <= 0) this.take(piece)
      else {
        const side = Math.max(3, board.tile * 0.34) * (1 - (1 - piece.size) ** 2)
        piece.sprite.setSize(side, side)
        piece.sprite.position.set(board.x(x), board.y(y))
      }
    }
  }

  private sow(cell: number): void {
    const sprite = this.spare.pop() ?? new Sprite(Texture.WHITE)
    sprite.anchor.set(0.5)
    sprite.rotation = TURN
    sprite.tint = this.colour
    sprite.visible = true
    if (!sprite.parent) this.root.addChild(sprite)
    this.pieces.set(cell, { sprite, cell, size: 0 })
  }

  private take({ sprite, cell }: Piece): void {
    sprite.visible = false
    this.pieces.delete(cell)
    this.spare.push(sprite)
  }
}
