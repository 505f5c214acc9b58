import * as V from '../../../game/tasks/volley/layout.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../controls.ts'
import { HeldKeys } from '../held-keys.ts'
import { Hovering } from '../hovering.ts'
import { volleyGeometry } from './court-geometry.ts'

const FORWARD = 1
const BACKWARD = 2
const JUMP = 4
/** My fence is on the right, whichever seat I have. */
export const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: BACKWARD,
  ArrowRight: FORWARD,
  ArrowUp: JUMP,
  KeyA: BACKWARD,
  KeyD: FORWARD,
  KeyW: JUMP,
}
/** How far a mouse has to move, in widths of the court, to take over again from keys or a gamepad. */
const TAKE_OVER = 0.02
/** How far the stick has to be pushed. */
const STICK = 0.35
const STICK_UP = 0.6
/** A finger that goes up by so much of the court jumps. */
const SWIPE = 0.1
const [CROSS_UP, CROSS_LEFT, CROSS_RIGHT] = [12, 14, 15]
/** Buttons of a gamepad that jump: those for the right thumb. */
const JUMP_BUTTONS = [0, 1, 2, 3]

/** Runs and jumps: by keys, of which the one pressed last says which way; by a finger on the court, to where it is, which jumps as it goes up or
 *  another one comes down; by stick or cross; by a mouse, to where it is, which jumps as it is pressed. They go before each other in this
 *  order; a mouse that was passed over rests until it moves by more than a little. */
export class VolleyControls implements Controls {
  private readonly keys = new HeldKeys(Object.keys(KEYS))
  private readonly mouse = new Hovering(TAKE_OVER)
  private mousePressed = false
  private ratio = 1
  /** The fingers on the court: the first one steers. */
  private fingers: { id: number; x: number; fromY: number; jumps: boolean }[] = []
  private ways: number[] = []
  private run = IDLE

  key(code: string, down: boolean): number | null {
    if (!this.keys.key(code, down)) return null
    const way = KEYS[code]!
    if (way !== JUMP) this.ways = [...this.ways.filter((other) => other !== way), ...(this.isHeld(way) ? [way] : [])]
    this.mouse.rest()
    this.mousePressed = false
    return this.byKeys
  }

  pointer({ id, phase, on, x, y, ratio = 1, pressed = false }: Pointer, _timeline: Timeline | null): void {
    if (phase === 'hover') {
      this.ratio = ratio
      this.mousePressed = pressed
      return this.mouse.at(x, 0)
    }
    // The pad has buttons of its own.
    if (on === 'pad') return
    this.ratio = ratio
    if (phase === 'down') {
      this.fingers.push({ id, x, fromY: y, jumps: this.fingers.length > 0 })
      this.mouse.rest()
    }
    const finger = this.fingers.find((other) => other.id === id)
    if (!finger) return
    if (phase === 'up') this.fingers = this.fingers.filter((other) => other !== finger)
    finger.x = x
    finger.fromY = Math.max(finger.fromY, y)
    if (finger === this.fingers[0]) finger.jumps = finger.fromY - y > SWIPE
  }

  release(): void {
    this.keys.clear()
    this.ways = []
    this.fingers = []
    this.mouse.rest()
    this.mousePressed = false
    this.run = IDLE
  }

  action(timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    const { mouse, fingers } = this
    const pushed = gamepad ? wishOf(gamepad) : IDLE
    if (this.keys.last !== null) return (this.run = this.byKeys)
    if (fingers[0]) return this.towards(fingers[0].x, timeline) | (fingers.some(({ jumps }) => jumps) ? JUMP : 0)
    if (pushed !== IDLE) {
      mouse.rest()
      return (this.run = pushed)
    }
    if (mouse.place === null) return (this.run = IDLE)
    return this.towards(mouse.place.x, timeline) | (this.mousePressed ? JUMP : 0)
  }

  private get byKeys(): number {
    return (this.ways.at(-1) ?? IDLE) | (this.isHeld(JUMP) ? JUMP : 0)
  }

  private isHeld(wish: number): boolean {
    return Object.entries(KEYS).some(([code, other]) => other === wish && this.keys.has(code))
  }

  /** Runs to a share of the court's width from its left, so that it comes to rest there. */
  private towards(share: number, timeline: Timeline): number {
    const seat = timeline.seat ?? 0
    const row = timeline.row(Math.floor(timeline.lead))
    if (!row) return IDLE
    const court = volleyGeometry(this.ratio, 1, seat === 1)
    const side = seat === 0 ? -1 : 1
    const wanted = court.unitsAt(share * this.ratio) * side
    const goal = Math.max(V.NEAREST, Math.min(V.FURTHEST, wanted))
    const distance = goal - row[V.LEFT + seat * V.BODY_SIZE + V.X]! * side
    const stride = V.RUN_SPEED * V.DT
    const wish = distance > 0 ? BACKWARD : FORWARD
    const running = (this.run & wish) !== 0
    this.run = Math.abs(distance) > (running ? stride / 2 : stride) ? wish : IDLE
    return this.run
  }
}

function wishOf({ axes, buttons }: Gamepad): number {
  const across = axes[0] ?? 0
  const jumps = JUMP_BUTTONS.some((i) => buttons[i]) || buttons[CROSS_UP] || (axes[1] ?? 0) < -STICK_UP
  const right = buttons[CROSS_RIGHT] || across > STICK
  const left = buttons[CROSS_LEFT] || across < -STICK
  return (right ? FORWARD : left ? BACKWARD : IDLE) | (jumps ? JUMP : 0)
}
