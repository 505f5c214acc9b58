import type { Row } from '../../../game/core/task.ts'
import { STEP_X, STEP_Y } from '../../../game/tasks/four-ways.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { IDLE, type Controls, type Gamepad, type Pointer } from '../controls.ts'
import { Hovering } from '../hovering.ts'
import { boardPlace } from './board-geometry.ts'
import { Presses } from './presses.ts'
import type { TileGame } from './tile-game.ts'

const [UP, RIGHT, DOWN, LEFT] = [1, 2, 3, 4]
const KEYS: Readonly<Record<string, number>> = {
  KeyW: UP,
  ArrowUp: UP,
  KeyD: RIGHT,
  ArrowRight: RIGHT,
  KeyS: DOWN,
  ArrowDown: DOWN,
  KeyA: LEFT,
  ArrowLeft: LEFT,
}
const CROSS = [
  [12, UP],
  [15, RIGHT],
  [13, DOWN],
  [14, LEFT],
] as const
/** How far the stick has to be pushed. */
const STICK = 0.45
/** The middle of the pad that counts as nothing, as a share of its height. */
const CALM = 0.1
/** So near a goal is there, in tiles. */
const THERE = 0.5

/** How far a mouse has to move to steer again, as a share of the court's height. */
const TAKE_OVER = 0.04

/** Goes from tile to tile: by keys, by the cross on the pad, by stick or cross of a gamepad, to where a finger is on the court, to where a mouse hovers.
 *  What is pressed last counts; where that way is shut, what was pressed before, so that who holds two keys turns at the next opening. A way that was
 *  pressed for a moment is owed until it is gone, or until the next step but one. */
export class TileControls implements Controls {
  private readonly presses = new Presses()
  /** The finger that steers on the court, and where it is, in shares of the court. */
  private finger: (Place & { id: number }) | null = null
  private readonly mouse = new Hovering(TAKE_OVER)
  /** Ticks at which what is owed was pressed, and is forgotten. */
  private owed: { action: number; from: number; until: number } | null = null
  private timeline: Timeline | null = null

  constructor(private readonly game: TileGame) {}

  key(code: string, down: boolean): number | null {
    const action = KEYS[code]
    if (action === undefined) return null
    this.change(code, down ? action : IDLE)
    return this.wish(null)
  }

  pointer({ id, phase, on, x, y, ratio = 1 }: Pointer, timeline: Timeline | null): void {
    this.timeline = timeline ?? this.timeline
    if (phase === 'hover') return this.mouse.at(x, y, ratio)
    if (on === 'pad') return this.change(`finger ${id}`, phase === 'up' ? IDLE : onCross((x - 0.5) * ratio, y - 0.5))
    if (phase === 'down') this.mouse.rest()
    if (phase === 'down' || this.finger?.id === id) this.finger = phase === 'up' ? null : { id, x, y, ratio }
  }

  release(): void {
    this.presses.clear()
    this.finger = this.owed = null
    this.mouse.rest()
  }

  action(timeline: Timeline, gamepad: Gamepad | null, _millis: number): number {
    this.timeline = timeline
    this.settle(timeline)
    return this.wish(gamepad)
  }

  /** Something that can be pressed wants another action than before; IDLE: it is let go. */
  private change(what: string, action: number): void {
    if (!this.presses.change(what, action) || action === IDLE) return
    this.finger = null
    this.mouse.rest()
    const from = Math.floor(this.timeline?.lead ?? 0)
    this.owed = { action, from, until: from + this.game.moveTicks + 2 }
  }

  /** What is owed is paid by the first step that my seat does since. */
  private settle({ lead, seat, row }: Timeline): void {
    const { owed } = this
    if (!owed || seat === null) return
    const now = Math.floor(lead)
    for (; owed.from <= now; owed.from++) {
      const [before, after] = [row(owed.from), row(owed.from + 1)]
      if (before && after && after[this.game.wait + seat]! > before[this.game.wait + seat]!) this.owed = null
    }
    if (now >= owed.until) this.owed = null
  }

  private wish(gamepad: Gamepad | null): number {
    const pressed = [...(this.owed ? [this.owed.action] : []), ...this.presses.newestFirst]
    if (pressed.length > 0) return this.firstOpen(pressed)
    if (this.finger) return this.firstOpen(this.waysTo(this.finger))
    const pushed = gamepad ? waysOf(gamepad) : []
    if (pushed.length > 0) {
      this.mouse.rest()
      return this.firstOpen(pushed)
    }
    return this.mouse.place ? this.firstOpen(this.waysTo(this.mouse.place)) : IDLE
  }

  private firstOpen(actions: readonly number[]): number {
    const { game } = this
    const here = this.here
    if (!here) return actions[0] ?? IDLE
    const { row, seat, x, y } = here
    return actions.find((action) => game.mayGo(row, seat, x + STEP_X[action]!, y + STEP_Y[action]!)) ?? IDLE
  }

  /** The one or two ways that lead nearer to a place on the court, the longer one first. */
  private waysTo({ x, y, ratio }: Place): number[] {
    const { here } = this
    if (!here) return []
    const goal = boardPlace(x, y, ratio, this.game.tiles(here.row))
    return waysAlong(goal.x - here.x, goal.y - here.y, THERE)
  }

  /** My tile, in the last step that cannot be changed any more; null before the match. */
  private get here(): { row: Row; seat: number; x: number; y: number } | null {
    const { timeline, game } = this
    const seat = timeline?.seat ?? null
    const row = timeline?.row(Math.floor(timeline.lead)) ?? null
    return row && seat !== null ? { row, seat, x: row[game.x + seat]!, y: row[game.y + seat]! } : null
  }
}

interface Place {
  x: number
  y: number
  /** Of the court's width to its height. */
  ratio: number
}

/** The ways of a difference, the longer one first, each if it is longer than `least`. */
function waysAlong(dx: number, dy: number, least: number): number[] {
  const across = Math.abs(dx) > least ? [dx > 0 ? RIGHT : LEFT] : []
  const along = Math.abs(dy) > least ? [dy > 0 ? DOWN : UP] : []
  return Math.abs(dx) >= Math.abs(dy) ? [...across, ...along] : [...along, ...across]
}

/** The arm of a cross on which a thumb is. */
const onCross = (dx: number, dy: number): number => waysAlong(dx, dy, CALM)[0] ?? IDLE

function waysOf({ axes, buttons }: Gamepad): number[] {
  const pressed = CROSS.filter(([button]) => buttons[button]).map(([, way]) => way)
  return pressed.length > 0 ? pressed : waysAlong(axes[0] ?? 0, axes[1] ?? 0, STICK)
}
