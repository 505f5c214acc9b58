import { actionCodec } from '../../../game/core/action-codec.ts'
import { SUMO_ACTION } from '../../../game/tasks/sumo/built-ins.ts'
import * as S from '../../../game/tasks/sumo/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../controls.ts'
import { calmed } from '../gamepads.ts'
import { HeldKeys } from '../held-keys.ts'
import { Hovering } from '../hovering.ts'
import { ringGeometry } from './ring-geometry.ts'

/** A push, in the directions of the picture: right and up are positive. */
interface Push {
  x: number
  y: number
}

const KEYS: Readonly<Record<string, Push>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
  KeyA: { x: -1, y: 0 },
  KeyD: { x: 1, y: 0 },
  KeyW: { x: 0, y: 1 },
  KeyS: { x: 0, y: -1 },
}
/** How far a thumb goes for a full push, in heights of the pad and of the court. */
const STICK_REACH = { pad: 0.34, court: 0.18 }
/** How far from my disc a mouse pushes with full strength, and how near with none, in units. */
const FULL_AWAY = 3.5
const NO_AWAY = 0.25
/** How far a mouse has to move, in shares of the court, to take over again from keys or a gamepad. */
const TAKE_OVER = 0.03
/** The middle of a stick, or of a thumb's way, that counts as nothing. */
const CALM = 0.15
/** A push is told in steps of this, so that a hand that trembles sends nothing. */
const STEPS = 16
const CROSS = { up: 12, down: 13, left: 14, right: 15 }

const codec = actionCodec(SUMO_ACTION)

/** Pushes a disc: by keys in eight ways; by a thumb, from where it came down to where it is; by stick or cross; towards a mouse, harder the further
 *  it is. They go before each other in this order; a mouse that was passed over rests until it moves by more than a little. */
export class SumoControls implements Controls {
  private readonly keys = new HeldKeys(Object.keys(KEYS))
  private readonly mouse = new Hovering(TAKE_OVER)
  private ratio = 1
  private thumb: { id: number; fromX: number; fromY: number; push: Push } | null = null

  key(code: string, down: boolean): number | null {
    if (!this.keys.key(code, down)) return null
    this.mouse.rest()
    return codeOf(this.byKeys)
  }

  pointer({ id, phase, on, x, y, ratio = 1 }: Pointer, _timeline: Timeline | null): void {
    if (phase === 'hover') {
      this.ratio = ratio
      return this.mouse.at(x, y)
    }
    if (phase === 'down') {
      this.thumb = { id, fromX: x, fromY: y, push: { x: 0, y: 0 } }
      this.mouse.rest()
    }
    const { thumb } = this
    if (thumb?.id !== id) return
    if (phase === 'up') this.thumb = null
    else thumb.push = beyondCalm({ x: (x - thumb.fromX) * ratio, y: thumb.fromY - y }, STICK_REACH[on])
  }

  release(): void {
    this.keys.clear()
    this.thumb = null
    this.mouse.rest()
  }

  action(timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    if (this.keys.last !== null) return codeOf(this.byKeys)
    if (this.thumb) return codeOf(this.thumb.push)
    const pushed = gamepad ? pushOf(gamepad) : null
    if (pushed) {
      this.mouse.rest()
      return codeOf(pushed)
    }
    return this.mouse.place ? this.towards(this.mouse.place, timeline) : IDLE
  }

  private get byKeys(): Push {
    const push = { x: 0, y: 0 }
    // Two against each other come to nothing.
    for (const [code, { x, y }] of Object.entries(KEYS)) {
      if (!this.keys.has(code)) continue
      push.x += x
      push.y += y
    }
    return { x: Math.sign(push.x), y: Math.sign(push.y) }
  }

  /** Towards a place on the court, in shares of it. */
  private towards(place: { x: number; y: number }, timeline: Timeline): number {
    const seat = timeline.seat ?? 0
    const court = ringGeometry(this.ratio, 1, seat === 1)
    const goal = court.at(place.x * this.ratio, place.y)
    const at = seat === 0 ? S.LEFT : S.RIGHT
    const x = (goal.x - fieldAt(timeline, at + S.X, timeline.lead)) * court.way
    const y = goal.y - fieldAt(timeline, at + S.Y, timeline.lead)
    const away = Math.hypot(x, y)
    if (away < NO_AWAY) return IDLE
    const scale = Math.min(1, away / FULL_AWAY) / away
    return codeOf({ x: x * scale, y: y * scale })
  }
}

/** A way of a thumb or a stick, with its middle calmed: 0 up to CALM of its reach, from there evenly to length 1. */
function beyondCalm({ x, y }: Push, reach: number): Push {
  const length = Math.hypot(x, y)
  const strength = calmed(length / reach, CALM)
  return length === 0 ? { x: 0, y: 0 } : { x: (x / length) * strength, y: (y / length) * strength }
}

/** The code of a push; one that is longer than 1 is cut to that. */
function codeOf({ x, y }: Push): number {
  const length = Math.max(1, Math.hypot(x, y))
  return codec.encode([stepped(x / length), stepped(y / length)], 0)
}

const stepped = (value: number): number => Math.round(value * STEPS) / STEPS

function pushOf({ axes, buttons }: Gamepad): Push | null {
  const pressed = (i: number): number => (buttons[i] ? 1 : 0)
  const x = pressed(CROSS.right) - pressed(CROSS.left)
  const y = pressed(CROSS.up) - pressed(CROSS.down)
  if (x !== 0 || y !== 0) return { x, y }
  const push = beyondCalm({ x: axes[0] ?? 0, y: -(axes[1] ?? 0) }, 1)
  return push.x === 0 && push.y === 0 ? null : push
}
