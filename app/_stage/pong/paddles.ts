import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import type { Palette } from '../palette.ts'
import type { StageOptions } from '../stage.ts'
import { wordTexture } from '../textures.ts'
import type { CourtGeometry } from './court-geometry.ts'

/** How long a paddle is pushed back by a hit, ms. */
const RECOIL_MILLIS = 160
/** Height of the word beside my paddle, px, and what it keeps free around it. */
const WORD_HEIGHT = 15
const WORD_GAP = 5

interface Paddle {
  bar: Graphics
  glow: Sprite
  recoil: number
}

/** The paddles and the light around them. Mine is filled and says so; another person's is an outline, an agent's has its own light. */
export class Paddles {
  readonly bars = new Container()
  readonly glows = new Container()
  private readonly paddles: Paddle[]
  /** The word beside mine; null where I only watch. */
  private readonly word: Sprite | null
  private dark = true

  constructor(
    private readonly options: Pick<StageOptions, 'kinds' | 'mine' | 'still'>,
    glow: Texture,
  ) {
    this.paddles = options.kinds.map(() => ({ bar: new Graphics(), glow: new Sprite(glow), recoil: 0 }))
    for (const paddle of this.paddles) {
      paddle.glow.anchor.set(0.5)
      this.bars.addChild(paddle.bar)
      this.glows.addChild(paddle.glow)
    }
    this.word = options.mine === null ? null : new Sprite(wordTexture('you'))
    if (!this.word) return
    this.word.anchor.set(0.5)
    this.word.alpha = 0.85
    this.bars.addChild(this.word)
  }

  /** What stays as it is until the size or the colours change. light: the colour of a seat */
  redraw(court: CourtGeometry, palette: Palette, light: (seat: number) => number): void {
    const { paddleWidth, paddleHalfHeight } = court
    this.dark = palette.dark
    this.paddles.forEach(({ bar, glow }, seat) => {
      const left = court.side(seat) < 0 ? -paddleWidth : 0
      const color = light(seat)
      bar.clear()
      bar.roundRect(left, -paddleHalfHeight, paddleWidth, 2 * paddleHalfHeight, Math.min(3, paddleWidth / 3))
      if (this.isOutline(seat)) bar.stroke({ color, width: Math.max(1.5, paddleWidth / 6), alignment: 1 })
      else bar.fill({ color })
      glow.tint = color
      glow.setSize(paddleWidth * 11, paddleHalfHeight * 3.6)
    })
    this.fitWord(court, palette)
  }

  /** The paddle of a seat hits the ball. */
  hit(seat: number): void {
    const paddle = this.paddles[seat]
    if (paddle) paddle.recoil = 1
  }

  /** heights: of the paddles, in units of the court */
  place(heights: readonly number[], court: CourtGeometry, millis: number): void {
    this.paddles.forEach((paddle, seat) => {
      const out = court.side(seat)
      paddle.recoil = Math.max(0, paddle.recoil - millis / RECOIL_MILLIS)
      const push = this.options.still ? 0 : paddle.recoil ** 2 * court.paddleWidth * 0.45
      const x = court.width / 2 + out * (court.face + push)
      const y = court.y(heights[seat] ?? 0)
      paddle.bar.position.set(x, y)
      paddle.glow.position.set(x + (out * court.paddleWidth) / 2, y)
      paddle.glow.alpha = ((this.dark ? 0.3 : 0.16) + 0.35 * paddle.recoil) * (this.isOutline(seat) ? 0.5 : 1)
    })
    const { mine } = this.options
    if (this.word && mine !== null) this.word.y = court.y(heights[mine] ?? 0)
  }

  private isOutline(seat: number): boolean {
    const { kinds, mine } = this.options
    return mine !== null && seat !== mine && kinds[seat] === 'human'
  }

  /** Beside the paddle where the room behind it is wide enough, else along it. */
  private fitWord(court: CourtGeometry, palette: Palette): void {
    const { word } = this
    const { mine } = this.options
    if (!word || mine === null) return
    const { width, height } = word.texture
    word.tint = palette.person
    word.setSize((width / height) * WORD_HEIGHT, WORD_HEIGHT)
    const behind = court.face + court.paddleWidth
    const along = court.width / 2 - behind < word.width + 2 * WORD_GAP
    word.rotation = along ? -Math.PI / 2 : 0
    word.x = court.width / 2 + court.side(mine) * (behind + WORD_GAP + (along ? WORD_HEIGHT : word.width) / 2)
  }
}
