import { Container, Sprite, Texture } from 'pixi.js'
import type { Palette } from '../palette.ts'

/** How much of a match's longest time is over: a hairline along the foot of the court that fills. */
export class StepsLine {
  readonly root = new Container()
  private readonly whole = new Sprite(Texture.WHITE)
  private readonly over = new Sprite(Texture.WHITE)
  private length = 1

  constructor() {
    this.root.addChild(this.whole, this.over)
  }

  /** x, y: where it begins, px. */
  redraw(x: number, y: number, length: number, palette: Palette): void {
    this.length = length
    this.root.position.set(x, y)
    this.whole.setSize(length, 1)
    this.whole.tint = palette.line
    this.whole.alpha = 0.35
    this.over.position.y = -0.5
    this.over.tint = palette.ball
    this.over.alpha = 0.75
  }

  /** share: of its time that is over, 0 to 1. */
  place(share: number): void {
    this.over.setSize(this.length * share, 2)
  }
}
