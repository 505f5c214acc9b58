import * as M from '../../../game/tasks/mountaincar/layout.ts'
import type { Row } from '../../../game/core/task.ts'
import { mountaincar } from '../../../game/tasks/mountaincar/mountaincar.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { SoloMotion } from '../solo/solo-motion.ts'

/** Something short that happened at the moment drawn: the car turned round on a slope, ran into the wall, or got out. height: from −1 to 1. */
export interface MountaincarEffect {
  kind: 'turned' | 'wall' | 'out'
  position: number
  height: number
}

/** All that is drawn of Mountain Car at one moment. Positions are the task's, heights from −1 at the bottom to 1. */
export interface MountaincarScene {
  position: number
  /** What the motor does: −1 to the left, 0, 1. */
  drive: number
  /** The height that the car would roll to without its motor. */
  reach: number
  steps: number
  out: boolean
  effects: (MountaincarEffect & { tick: number })[]
}

export const heightAt = (position: number): number => Math.sin(3 * position)
/** What a velocity squared is worth in height: v²/2 against 0.0025 · sin(3 p) / 3. */
const HEIGHT_OF_SPEED = 3 / (2 * M.GRAVITY)
/** Time in which the light of the motor and the line of the reach follow, ms (to a third). */
const FOLLOW_MILLIS = 40

/** Turns the timeline of a match into what is drawn. */
export class MountaincarView {
  private readonly motion = new SoloMotion([(s) => s[M.POSITION]!, (s) => reachOf(s)])
  private readonly happenings = new Happenings(happened, mountaincar.ticksPerSecond)
  readonly scene: MountaincarScene = { position: -0.5, drive: 0, reach: -1, steps: 0, out: false, effects: [] }

  get time(): number {
    return this.motion.time
  }

  /** The scene at the timeline's present; the same object each time. millis: since the last call. */
  update(timeline: Timeline, millis: number): MountaincarScene {
    const { scene, motion } = this
    scene.effects.length = 0
    if (!motion.update(timeline, millis)) return scene
    const row = motion.before!
    scene.position = motion.values[0]!
    scene.reach = motion.values[1]!
    scene.steps = row[M.TICK]!
    scene.out = isOut(row)
    const drive = driveIn(row, motion.after!)
    scene.drive += (drive - scene.drive) * (1 - Math.exp(-millis / FOLLOW_MILLIS))
    this.happenings.tell(timeline, Math.floor(motion.time), scene.effects)
    return scene
  }
}

const isOut = (s: Row): boolean => s[M.POSITION]! >= M.GOAL && s[M.VELOCITY]! >= 0

const reachOf = (s: Row): number => heightAt(s[M.POSITION]!) + HEIGHT_OF_SPEED * s[M.VELOCITY]! ** 2

/** What the motor did in a step: what of the gain in velocity was not the slope. At full speed, and at the wall, that cannot be told. */
function driveIn(before: Row, after: Row): number {
  if (after[M.TICK] === before[M.TICK] || Math.abs(after[M.VELOCITY]!) >= M.MAX_VELOCITY) return 0
  const slope = -M.GRAVITY * Math.cos(3 * before[M.POSITION]!)
  return Math.max(-1, Math.min(1, Math.round((after[M.VELOCITY]! - before[M.VELOCITY]! - slope) / M.FORCE)))
}

/** What a step did that is worth a light and a sound; null for nothing. */
export function happened(before: Row, after: Row): MountaincarEffect | null {
  if (after[M.TICK] === before[M.TICK]) return null
  const position = after[M.POSITION]!
  const at = { position, height: heightAt(position) }
  if (isOut(after)) return { kind: 'out', ...at }
  if (position === M.LEFT_WALL && before[M.POSITION]! > M.LEFT_WALL) return { kind: 'wall', ...at }
  return before[M.VELOCITY]! * after[M.VELOCITY]! < 0 ? { kind: 'turned', ...at } : null
}
