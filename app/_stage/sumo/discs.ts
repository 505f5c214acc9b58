import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import * as S from '../../../game/tasks/sumo/layout.ts'
import type { Palette } from '../palette.ts'
import type { StageOptions } from '../stage.ts'
import { discTexture, wordTexture } from '../textures.ts'
import type { RingGeometry } from './ring-geometry.ts'
import type { DrawnDisc, SumoScene } from './sumo-scene.ts'

/** In which thrust is seen to come and go, ms (to a third): as good as at once. */
const THRUST_MILLIS = 40
/** In which a disc that is out falls, and how long a bump is seen on one, ms. */
const FALL_MILLIS = 480
const BUMP_MILLIS = 220
/** Height of the word beside mine, px. */
const WORD_HEIGHT = 15
/** Nearer than this, in units, the other disc leaves no room for it between them. */
const CROWDED = 3.6
/** What lies on top of a disc is of the ground that it stands on. */
const NIGHT = 0x0b0f1a
const DAY = 0xe6eaf1
/** Width of an outline, as a share of the radius. */
const OUTLINE = 0.12

interface Disc {
  root: Container
  body: Sprite
  /** What makes an outline of it. */
  inner: Sprite
  line: Graphics
  /** The hub, which leans to where the disc pushes. */
  hub: Sprite
  jet: Graphics
  glow: Sprite
  thrustX: number
  thrustY: number
  bump: number
  /** How far it has fallen, 0 to 1. */
  fallen: number
}

/** The discs, with the jet that pushes each and the hub that leans with it. Mine is filled and says so; another person's is an outline, an
 *  agent's has its own light. */
export class Discs {
  readonly bodies = new Container()
  readonly glows = new Container()
  private readonly discs: Disc[]
  private readonly word: Sprite | null
  private palette: Palette

  constructor(
    private readonly options: Pick<StageOptions, 'kinds' | 'mine' | 'still' | 'palette'>,
    glow: Texture,
  ) {
    this.palette = options.palette
    const disc = discTexture(128)
    this.discs = options.kinds.map(() => newDisc(disc, glow))
    for (const { root, glow: light, jet } of this.discs) {
      this.glows.addChild(light, jet)
      this.bodies.addChild(root)
    }
    this.word = options.mine === null ? null : new Sprite(wordTexture('you'))
    if (!this.word) return
    this.word.anchor.set(0.5)
    this.bodies.addChild(this.word)
  }

  /** What stays as it is until the size or the colours change. light: the colour of a seat */
  redraw({ unit }: RingGeometry, palette: Palette, light: (seat: number) => number): void {
    this.palette = palette
    const radius = S.DISC_RADIUS * unit
    const ground = palette.dark ? NIGHT : DAY
    this.discs.forEach(({ body, inner, line, hub, glow }, seat) => {
      const colour = light(seat)
      const outline = this.isOutline(seat)
      body.tint = glow.tint = colour
      body.setSize(radius * 2, radius * 2)
      inner.visible = outline
      inner.tint = ground
      inner.setSize(radius * 2 * (1 - OUTLINE), radius * 2 * (1 - OUTLINE))
      hub.tint = outline ? colour : ground
      hub.setSize(radius * 0.52, radius * 0.52)
      line
        .clear()
        .circle(0, 0, radius * 0.62)
        .stroke({ color: outline ? colour : ground, width: Math.max(1, radius / 16), alpha: outline ? 0.5 : 0.4 })
    })
    if (!this.word) return
    const { width, height } = this.word.texture
    this.word.tint = palette.person
    this.word.setSize((width / height) * WORD_HEIGHT, WORD_HEIGHT)
  }

  /** The discs bump into each other. */
  bump(force: number): void {
    for (const disc of this.discs) disc.bump = Math.max(disc.bump, 0.3 + 0.7 * force)
  }

