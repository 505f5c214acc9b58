import * as C from '../../../game/tasks/cartpole/layout.ts'
import type { Timeline } from '../../_net/timeline.ts'
import type { Controls, Gamepad, Pointer } from '../controls.ts'
import { Hovering } from '../hovering.ts'
import { pushed, TwoWays } from '../solo/two-ways.ts'
import { metresAt } from './cartpole-geometry.ts'
import { Pulses } from './pulses.ts'

const LEFT = 0
const RIGHT = 1
/** How far a mouse has to move, in courts, to take over again. */
const TAKE_OVER = 0.03
/** How hard the cart is pushed to where it is pointed, for a metre that it is away, and how hard its speed is braked, for each m/s. */
const TOWARDS = { metre: 6.7, speed: 1.7 }

/** Pushes the cart: by keys, a thumb on either half of the pad, stick or cross; or to where a finger is on the court or a mouse hovers. The game
 *  knows full pushes only: a weaker one, and none, are made of pushes to both sides in turn. */
export class CartpoleControls implements Controls {
  private readonly ways = new TwoWays()
  private readonly pulses = new Pulses()
  private readonly mouse = new Hovering(TAKE_OVER)
  private finger: { id: number; x: number } | null = null
  private tick = 0
  private wanted = LEFT

  key(code: string, down: boolean): number | null {
    if (!this.ways.key(code, down)) return null
    this.mouse.rest()
    const { held } = this.ways
    // Who lets go wants no push: this one may go on until the next tick.
    return held === null ? this.wanted : (this.wanted = codeOf(this.pulses.push(this.tick, held)))
  }

  pointer(pointer: Pointer, _timeline: Timeline | null): void {
    const { id, phase, on, x, y } = pointer
    if (phase === 'hover') return this.mouse.at(x, y)
    if (phase === 'down') this.mouse.rest()
    if (on === 'pad') return this.ways.thumb(pointer)
    if (phase === 'down') this.finger = { id, x }
    else if (this.finger?.id !== id) return
    else this.finger = phase === 'up' ? null : { id, x }
  }

  release(): void {
    this.ways.release()
    this.mouse.rest()
    this.finger = null
  }

  action(timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    this.tick = Math.floor(timeline.lead)
    return (this.wanted = codeOf(this.pulses.push(this.tick, this.wish(timeline, gamepad))))
  }

  private wish(timeline: Timeline, gamepad: Gamepad | null): number {
    const { held } = this.ways
    if (held !== null) return held
    if (this.finger) return towards(this.finger.x, timeline)
    const push = gamepad ? pushed(gamepad) : 0
    if (push !== 0) this.mouse.rest()
    return push === 0 && this.mouse.place !== null ? towards(this.mouse.place.x, timeline) : push
  }
}

const codeOf = (way: -1 | 1): number => (way < 0 ? LEFT : RIGHT)

/** The push by which the cart comes to a place and stays there. share: of the court's width */
function towards(share: number, timeline: Timeline): number {
  const row = timeline.row(Math.floor(timeline.lead))
  if (!row) return 0
  const goal = Math.max(-C.FURTHEST_X, Math.min(C.FURTHEST_X, metresAt(share)))
  return Math.max(-1, Math.min(1, TOWARDS.metre * (goal - row[C.X]!) - TOWARDS.speed * row[C.X_SPEED]!))
}
