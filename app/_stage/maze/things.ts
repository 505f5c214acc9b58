import { Container, Graphics, Sprite, type Texture } from 'pixi.js'
import type { Palette } from '../palette.ts'
import type { BoardGeometry } from '../tiles/board-geometry.ts'
import { UNKNOWN, type MazeScene } from './maze-scene.ts'

/** A breath of the goal, ms. */
const BREATH_MILLIS = 1800

/** Draws a key, its bow at the top left, around the origin. unit: half its length, px */
export function drawKey(graphics: Graphics, unit: number, colour: number): void {
  const width = Math.max(1.5, unit * 0.26)
  graphics
    .circle(-unit * 0.45, -unit * 0.45, unit * 0.42)
    .stroke({ width, color: colour })
    .moveTo(-unit * 0.14, -unit * 0.14)
    .lineTo(unit * 0.85, unit * 0.85)
    .moveTo(unit * 0.45, unit * 0.45)
    .lineTo(unit * 0.75, unit * 0.15)
    .moveTo(unit * 0.75, unit * 0.75)
    .lineTo(unit, unit * 0.5)
    .stroke({ width, color: colour, cap: 'round' })
}

/** The key, the door and the goal. */
export class Things {
  readonly root = new Container()
  private readonly key = new Graphics()
  private readonly keyGlow: Sprite
  private readonly door = new Graphics()
  private readonly open = new Graphics()
  private readonly goal = new Graphics()
  private readonly goalGlow: Sprite
  private dark = true
  private age = 0

  /** still: little motion is wanted: the goal does not breathe. */
  constructor(
    glow: Texture,
    private readonly still: boolean,
  ) {
    this.keyGlow = new Sprite(glow)
    this.goalGlow = new Sprite(glow)
    this.keyGlow.anchor.set(0.5)
    this.goalGlow.anchor.set(0.5)
    this.root.addChild(this.goalGlow, this.goal, this.door, this.open, this.keyGlow, this.key)
  }

  redraw(scene: MazeScene, board: BoardGeometry, palette: Palette): void {
    const { tile } = board
    this.dark = palette.dark
    this.key.clear()
    drawKey(this.key, tile * 0.48, palette.ball)
    this.keyGlow.tint = this.goalGlow.tint = palette.ball
    for (const glow of [this.keyGlow, this.goalGlow]) glow.setSize(tile * 3.4, tile * 3.4)
    this.goal.clear()
    for (const half of [0.62, 0.36])
      this.goal
        .rect(-half * tile, -half * tile, 2 * half * tile, 2 * half * tile)
        .stroke({ width: Math.max(1.5, tile * 0.1), color: palette.ball })
    this.goal.rect(-0.13 * tile, -0.13 * tile, 0.26 * tile, 0.26 * tile).fill({ color: palette.ball })
    this.drawDoor(scene, tile, palette)
    for (const thing of [this.key, this.keyGlow]) thing.position.set(board.x(scene.key.x), board.y(scene.key.y))
    for (const thing of [this.door, this.open]) thing.position.set(board.x(scene.door.x), board.y(scene.door.y))
    for (const thing of [this.goal, this.goalGlow]) thing.position.set(board.x(scene.goal.x), board.y(scene.goal.y))
  }

  /** A door of bars between its walls, and what is left of it where it is open. */
  private drawDoor({ walls, tiles, door: { x, y } }: MazeScene, tile: number, { ball }: Palette): void {
    // It closes a corridor that runs across, where the tiles above and below are walls.
    const across = walls[(y - 1) * tiles + x] === 1 && walls[(y + 1) * tiles + x] === 1
    const width = Math.max(2, tile * 0.16)
    this.door.clear()
    for (const shift of [-0.3, 0, 0.3]) this.door.moveTo(shift * tile, -0.9 * tile).lineTo(shift * tile, 0.9 * tile)
    this.door.stroke({ width, color: ball })
    this.open.clear()
    for (const end of [-1, 1]) this.open.moveTo(0, end * 0.9 * tile).lineTo(0, end * 0.6 * tile)
    this.open.stroke({ width, color: ball, alpha: 0.6 })
    this.door.rotation = this.open.rotation = across ? 0 : Math.PI / 2
  }

  place(scene: MazeScene, millis: number): void {
    this.age += millis
    const isKnown = ({ x, y }: { x: number; y: number }): boolean => scene.known[y * scene.tiles + x]! > UNKNOWN
    const breath = this.still ? 0.5 : 0.5 + 0.5 * Math.sin((2 * Math.PI * this.age) / BREATH_MILLIS)
    this.key.visible = this.keyGlow.visible = scene.keyLies && isKnown(scene.key)
    this.keyGlow.alpha = this.dark ? 0.35 : 0.12
    this.goal.visible = this.goalGlow.visible = isKnown(scene.goal)
    this.goalGlow.alpha = (this.dark ? 0.4 : 0.14) * (0.5 + 0.5 * breath)
    this.goal.scale.set(0.94 + 0.06 * breath)
    this.door.visible = !scene.doorOpen && isKnown(scene.door)
    this.open.visible = scene.doorOpen && isKnown(scene.door)
  }
}
