import { Container, Sprite, type Texture } from 'pixi.js'
import * as V from '../../../game/tasks/volley/layout.ts'
import type { Palette } from '../palette.ts'
import type { StageOptions } from '../stage.ts'
import { discTexture, domeTexture, wordTexture } from '../textures.ts'
import type { VolleyGeometry } from './court-geometry.ts'
import type { VolleyScene } from './volley-scene.ts'

/** An eye is white and ink in every light. */
const WHITE = 0xffffff
const INK = 0x0b1020
/** How long a slime is dented by a hit, ms, and how long its eye is shut when it blinks. */
const DENT_MILLIS = 190
const BLINK_MILLIS = 120
/** Ms between two blinks. */
const BLINK_EVERY = 3700
/** Height of the word below my slime, px. */
const WORD_HEIGHT = 15
/** How far the belly of a slime in the air hangs, in its radius. */
const BELLY = 0.32
/** Width of an outline, as a share of the radius. */
const OUTLINE = 0.12

interface Slime {
  root: Container
  dome: Sprite
  belly: Sprite
  eye: Container
  white: Sprite
  pupil: Sprite
  glow: Sprite
  dent: number
  /** 0 on the ground, 1 in the air. */
  aloft: number
}

/** The slimes, with an eye that follows the ball. Mine is filled and says so; another person's is an outline, an agent's has its own light. */
export class Slimes {
  readonly bodies = new Container()
  readonly glows = new Container()
  private readonly slimes: Slime[]
  private readonly word: Sprite | null
  private dark = true
  private age = 0

  constructor(
    private readonly options: Pick<StageOptions, 'kinds' | 'mine' | 'still'>,
    glow: Texture,
  ) {
    const disc = discTexture(128)
    const [filled, outline] = [domeTexture(), domeTexture(OUTLINE)]
    this.slimes = options.kinds.map((_, seat) => newSlime(this.isOutline(seat) ? outline : filled, disc, glow))
    for (const { root, glow: light } of this.slimes) {
      this.bodies.addChild(root)
      this.glows.addChild(light)
    }
    this.word = options.mine === null ? null : new Sprite(wordTexture('you'))
    if (!this.word) return
    this.word.anchor.set(0.5)
    this.word.alpha = 0.85
    this.bodies.addChild(this.word)
  }

  /** What stays as it is until the size or the colours change. light: the colour of a seat */
  redraw({ unit }: VolleyGeometry, palette: Palette, light: (seat: number) => number): void {
    this.dark = palette.dark
    const radius = V.SLIME_RADIUS * unit
    this.slimes.forEach(({ dome, belly, white, pupil, glow }, seat) => {
      const colour = light(seat)
      dome.tint = belly.tint = glow.tint = colour
      belly.visible = !this.isOutline(seat)
      white.setSize(radius * 0.54, radius * 0.54)
      pupil.setSize(radius * 0.27, radius * 0.27)
      glow.setSize(radius * 5.5, radius * 4.4)
    })
    if (!this.word) return
    const { width, height } = this.word.texture
    this.word.tint = palette.person
    this.word.setSize((width / height) * WORD_HEIGHT, WORD_HEIGHT)
  }

  /** The slime of a seat hits the ball. */
  hit(seat: number): void {
    const slime = this.slimes[seat]
    if (slime) slime.dent = 1
  }

  place(scene: VolleyScene, court: VolleyGeometry, millis: number): void {
    this.age += millis
    this.slimes.forEach((slime, seat) => this.placeOne(slime, seat, scene, court, millis))
    const { mine } = this.options
    if (this.word && mine !== null) {
      this.word.x = court.x(scene.slimes[mine]?.x ?? 0)
      this.word.y = court.ground + WORD_HEIGHT * 0.95
    }
  }

  private placeOne(slime: Slime, seat: number, scene: VolleyScene, court: VolleyGeometry, millis: number): void {
    const { x: unitsX, y: unitsY, vy } = scene.slimes[seat]!
    const { root, dome, belly, eye, pupil, glow } = slime
    const radius = V.SLIME_RADIUS * court.unit
    const x = court.x(unitsX)
    const y = court.y(unitsY)
    root.position.set(x, y)
    glow.position.set(x, y - radius * 0.4)
    slime.dent = Math.max(0, slime.dent - millis / DENT_MILLIS)
    glow.alpha = ((this.dark ? 0.3 : 0.14) + 0.35 * slime.dent) * (this.isOutline(seat) ? 0.5 : 1)
    const jumping = unitsY > V.GROUND + 0.05
    slime.aloft += ((jumping ? 1 : 0) - slime.aloft) * (1 - Math.exp(-millis / 45))
    const stretch = this.options.still ? 0 : 0.07 * (vy / V.JUMP_SPEED) * slime.aloft - 0.09 * slime.dent ** 2
    const wide = 2 * radius * (1 - stretch * 0.6)
    dome.setSize(wide, radius * (1 + stretch))
    belly.setSize(wide, Math.max(0.01, 2 * radius * BELLY * slime.aloft))
    // It looks from the side of its fence.
    const inward = court.x(0) < x ? -1 : 1
    eye.position.set(inward * radius * 0.4, -radius * 0.5 * (1 + stretch))
    const toX = court.x(scene.ballX) - x - eye.x
    const toY = court.y(scene.ballY) - y - eye.y
    const far = Math.max(1, Math.hypot(toX, toY))
    pupil.position.set((toX / far) * radius * 0.12, (toY / far) * radius * 0.12)
    const blinks = !this.options.still && (this.age + seat * 1300) % BLINK_EVERY < BLINK_MILLIS
    eye.scale.y = blinks ? 0.15 : 1
  }

  private isOutline(seat: number): boolean {
    const { kinds, mine } = this.options
    return mine !== null && seat !== mine && kinds[seat] === 'human'
  }
}

function newSlime(body: Texture, disc: Texture, light: Texture): Slime {
  const slime: Slime = {
    root: new Container(),
    dome: new Sprite(body),
    belly: new Sprite(disc),
    eye: new Container(),
    white: new Sprite(disc),
    pupil: new Sprite(disc),
    glow: new Sprite(light),
    dent: 0,
    aloft: 0,
  }
  slime.dome.anchor.set(0.5, 1)
  for (const sprite of [slime.belly, slime.white, slime.pupil, slime.glow]) sprite.anchor.set(0.5)
  slime.white.tint = WHITE
  slime.pupil.tint = INK
  slime.eye.addChild(slime.white, slime.pupil)
  slime.root.addChild(slime.belly, slime.dome, slime.eye)
  return slime
}
