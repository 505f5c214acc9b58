import { actionCodec } from '../../../game/core/action-codec.ts'
import { pendulum } from '../../../game/tasks/pendulum/pendulum.ts'
import type { Timeline } from '../../_net/timeline.ts'
import type { Controls, Gamepad, Pointer } from '../controls.ts'
import { Hovering } from '../hovering.ts'
import { pushed, TwoWays } from '../solo/two-ways.ts'

/** How far a mouse has to move, in courts, to take over again. */
const TAKE_OVER = 0.03
/** How far from the middle of the court a finger or a mouse turns with all there is, in courts. */
const FULL_AT = 0.3
/** The same on the pad, from where the thumb went down, in pads. */
const FULL_SLIDE = 0.22
/** The middle that counts as nothing, as a share of the way to all there is. */
const CALM = 0.08

/** Turns the rod: by keys, all or nothing; by how far a finger on the court or a mouse is to the right of the middle; by how far a thumb has
 *  slid on the pad; by the stick or the cross. To the right is clockwise. */
export class PendulumControls implements Controls {
  private readonly ways = new TwoWays()
  private readonly mouse = new Hovering(TAKE_OVER)
  private readonly codec = actionCodec(pendulum.action)
  private readonly torque = new Float64Array(1)
  /** The finger that turns, and the torque that it wants. */
  private finger: { id: number; from: number; wish: number } | null = null
  private gamepad: Gamepad | null = null

  key(code: string, down: boolean): number | null {
    if (!this.ways.key(code, down)) return null
    this.mouse.rest()
    return this.code
  }

  pointer({ id, phase, on, x, y }: Pointer, _timeline: Timeline | null): void {
    if (phase === 'hover') return this.mouse.at(x, y)
    if (phase === 'down') {
      this.mouse.rest()
      this.finger = { id, from: x, wish: 0 }
    }
    const { finger } = this
    if (finger?.id !== id) return
    if (phase === 'up') this.finger = null
    else finger.wish = on === 'court' ? (x - 0.5) / FULL_AT : (x - finger.from) / FULL_SLIDE
  }

  release(): void {
    this.ways.release()
    this.mouse.rest()
    this.finger = null
  }

  action(_timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    this.gamepad = gamepad
    return this.code
  }

  private get code(): number {
    this.torque[0] = this.wish
    return this.codec.encode(this.torque, 0)
  }

  private get wish(): number {
    const { finger, mouse, gamepad } = this
    const { held } = this.ways
    if (held !== null) return held
    if (finger) return calmed(finger.wish)
    const push = gamepad ? pushed(gamepad) : 0
    if (push !== 0) mouse.rest()
    return push === 0 && mouse.place !== null ? calmed((mouse.place.x - 0.5) / FULL_AT) : push
  }
}

const calmed = (wish: number): number => (Math.abs(wish) < CALM ? 0 : Math.max(-1, Math.min(1, wish)))