  place(scene: SumoScene, court: RingGeometry, light: (seat: number) => number, millis: number): void {
    this.discs.forEach((disc, seat) => this.placeOne(disc, seat, scene.discs[seat]!, court, light(seat), millis))
    const { mine } = this.options
    if (!this.word || mine === null) return
    const { x, y, out } = scene.discs[mine]!
    const other = scene.discs[1 - mine]!
    // Above mine, and below it where the other one is there.
    const crowded = other.y > y + 0.8 && Math.hypot(other.x - x, other.y - y) < CROWDED
    const far = S.DISC_RADIUS * court.unit + WORD_HEIGHT * 0.75
    this.word.position.set(court.x(x), court.y(y) + (crowded ? far : -far))
    this.word.alpha = out ? 0.3 : 0.85
  }

  private placeOne(
    disc: Disc,
    seat: number,
    drawn: DrawnDisc,
    court: RingGeometry,
    colour: number,
    millis: number,
  ): void {
    const { root, hub, jet, glow } = disc
    const radius = S.DISC_RADIUS * court.unit
    const x = court.x(drawn.x)
    const y = court.y(drawn.y)
    const follow = 1 - Math.exp(-millis / THRUST_MILLIS)
    disc.thrustX += (drawn.thrustX * court.way - disc.thrustX) * follow
    disc.thrustY += (-drawn.thrustY - disc.thrustY) * follow
    disc.bump = Math.max(0, disc.bump - millis / BUMP_MILLIS)
    disc.fallen = drawn.out ? Math.min(1, disc.fallen + millis / FALL_MILLIS) : 0
    const fallen = 1 - (1 - disc.fallen) ** 2
    root.position.set(x, y)
    root.scale.set(1 - (this.options.still ? 0 : 0.42 * fallen))
    root.alpha = 1 - 0.6 * fallen
    hub.position.set(disc.thrustX * radius * 0.34, disc.thrustY * radius * 0.34)
    glow.position.set(x, y)
    glow.setSize(radius * (4.6 + 1.2 * disc.bump), radius * (4.6 + 1.2 * disc.bump))
    glow.alpha =
      ((this.palette.dark ? 0.34 : 0.16) + 0.4 * disc.bump) * (this.isOutline(seat) ? 0.5 : 1) * (1 - 0.8 * fallen)
    drawJet(jet, x, y, disc, radius, colour)
  }

  private isOutline(seat: number): boolean {
    const { kinds, mine } = this.options
    return mine !== null && seat !== mine && kinds[seat] === 'human'
  }
}

function newDisc(disc: Texture, light: Texture): Disc {
  const made: Disc = {
    root: new Container(),
    body: new Sprite(disc),
    inner: new Sprite(disc),
    line: new Graphics(),
    hub: new Sprite(disc),
    jet: new Graphics(),
    glow: new Sprite(light),
    thrustX: 0,
    thrustY: 0,
    bump: 0,
    fallen: 0,
  }
  for (const sprite of [made.body, made.inner, made.hub, made.glow]) sprite.anchor.set(0.5)
  made.root.addChild(made.body, made.inner, made.line, made.hub)
  return made
}

/** Three tongues against the thrust, the middle one the longest. */
function drawJet(
  jet: Graphics,
  x: number,
  y: number,
  { thrustX, thrustY }: Disc,
  radius: number,
  colour: number,
): void {
  const strength = Math.hypot(thrustX, thrustY)
  jet.clear()
  if (strength < 0.06) return
  const [dx, dy] = [-thrustX / strength, -thrustY / strength]
  for (const [turn, length, alpha] of [
    [0, 1, 0.75],
    [0.42, 0.6, 0.5],
    [-0.42, 0.6, 0.5],
  ] as const) {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const [tx, ty] = [dx * cos - dy * sin, dx * sin + dy * cos]
    const from = radius * 1.18
    const to = from + radius * 1.15 * length * strength
    jet
      .moveTo(x + tx * from, y + ty * from)
      .lineTo(x + tx * to, y + ty * to)
      .stroke({ width: Math.max(1.5, radius * 0.13), color: colour, alpha: alpha * strength, cap: 'round' })
  }
}
