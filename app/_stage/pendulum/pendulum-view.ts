import * as P from '../../../game/tasks/pendulum/layout.ts'
import type { Row } from '../../../game/core/task.ts'
import { pendulum } from '../../../game/tasks/pendulum/pendulum.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { SoloMotion } from '../solo/solo-motion.ts'

/** Something short that happened at the moment drawn: the rod swung through its lowest point, or came by the top. force: 0 slow, 1 as fast as
 *  can be. */
export interface PendulumEffect {
  kind: 'bottom' | 'top'
  force: number
}

/** All that is drawn of Pendulum at one moment. Angles in rad, clockwise, upright 0. */
export interface PendulumScene {
  /** It goes on growing beyond ±π. */
  angle: number
  /** What the motor turns it with, from −1 to 1. */
  torque: number
  /** How well it is held upright, 0 to 1. */
  held: number
  steps: number
  effects: (PendulumEffect & { tick: number })[]
}

/** It is held where it is this close to upright, in rad, and this slow, in rad/s. */
const HELD = { angle: 0.35, speed: 1.5 }
/** Time in which the light of the motor follows it, ms (to a third). */
const TORQUE_MILLIS = 30

/** Turns the timeline of a match into what is drawn. */
export class PendulumView {
  private readonly motion = new SoloMotion([(s) => s[P.ANGLE]!])
  private readonly happenings = new Happenings(happened, pendulum.ticksPerSecond)
  readonly scene: PendulumScene = { angle: P.PI, torque: 0, held: 0, steps: 0, effects: [] }

  get time(): number {
    return this.motion.time
  }

  /** The scene at the timeline's present; the same object each time. millis: since the last call. */
  update(timeline: Timeline, millis: number): PendulumScene {
    const { scene, motion } = this
    scene.effects.length = 0
    if (!motion.update(timeline, millis)) return scene
    const row = motion.before!
    scene.angle = motion.values[0]!
    scene.steps = row[P.TICK]!
    scene.held = heldIn(row)
    const torque = torqueIn(row, motion.after!)
    scene.torque += (torque - scene.torque) * (1 - Math.exp(-millis / TORQUE_MILLIS))
    this.happenings.tell(timeline, Math.floor(motion.time), scene.effects)
    return scene
  }
}

function heldIn(s: Row): number {
  const away = Math.max(Math.abs(P.wrapped(s[P.ANGLE]!)) / HELD.angle, Math.abs(s[P.SPEED]!) / HELD.speed)
  return Math.max(0, 1 - away)
}

/** What the motor did in a step, from −1 to 1: what of the gain in speed was not gravity. */
function torqueIn(before: Row, after: Row): number {
  if (after[P.TICK] === before[P.TICK]) return 0
  const gain = (after[P.SPEED]! - before[P.SPEED]!) / P.SECONDS - P.FALL * Math.sin(before[P.ANGLE]!)
  return Math.max(-1, Math.min(1, gain / (P.TURN * P.MAX_TORQUE)))
}

/** What a step did that is worth a sound; null for nothing. */
export function happened(before: Row, after: Row): PendulumEffect | null {
  const [from, to] = [before[P.ANGLE]!, after[P.ANGLE]!]
  const force = Math.abs(after[P.SPEED]!) / P.MAX_SPEED
  const [half, halfBefore] = [Math.floor(to / P.PI), Math.floor(from / P.PI)]
  if (half === halfBefore) return null
  // Of the half turns that it goes through, the even ones are upright.
  return { kind: Math.max(half, halfBefore) % 2 === 0 ? 'top' : 'bottom', force }
}
