import { actionCodec, type ActionCodec } from '../../../game/core/action-codec.ts'
import type { ActionSpace } from '../../../game/core/spaces.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../controls.ts'
import { calmed } from '../gamepads.ts'
import { HeldKeys } from '../held-keys.ts'

/** The middle of a stick that counts as nothing. */
const CALM = 0.15
/** Keys there are, 1 to 9. */
export const MOST_KEYS = 9

export const keyOf = (index: number): string => `Digit${index + 1}`

/** Plays any action space. Keys 1 to 9, and the gamepad's buttons, are the choices or buttons in their order; of a continuous one each two keys
 *  are the two ways of a dimension, the sticks are its first four, and a pointer the first two: right and up of the middle are positive. */
export class PlainControls implements Controls {
  private readonly keys: HeldKeys
  private readonly codec: ActionCodec
  private readonly numbers: Float64Array
  private pointed: Pointer | null = null
  private gamepad: Gamepad | null = null

  constructor(private readonly space: ActionSpace) {
    const wanted = space.labels.length * (space.kind === 'continuous' ? 2 : 1)
    this.keys = new HeldKeys(Array.from({ length: Math.min(MOST_KEYS, wanted) }, (_, i) => keyOf(i)))
    this.codec = actionCodec(space)
    this.numbers = new Float64Array(this.codec.numbers)
  }

  key(code: string, down: boolean): number | null {
    return this.keys.key(code, down) ? this.code : null
  }

  pointer(pointer: Pointer, _timeline: Timeline | null): void {
    this.pointed = pointer.phase === 'up' ? null : pointer
  }

  release(): void {
    this.keys.clear()
    this.pointed = null
  }

  action(_timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    this.gamepad = gamepad
    return this.code
  }

  private get code(): number {
    const { space, numbers, keys, codec, gamepad } = this
    const { labels } = space
    const pressed = (i: number): boolean => keys.has(keyOf(i)) || (gamepad?.buttons[i] ?? false)
    switch (space.kind) {
      case 'discrete': {
        const last = labels.findIndex((_, i) => keyOf(i) === keys.last)
        return Math.max(IDLE, last >= 0 ? last : labels.findIndex((_, i) => pressed(i)))
      }
      case 'multi-binary':
        labels.forEach((_, i) => (numbers[i] = pressed(i) ? 1 : 0))
        break
      case 'continuous':
        labels.forEach((_, i) => (numbers[i] = this.along(i)))
    }
    return codec.encode(numbers, 0)
  }

  /** The wish along a dimension, −1 to 1. */
  private along(i: number): number {
    const { keys, pointed, gamepad } = this
    const ways = (keys.has(keyOf(2 * i + 1)) ? 1 : 0) - (keys.has(keyOf(2 * i)) ? 1 : 0)
    if (ways !== 0) return ways
    // Down is positive on screens and sticks.
    const up = i % 2 === 1 ? -1 : 1
    if (pointed && i < 2) return Math.max(-1, Math.min(1, up * (2 * (i === 0 ? pointed.x : pointed.y) - 1)))
    return up * calmed(gamepad?.axes[i] ?? 0, CALM) + 0
  }
}
