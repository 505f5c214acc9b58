import type { Timeline } from '../../_net/timeline.ts'
import type { Controls, Gamepad, Pointer } from '../controls.ts'
import { Hovering } from '../hovering.ts'
import { pushed, TwoWays } from '../solo/two-ways.ts'

const LEFT = 0
const NONE = 1
const RIGHT = 2
/** How far a mouse has to move, in courts, to take over again. */
const TAKE_OVER = 0.03
/** How far from the middle of the court it has to be to drive. */
const MIDDLE = 0.06
/** How far the stick has to be pushed. */
const STICK = 0.3

/** Drives: by keys, a thumb on either half of the pad, a finger or a mouse on either half of the court, stick or cross. */
export class MountaincarControls implements Controls {
  private readonly ways = new TwoWays()
  private readonly mouse = new Hovering(TAKE_OVER)
  private gamepad: Gamepad | null = null

  key(code: string, down: boolean): number | null {
    if (!this.ways.key(code, down)) return null
    this.mouse.rest()
    return this.code
  }

  pointer(pointer: Pointer, _timeline: Timeline | null): void {
    if (pointer.phase === 'hover') return this.mouse.at(pointer.x, pointer.y)
    if (pointer.phase === 'down') this.mouse.rest()
    this.ways.thumb(pointer)
  }

  release(): void {
    this.ways.release()
    this.mouse.rest()
  }

  action(_timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    this.gamepad = gamepad
    return this.code
  }

  private get code(): number {
    const { mouse, gamepad } = this
    const { held } = this.ways
    if (held !== null) return codeOf(held)
    const push = gamepad ? pushed(gamepad) : 0
    if (Math.abs(push) > STICK) mouse.rest()
    if (mouse.place === null) return Math.abs(push) > STICK ? codeOf(push) : NONE
    return Math.abs(mouse.place.x - 0.5) > MIDDLE ? codeOf(mouse.place.x - 0.5) : NONE
  }
}

const codeOf = (way: number): number => (way < 0 ? LEFT : RIGHT)
