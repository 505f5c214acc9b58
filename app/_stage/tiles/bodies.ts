import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import type { Palette } from '../palette.ts'
import type { StageOptions } from '../stage.ts'
import { wordTexture } from '../textures.ts'
import { seatLetter } from '../seat-letter.ts'

/** The ground of the court, on which letters are cut out. */
const GROUND = { dark: 0x0b0f1a, light: 0xf1f3f7 }
/** Radius of the ring around me, in radii of a body. */
const RING = 1.5
/** For so long it says that I am me, and fades away after, ms. */
const NAMED_MILLIS = 4000
const NAME_FADE_MILLIS = 600
const NAME_HEIGHT = 16

/** How a body looks at this moment. */
export interface BodyLook {
  /** px. */
  x: number
  y: number
  alpha: number
}

interface Body {
  root: Container
  shape: Graphics
  letter: Sprite
  glow: Sprite
}

/** Those who go over a board: a disc for a person, a square for an agent, in their lights, with the letter of their seat. Mine has a ring around it, and
 *  says at first that it is me. */
export class Bodies {
  readonly root = new Container()
  readonly glows = new Container()
  private readonly bodies: Body[]
  private readonly ring = new Graphics()
  private readonly name: Sprite | null
  private named = 0
  private radius = 8
  private top = 0
  private dark = true

  constructor(
    private readonly options: Pick<StageOptions, 'kinds' | 'mine'>,
    glow: Texture,
  ) {
    this.bodies = options.kinds.map((_, seat) => {
      const body = {
        root: new Container(),
        shape: new Graphics(),
        letter: new Sprite(wordTexture(seatLetter(seat))),
        glow: new Sprite(glow),
      }
      body.letter.anchor.set(0.5)
      body.glow.anchor.set(0.5)
      body.root.addChild(body.shape, body.letter)
      this.glows.addChild(body.glow)
      return body
    })
    // Mine lies above the others.
    const { mine } = options
    const order = this.bodies.filter((_, seat) => seat !== mine)
    this.name = mine === null ? null : new Sprite(wordTexture('you'))
    for (const { root } of order) this.root.addChild(root)
    const me = mine === null ? null : this.bodies[mine]
    if (!me || !this.name) return
    this.name.anchor.set(0.5, 1)
    this.root.addChild(me.root, this.name)
    me.root.addChild(this.ring)
  }

  /** What stays as it is until the size or the colours change. radius: of a body; top: of the board, px */
  redraw(radius: number, top: number, palette: Palette): void {
    this.radius = radius
    this.top = top
    this.dark = palette.dark
    this.bodies.forEach(({ shape, letter, glow }, seat) => {
      const color = this.light(seat, palette)
      shape.clear()
      if (this.options.kinds[seat] === 'agent')
        shape.roundRect(-0.9 * radius, -0.9 * radius, 1.8 * radius, 1.8 * radius, 0.4 * radius)
      else shape.circle(0, 0, radius)
      shape.fill({ color })
      shape.stroke({ color: palette.dark ? GROUND.dark : GROUND.light, width: Math.max(1, radius / 7), alignment: 0 })
      letter.tint = palette.dark ? GROUND.dark : GROUND.light
      const { width, height } = letter.texture
      const tall = 1.75 * radius
      letter.setSize((width / height) * tall, tall)
      glow.tint = color
      glow.setSize(radius * 6, radius * 6)
    })
    this.ring
      .clear()
      .circle(0, 0, RING * radius)
      .stroke({ color: palette.ball, width: Math.max(1.5, radius / 4.5) })
    if (!this.name) return
    this.name.tint = palette.ball
    const { width, height } = this.name.texture
    this.name.setSize((width / height) * NAME_HEIGHT, NAME_HEIGHT)
  }

  place(looks: readonly BodyLook[], millis: number): void {
    this.named += millis
    this.bodies.forEach(({ root, glow }, seat) => {
      const look = looks[seat]
      root.visible = glow.visible = look !== undefined && look.alpha > 0
      if (!look) return
      root.position.set(look.x, look.y)
      root.alpha = look.alpha
      glow.position.set(look.x, look.y)
      glow.alpha = look.alpha * (this.dark ? 0.32 : 0.14)
    })
    const { mine } = this.options
    const me = mine === null ? undefined : looks[mine]
    if (!this.name || !me) return
    this.name.alpha = Math.max(0, Math.min(1, 1 - (this.named - NAMED_MILLIS) / NAME_FADE_MILLIS))
    // Below where there is no room above.
    const far = (RING + 0.25) * this.radius
    const below = me.y - far - NAME_HEIGHT < this.top
    this.name.anchor.y = below ? 0 : 1
    this.name.position.set(me.x, me.y + (below ? far : -far))
  }

  private light(seat: number, palette: Palette): number {
    return this.options.kinds[seat] === 'agent' ? palette.agent : palette.person
  }
}
