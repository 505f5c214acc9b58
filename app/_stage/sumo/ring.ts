import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import * as S from '../../../game/tasks/sumo/layout.ts'
import type { Palette } from '../palette.ts'
import type { RingGeometry } from './ring-geometry.ts'
import type { SumoScene } from './sumo-scene.ts'

/** Half the angle of the edge that warns a disc, at most. */
const WARNED = 0.55
/** A beat of the warning, ms. */
const BEAT_MILLIS = 420
/** Marks around the ring as it was. */
const MARKS = 48

/** The ring: what is left of it, where it was, the two lines in its middle, and its edge, which warns whoever comes near. */
export class Ring {
  readonly root = new Container()
  private readonly ground: Sprite
  private readonly still = new Graphics()
  private readonly edge = new Graphics()
  private readonly wait = new Graphics()
  private age = 0

  /** calm: little motion is wanted: the edge does not beat. */
  constructor(
    disc: Texture,
    private readonly calm: boolean,
  ) {
    this.ground = new Sprite(disc)
    this.ground.anchor.set(0.5)
    this.root.addChild(this.ground, this.still, this.edge, this.wait)
  }

  /** What stays as it is until the size or the colours change. */
  redraw({ width, height, unit }: RingGeometry, palette: Palette): void {
    const { still } = this
    const [x, y] = [width / 2, height / 2]
    this.ground.position.set(x, y)
    this.ground.tint = palette.line
    this.ground.alpha = palette.dark ? 0.07 : 0.1
    still.clear()
    for (let i = 0; i < MARKS; i++) {
      const angle = (i / MARKS) * 2 * Math.PI
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
      const far = S.RING + (i % 4 === 0 ? 0.45 : 0.22)
      still.moveTo(x + dx * S.RING * unit, y + dy * S.RING * unit).lineTo(x + dx * far * unit, y + dy * far * unit)
    }
    still.stroke({ width: 1, color: palette.line, alpha: 0.45 })
    for (const side of [-1, 1]) still.moveTo(x + side * unit, y - unit).lineTo(x + side * unit, y + unit)
    still.stroke({ width: 1, color: palette.line, alpha: 0.4 })
  }

  /** light: the colour of a seat */
  place(
    scene: SumoScene,
    court: RingGeometry,
    palette: Palette,
    light: (seat: number) => number,
    millis: number,
  ): void {
    this.age += millis
    const radius = scene.ring * court.unit
    this.ground.setSize(radius * 2, radius * 2)
    this.drawEdge(scene, court, palette, light, radius)
    this.drawWait(scene, court, palette)
  }

  private drawEdge(
    scene: SumoScene,
    court: RingGeometry,
    palette: Palette,
    light: (seat: number) => number,
    radius: number,
  ): void {
    const { edge } = this
    const [x, y] = [court.width / 2, court.height / 2]
    edge.clear()
    if (radius <= 0.5) return
    edge.circle(x, y, radius).stroke({ width: 1.5, color: palette.line, alpha: 0.85 })
    scene.discs.forEach((disc, seat) => {
      if (disc.danger <= 0 || disc.out) return
      const angle = Math.atan2(-disc.y, disc.x * court.way)
      const half = WARNED * (0.35 + 0.65 * disc.danger)
      const beats = disc.danger > 0.5 && !this.calm
      const beat = beats ? 0.75 + 0.25 * Math.cos((this.age / BEAT_MILLIS) * 2 * Math.PI) : 1
      edge
        .moveTo(x + Math.cos(angle - half) * radius, y + Math.sin(angle - half) * radius)
        .arc(x, y, radius, angle - half, angle + half)
        .stroke({ width: 1.5 + 4 * disc.danger, color: light(seat), alpha: disc.danger * beat, cap: 'round' })
    })
  }

  /** While the start is awaited. */
  private drawWait(scene: SumoScene, court: RingGeometry, palette: Palette): void {
    const { wait } = this
    wait.clear()
    if (scene.start === 0) return
    const [x, y] = [court.width / 2, court.height / 2]
    const radius = 2.1 * court.unit
    const top = -Math.PI / 2
    wait.circle(x, y, radius).stroke({ width: 1, color: palette.line, alpha: 0.3 })
    wait
      .moveTo(x, y - radius)
      .arc(x, y, radius, top, top + scene.start * 2 * Math.PI)
      .stroke({ width: 2.5, color: palette.ball, alpha: 0.9, cap: 'round' })
  }
}
