import { Container, Sprite, Texture } from 'pixi.js'
import type { CourtGeometry } from './court-geometry.ts'
import { SETTLED_MILLIS, type DrawnGhost } from './ghost-view.ts'

/** Dashes of a long side. Each short side is one. */
const DASHES = 5
/** Part of its place that a dash fills while the ghost waits. */
const FILLED = 0.56
/** Room between the paddle and the ghost around it, px. */
const GAP = 2.5
const FADE_MILLIS = 140
/** In which the dashes close up around the paddle, ms. */
const CLOSE_MILLIS = 120
/** Height of the words, px. */
const WORDS_HEIGHT = 19

interface Dash {
  sprite: Sprite
  /** Where it lies beside the middle, and its whole length and breadth, px. */
  x: number
  y: number
  width: number
  height: number
}

/** Where a player is expected: a paddle of dashes in the player's light. Where they are there, the dashes close around the paddle and it glows;
 *  where they are not, they burst. */
export class GhostPaddle {
  readonly root = new Container()
  private readonly dashes: Dash[]
  private readonly glow: Sprite
  private readonly words: Sprite
  private y = 0

  /** words: what is said where they are not there. still: little motion is wanted: what changes fades. */
  constructor(
    glow: Texture,
    words: Texture,
    private readonly still: boolean,
  ) {
    this.glow = new Sprite(glow)
    this.words = new Sprite(words)
    this.dashes = Array.from({ length: 2 * DASHES + 2 }, () => {
      const sprite = new Sprite(Texture.WHITE)
      return { sprite, x: 0, y: 0, width: 1, height: 1 }
    })
    for (const sprite of [this.glow, this.words, ...this.dashes.map((dash) => dash.sprite)]) {
      sprite.anchor.set(0.5)
      this.root.addChild(sprite)
    }
    this.root.visible = false
  }

  /** What stays as it is until the size or the colours change. */
  redraw({ paddleWidth, paddleHalfHeight }: CourtGeometry, colour: number): void {
    const line = Math.max(1.5, Math.min(2.5, paddleHalfHeight / 16))
    const [right, top] = [paddleWidth / 2 + GAP, paddleHalfHeight + GAP]
    this.dashes.forEach((dash, i) => {
      dash.sprite.tint = colour
      const side = i % 2 === 0 ? 1 : -1
      const place = i >> 1
      if (place < DASHES) {
        const length = (2 * top) / DASHES
        Object.assign(dash, { x: side * right, y: -top + (place + 0.5) * length, width: line, height: length })
      } else Object.assign(dash, { x: 0, y: side * top, width: 2 * right, height: line })
    })
    this.glow.tint = this.words.tint = colour
    this.glow.setSize(paddleWidth * 16, paddleHalfHeight * 4.4)
    const { width, height } = this.words.texture
    this.words.setSize((width / height) * WORDS_HEIGHT, WORDS_HEIGHT)
  }

  /** paddles: heights of the real ones, in units of the court. */
  place(ghost: DrawnGhost | null, paddles: readonly number[], court: CourtGeometry): void {
    this.root.visible = ghost !== null
    if (!ghost) return
    const { seat, phase, age } = ghost
    const out = court.side(seat)
    const expected = court.y(ghost.y)
    const there = phase === 'as-foretold' && !this.still
    const closed = Math.min(1, age / CLOSE_MILLIS)
    this.y = there ? expected + (court.y(paddles[seat] ?? 0) - expected) * closed : expected
    this.root.position.set(court.width / 2 + out * (court.face + court.paddleWidth / 2), this.y)
    this.glow.visible = phase === 'as-foretold'
    this.words.visible = phase === 'surprised'
    if (phase === 'expected') this.wait(ghost)
    else if (phase === 'as-foretold') this.close(closed, age / SETTLED_MILLIS[phase])
    else this.burst(age / SETTLED_MILLIS[phase], -out, court)
  }

  private wait({ age, sure }: DrawnGhost): void {
    const alpha = (0.25 + 0.7 * sure) * Math.min(1, age / FADE_MILLIS)
    for (const dash of this.dashes) lay(dash, FILLED, alpha)
  }

  private close(closed: number, share: number): void {
    const alpha = (1 - share) ** 0.7
    for (const dash of this.dashes) lay(dash, FILLED + (1 - FILLED) * closed, alpha)
    this.glow.alpha = 0.9 * (1 - share) ** 1.5
  }

  private burst(share: number, inwards: number, { width, height }: CourtGeometry): void {
    const { words, still } = this
    const gone = Math.min(1, share * 2)
    const flown = still ? 0 : 1 - (1 - gone) ** 3
    this.dashes.forEach((dash, i) => {
      lay(dash, FILLED, 0.9 * (1 - gone))
      dash.sprite.x += (dash.x * 5 + inwards * 12) * flown
      dash.sprite.y += (dash.y * 0.7 + (i % 3) * 6 - 6) * flown
      dash.sprite.rotation = (i % 2 === 0 ? 1 : -1) * (0.6 + (i % 5) * 0.4) * flown
    })
    words.alpha = Math.min(1, (1 - share) * 2.5)
    const aside = words.width / 2 + Math.min(18, width * 0.03)
    const rise = still ? 0 : 8 * (1 - share) - 8
    // Beside the ghost, and in the picture where that lies at its edge.
    const y = Math.max(words.height, Math.min(height - words.height, this.y + rise)) - this.y
    words.position.set(inwards * aside, y)
  }
}

function lay({ sprite, x, y, width, height }: Dash, filled: number, alpha: number): void {
  const upright = height > width
  sprite.setSize(upright ? width : width * (filled + (1 - filled) / 2), upright ? height * filled : height)
  sprite.position.set(x, y)
  sprite.rotation = 0
  sprite.alpha = alpha
}
