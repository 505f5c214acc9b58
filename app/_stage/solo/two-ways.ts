import type { Gamepad, Pointer } from '../controls.ts'
import { calmed } from '../gamepads.ts'
import { HeldKeys } from '../held-keys.ts'

const KEYS: Readonly<Record<string, Way>> = { KeyA: -1, ArrowLeft: -1, KeyD: 1, ArrowRight: 1 }
/** The middle of a stick that counts as nothing. */
const CALM = 0.2
const CROSS_LEFT = 14
const CROSS_RIGHT = 15

type Way = -1 | 1

/** The wish to the left or to the right, from −1 to 1: by keys and by thumbs on the halves of the pad, of which the one pressed last counts; by
 *  the cross or the stick of a gamepad. */
export class TwoWays {
  private readonly keys = new HeldKeys(Object.keys(KEYS))
  /** The thumbs that are down, the last one last, and the half on which each is. */
  private readonly thumbs = new Map<number, Way>()

  /** A key went down or up. Returns whether it belongs to the game. */
  key(code: string, down: boolean): boolean {
    return this.keys.key(code, down)
  }

  /** A thumb on the pad. */
  thumb({ id, phase, x }: Pointer): void {
    if (phase === 'down') this.thumbs.set(id, x < 0.5 ? -1 : 1)
    else if (phase === 'up') this.thumbs.delete(id)
    else if (this.thumbs.has(id)) this.thumbs.set(id, x < 0.5 ? -1 : 1)
  }

  release(): void {
    this.keys.clear()
    this.thumbs.clear()
  }

  /** What is held by keys or thumbs; null for nothing. */
  get held(): Way | null {
    const { last } = this.keys
    if (last !== null) return KEYS[last] ?? null
    return [...this.thumbs.values()].at(-1) ?? null
  }
}

/** The way that a gamepad is pushed, from −1 to 1. */
export function pushed({ axes, buttons }: Gamepad): number {
  const cross = (buttons[CROSS_RIGHT] ? 1 : 0) - (buttons[CROSS_LEFT] ? 1 : 0)
  return cross || calmed(axes[0] ?? 0, CALM)
}
