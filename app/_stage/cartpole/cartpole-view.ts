import * as C from '../../../game/tasks/cartpole/layout.ts'
import type { Row } from '../../../game/core/task.ts'
import { cartpole } from '../../../game/tasks/cartpole/cartpole.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { SoloMotion } from '../solo/solo-motion.ts'

/** Something short that happened at the moment drawn: so many steps are done, all are, the pole fell, or the cart ran off the track. */
export type CartpoleEffect = { kind: 'steps'; steps: number } | { kind: 'stood' } | { kind: 'fell' } | { kind: 'off' }

/** All that is drawn of Cartpole at one moment, in m and rad, to the right positive. */
export interface CartpoleScene {
  x: number
  angle: number
  /** What the cart is pushed with, from −1 to 1. */
  push: number
  /** How close the pole is to falling, or the cart to the end of the track, 0 to 1. */
  danger: number
  steps: number
  over: boolean
  effects: (CartpoleEffect & { tick: number })[]
}

/** So many steps are told. */
const TOLD_STEPS = 100
/** What a full push makes of the cart's speed in a tick, as far as it can be read from it. */
const FULL = (C.SECONDS * C.FORCE) / C.ALL_MASS
/** Time in which the light of a push follows it, ms (to a third). */
const PUSH_MILLIS = 30

/** A number half a step on: the middle of where it is and where its speed takes it. Two pushes in turn do not make it tremble, and a push is seen
 *  in it at once, while the place itself follows a tick later. */
const halfOn =
  (place: number, speed: number) =>
  (s: Row): number =>
    s[place]! + (C.SECONDS / 2) * s[speed]!

/** Turns the timeline of a match into what is drawn. */
export class CartpoleView {
  private readonly motion = new SoloMotion([halfOn(C.X, C.X_SPEED), halfOn(C.ANGLE, C.ANGLE_SPEED)])
  private readonly happenings = new Happenings(happened, cartpole.ticksPerSecond)
  readonly scene: CartpoleScene = { x: 0, angle: 0, push: 0, danger: 0, steps: 0, over: false, effects: [] }

  get time(): number {
    return this.motion.time
  }

  /** The scene at the timeline's present; the same object each time. millis: since the last call. */
  update(timeline: Timeline, millis: number): CartpoleScene {
    const { scene, motion } = this
    scene.effects.length = 0
    if (!motion.update(timeline, millis)) return scene
    const [x, angle] = motion.values as [number, number]
    const row = motion.before!
    scene.x = x
    scene.angle = angle
    scene.danger = Math.min(1, Math.max(Math.abs(angle) / C.FURTHEST_ANGLE, (Math.abs(x) / C.FURTHEST_X) ** 4))
    scene.steps = row[C.TICK]!
    scene.over = isOver(row)
    const push = scene.over ? 0 : pushIn(timeline.row(Math.floor(motion.time) - 1), motion.after!)
    scene.push += (push - scene.push) * (1 - Math.exp(-millis / PUSH_MILLIS))
    this.happenings.tell(timeline, Math.floor(motion.time), scene.effects)
    return scene
  }
}

/** What the cart was pushed with in two steps, together: nothing, where it was to either side in turn. */
function pushIn(before: Row | null, after: Row): number {
  if (!before) return 0
  return Math.max(-1, Math.min(1, (after[C.X_SPEED]! - before[C.X_SPEED]!) / (2 * FULL)))
}

const isFallen = (s: Row): boolean => Math.abs(s[C.ANGLE]!) > C.FURTHEST_ANGLE
const isOff = (s: Row): boolean => Math.abs(s[C.X]!) > C.FURTHEST_X
const isOver = (s: Row): boolean => isFallen(s) || isOff(s) || s[C.TICK]! >= C.LONGEST

/** What a step did that is worth a light and a sound; null for nothing. */
export function happened(before: Row, after: Row): CartpoleEffect | null {
  const steps = after[C.TICK]!
  if (steps === before[C.TICK]) return null
  if (isFallen(after)) return { kind: 'fell' }
  if (isOff(after)) return { kind: 'off' }
  if (steps >= C.LONGEST) return { kind: 'stood' }
  return steps % TOLD_STEPS === 0 ? { kind: 'steps', steps } : null
}
