import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import { REGIONS, regionHeights } from '../../../game/tasks/pong/person/portrait.ts'
import type { Insight } from '../insight.ts'
import type { CourtGeometry } from './court-geometry.ts'

/** In which it comes and goes, and a beat of the arrow, ms. */
const FADE_MILLIS = 250
const BEAT_MILLIS = 900

/** Points at a part of a goal: a band along its edge, and an arrow that goes there. */
export class RegionMark {
  readonly root = new Container()
  private readonly band = new Graphics()
  private readonly arrow = new Graphics()
  private readonly light: Sprite
  /** Of the last region that was pointed at: it fades where it was. */
  private at: NonNullable<Insight['pointsAt']> | null = null
  private age = 0
  private shown = 0

  /** still: little motion is wanted: the arrow stays where it is. */
  constructor(
    edge: Texture,
    private readonly still: boolean,
  ) {
    this.light = new Sprite(edge)
    this.light.anchor.set(0, 0.5)
    this.light.alpha = 0.3
    this.root.addChild(this.light, this.band, this.arrow)
    this.root.visible = false
  }

  /** What stays as it is until the size or the colours change. */
  redraw({ width, height, face }: CourtGeometry, colour: number): void {
    const reach = Math.min(150, width * 0.12)
    const head = Math.max(6, Math.min(12, height / 50))
    const tall = height / REGIONS
    this.band
      .clear()
      .rect(-3, -tall / 2, 6, tall)
      .fill({ color: colour, alpha: 0.9 })
    this.light.tint = colour
    this.light.setSize(reach, tall)
    this.arrow.clear()
    // Before the paddle, so that neither covers the other.
    const before = width / 2 - face + 2.5 * head
    for (let i = 0; i < 4; i++)
      this.arrow
        .moveTo(before + i * head * 1.6 + head, -head)
        .lineTo(before + i * head * 1.6, 0)
        .lineTo(before + i * head * 1.6 + head, head)
        .stroke({ width: 2.5, color: colour, alpha: 1 - i * 0.22, cap: 'round', join: 'round' })
  }

  place(pointsAt: Insight['pointsAt'], court: CourtGeometry, millis: number): void {
    if (pointsAt && pointsAt !== this.at) this.age = 0
    this.at = pointsAt ?? this.at
    this.age += millis
    this.shown = Math.max(0, Math.min(1, this.shown + (pointsAt ? millis : -millis) / FADE_MILLIS))
    this.root.visible = this.shown > 0
    if (!this.at || this.shown === 0) return
    const [low, high] = regionHeights(this.at.region)
    const out = court.side(this.at.seat)
    this.root.alpha = this.shown
    // It is drawn for the left side.
    this.root.scale.x = -out
    this.root.position.set(out < 0 ? 0 : court.width, court.y((low + high) / 2))
    const beat = this.still ? 0 : (this.age % BEAT_MILLIS) / BEAT_MILLIS
    this.arrow.x = -10 * Math.sin(Math.PI * beat) ** 2
  }
}
