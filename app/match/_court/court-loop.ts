import type { MatchFeed } from '../../_net/match-feed.ts'
import type { CourtPicture } from '../../_stage/court.ts'
import { isTouched } from '../../_stage/gamepads.ts'
import type { Insight } from '../../_stage/insight.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../../_stage/controls.ts'
import type { Note } from '../../_stage/notes.ts'
import type { Timeline } from '../../_net/timeline.ts'
import type { Device } from './device.ts'
import type { MindLog } from '../_panel/mind-log.ts'

/** Longest step of time that is drawn at once, ms: after a hidden tab the court does not replay what was missed. */
const LONGEST_MILLIS = 100

/** One frame as it was drawn. */
export interface DrawnFrame {
  /** Frames drawn so far, this one included. */
  readonly count: number
  /** When the browser began it, ms of the page's monotonic clock. */
  readonly at: number
  /** The time that passed for the court since the frame before, ms. */
  readonly millis: number
  /** See CourtPicture.drawn. */
  readonly scene: object
}

interface LoopParts {
  feed: MatchFeed
  picture: CourtPicture
  controls: Controls
  minds: MindLog
  /** What my partner shows of what it knows of me. */
  insight: () => Insight
  /** Takes what my seat wants; null where nobody plays here. */
  act: ((code: number, now: number) => void) | null
  play: (notes: readonly Note[]) => void
  readGamepad: () => Gamepad | null
  /** How far what a hand moves goes, as a multiple. */
  sensitivity: () => number
  /** Hears with which device something was done, whenever it was. */
  used: (device: Device) => void
}

/** The loop of one match's court: reads the controls, moves the match to now, draws. Runs with the screen's frames, outside React. */
export class CourtLoop {
  private handle = 0
  private last: number | null = null
  private count = 0
  private millis = 0
  /** What the last frame was drawn from. */
  private timeline: Timeline | null = null

  constructor(private readonly parts: LoopParts) {}

  /** The last frame; null before the first. */
  get drawn(): DrawnFrame | null {
    const { count, last, millis, parts } = this
    return count === 0 || last === null ? null : { count, at: last, millis, scene: parts.picture.drawn }
  }

  start(): void {
    this.handle = requestAnimationFrame((now) => this.frame(now))
  }

  stop(): void {
    cancelAnimationFrame(this.handle)
  }

  /** A key went down, once more while it is held (repeated), or up: it counts now instead of with the next frame. Returns whether it belongs
   *  to the game. */
  key(code: string, down: boolean, repeated = false): boolean {
    const action = this.parts.controls.key(code, down)
    if (action === null) return false
    if (down) this.parts.used('keys')
    if (!repeated) this.act(action)
    return true
  }

  /** A button of the pad went down or up, which stands for a key. */
  press(code: string, down: boolean): void {
    const action = this.parts.controls.key(code, down)
    if (action === null) return
    if (down) this.parts.used('thumb')
    this.act(action)
  }

  pointer(pointer: Pointer): void {
    this.parts.used(pointer.phase === 'hover' ? 'mouse' : 'thumb')
    this.parts.controls.pointer(scaled(pointer, this.parts.sensitivity()), this.timeline)
  }

  /** Lets go of everything: the tab was hidden, or the focus went elsewhere. */
  release(): void {
    this.parts.controls.release()
    this.act(IDLE)
  }

  private steer(timeline: Timeline, gamepad: Gamepad | null, millis: number, now: number): void {
    if (gamepad && isTouched(gamepad)) this.parts.used('gamepad')
    this.parts.act?.(this.parts.controls.action(timeline, gamepad, millis), now)
  }

  private act(action: number): void {
    this.parts.act?.(action, performance.now())
  }

  private frame(now: number): void {
    this.handle = requestAnimationFrame((next) => this.frame(next))
    const { feed, picture, minds, insight, play, readGamepad } = this.parts
    const millis = this.last === null ? 0 : Math.min(LONGEST_MILLIS, Math.max(0, now - this.last))
    this.last = now
    const timeline = (this.timeline = feed.frame(now))
    if (!timeline) return
    if (timeline.seat !== null) this.steer(timeline, readGamepad(), millis, now)
    this.count++
    this.millis = millis
    minds.pass(millis)
    play(picture.frame(timeline, minds.latest, insight(), millis))
  }
}

/** A finger on the court is where it is; what a mouse or a thumb on the pad moves goes as far as is chosen, seen from the middle. A mouse never goes
 *  less far than it does by itself: all of the court has to be within its reach. */
export function scaled(pointer: Pointer, sensitivity: number): Pointer {
  if (pointer.on === 'court' && pointer.phase !== 'hover') return pointer
  const times = pointer.phase === 'hover' ? Math.max(1, sensitivity) : sensitivity
  const from = (share: number): number => 0.5 + (share - 0.5) * times
  return { ...pointer, x: from(pointer.x), y: from(pointer.y) }
}
