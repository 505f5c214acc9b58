import * as P from '../../../game/tasks/pong/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../controls.ts'
import { HeldKeys } from '../held-keys.ts'
import { Hovering } from '../hovering.ts'
import { steer } from './steer.ts'

const UP = 1
const DOWN = 2
const KEYS: Readonly<Record<string, number>> = { KeyW: UP, ArrowUp: UP, KeyS: DOWN, ArrowDown: DOWN }
const TICK_MILLIS = 1000 / P.TIMING.ticksPerSecond
/** How far the paddle goes for a finger that goes over all of the pad, in courts. */
const PAD_REACH = 1.4
/** How far a mouse has to move, in courts, to take over again from keys or a gamepad. */
const TAKE_OVER = 0.03
/** How far the stick has to be pushed. */
const STICK = 0.4
const CROSS_UP = 12
const CROSS_DOWN = 13

/** Moves a paddle: by keys, of which the one pressed last counts; to where a finger is on the court, or by as much as it moves on the pad; by
 *  stick or cross; to where a mouse hovers. They go before each other in this order; a mouse that was passed over rests until it moves by
 *  more than a little. */
export class PongControls implements Controls {
  private readonly keys = new HeldKeys(Object.keys(KEYS))
  /** Where the paddle is to go, as a share of the court's height from its top; null: nowhere. */
  private goal: number | null = null
  /** The pointer that steers, where it began, and where the paddle was then. */
  private drag: { id: number; y: number; share: number } | null = null
  private readonly mouse = new Hovering(TAKE_OVER)
  private wanted = IDLE

  key(code: string, down: boolean): number | null {
    if (!this.keys.key(code, down)) return null
    this.goal = null
    this.mouse.rest()
    return (this.wanted = this.held ?? IDLE)
  }

  pointer({ id, phase, on, y }: Pointer, timeline: Timeline | null): void {
    if (phase === 'hover') return this.mouse.at(0, y)
    if (phase === 'down') {
      this.drag = { id, y, share: timeline ? place(timeline) : 0.5 }
      this.mouse.rest()
    }
    const { drag } = this
    if (drag?.id !== id) return
    if (phase === 'up') this.goal = this.drag = null
    else this.goal = Math.max(0, Math.min(1, on === 'court' ? y : drag.share + (y - drag.y) * PAD_REACH))
  }

  release(): void {
    this.keys.clear()
    this.goal = this.drag = null
    this.mouse.rest()
    this.wanted = IDLE
  }

  action(timeline: Timeline, gamepad: Gamepad | null, millis: number): number {
    const { held, mouse } = this
    const pushed = gamepad ? wayOf(gamepad) : IDLE
    if (held === null && this.goal === null && pushed !== IDLE) mouse.rest()
    const goal = this.goal ?? mouse.place?.y ?? null
    if (held !== null) this.wanted = held
    else if (goal !== null) this.wanted = towards(goal, timeline, this.wanted, millis)
    else this.wanted = pushed
    return this.wanted
  }

  /** The action of the key held. */
  private get held(): number | null {
    return this.keys.last === null ? null : (KEYS[this.keys.last] ?? null)
  }
}

/** Where my paddle is, as a share of the court's height from its top. */
const place = (timeline: Timeline): number =>
  0.5 - fieldAt(timeline, P.LEFT_Y + (timeline.seat ?? 0), timeline.lead) / (2 * P.COURT)

function towards(goal: number, timeline: Timeline, action: number, millis: number): number {
  const seat = timeline.seat ?? 0
  const row = timeline.row(Math.floor(timeline.lead))
  if (!row) return IDLE
  const step = P.PADDLE_SPEED * row[P.LEFT_SPEED + seat]!
  return steer((0.5 - goal) * 2 * P.COURT, row[P.LEFT_Y + seat]!, step, action, millis / TICK_MILLIS)
}

function wayOf({ axes, buttons }: Gamepad): number {
  const down = axes[1] ?? 0
  if (buttons[CROSS_UP] || down < -STICK) return UP
  return buttons[CROSS_DOWN] || down > STICK ? DOWN : IDLE
}
