import type { Row } from '../../../game/core/task.ts'
import { isWall } from '../../../game/tasks/maze/carve.ts'
import * as M from '../../../game/tasks/maze/layout.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { DrawnPlace } from '../tiles/drawn-place.ts'
import { mazeBoard } from './maze-board.ts'
import { LIT, REMEMBERED, UNKNOWN, type MazeEffect, type MazeScene } from './maze-scene.ts'

/** How far a person sees: as far as an agent does, whose window has as many tiles on each side. */
export const SIGHT = 3

const nowhere = (): { x: number; y: number } => ({ x: -1, y: -1 })

/** Turns the timeline of a match into what is drawn: my own runner at the lead time, the others as confirmed. Whoever runs sees the 7 × 7 tiles around
 *  them, as agents do; what was seen stays, dimly; who is at the goal, or watches, sees everything. */
export class MazeView {
  readonly scene: MazeScene = {
    tiles: 0,
    walls: new Uint8Array(),
    known: new Uint8Array(),
    runners: [],
    key: nowhere(),
    door: nowhere(),
    goal: nowhere(),
    keyLies: false,
    doorOpen: false,
    effects: [],
  }
  private readonly ofMe = new Happenings(happened, M.TICKS_PER_SECOND)
  private readonly ofOthers = new Happenings(happened, M.TICKS_PER_SECOND)
  /** What was told of me: a mended prediction does it again. */
  private readonly mine = new Set<MazeEffect['kind']>()
  private places: DrawnPlace[] = []

  /** The scene at the timeline's present; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number): MazeScene {
    const { scene } = this
    scene.effects.length = 0
    const row = timeline.row(Math.floor(timeline.seen))
    if (!row || row[M.TILES] === 0) return scene
    if (scene.tiles !== row[M.TILES]) this.build(row)
    const { seat: me, lead } = timeline
    const mine = me === null ? row : (timeline.row(Math.floor(lead) + 1) ?? row)
    this.look(me, mine, row)
    this.placeRunners(timeline, row, (millis * M.TICKS_PER_SECOND) / 1000)
    const seats = me === null ? scene.runners.map((_, seat) => seat) : [me]
    scene.doorOpen = seats.some((seat) => mine[M.HAS_KEY + seat] === 1)
    scene.keyLies = seats.some((seat) => mine[M.HAS_KEY + seat] === 0)
    this.tell(timeline)
    return scene
  }

  private build(row: Row): void {
    const { scene } = this
    const tiles = (scene.tiles = row[M.TILES]!)
    scene.walls = Uint8Array.from({ length: tiles * tiles }, (_, i) =>
      isWall(row, i % tiles, Math.floor(i / tiles)) ? 1 : 0,
    )
    scene.known = new Uint8Array(tiles * tiles)
    scene.key = { x: row[M.KEY_X]!, y: row[M.KEY_Y]! }
    scene.door = { x: row[M.DOOR_X]!, y: row[M.DOOR_Y]! }
    scene.goal = { x: row[M.GOAL_X]!, y: row[M.GOAL_Y]! }
    this.places = Array.from({ length: row[M.SEATS]! }, (_, seat) => new DrawnPlace(mazeBoard, seat))
    scene.runners = this.places.map(() => ({ x: 0, y: 0, seen: true, hasKey: false, done: false }))
  }

  /** Sees what is around me, and keeps what was seen. */
  private look(me: number | null, mine: Row, confirmed: Row): void {
    const { known, tiles } = this.scene
    if (me === null || confirmed[M.DONE_AT + me]! > 0 || isOver(confirmed)) return void known.fill(LIT)
    const [left, top] = [mine[M.X + me]! - SIGHT, mine[M.Y + me]! - SIGHT]
    for (let i = 0; i < known.length; i++) {
      const [x, y] = [(i % tiles) - left, Math.floor(i / tiles) - top]
      if (x >= 0 && y >= 0 && x <= 2 * SIGHT && y <= 2 * SIGHT) known[i] = LIT
      else if (known[i] !== UNKNOWN) known[i] = REMEMBERED
    }
  }

  private placeRunners(timeline: Timeline, row: Row, passed: number): void {
    const { runners, known, tiles } = this.scene
    this.places.forEach((place, seat) => {
      const mine = seat === timeline.seat
      const time = mine ? timeline.lead : timeline.seen
      place.follow(timeline, time, passed)
      const now = timeline.row(Math.floor(time)) ?? row
      runners[seat] = {
        x: place.x,
        y: place.y,
        seen: mine || known[Math.round(place.y) * tiles + Math.round(place.x)] === LIT,
        hasKey: now[M.HAS_KEY + seat] === 1,
        done: now[M.DONE_AT + seat]! > 0,
      }
    })
  }

  private tell(timeline: Timeline): void {
    const { effects, runners } = this.scene
    const { seat: me, seen, lead } = timeline
    const told: (MazeEffect & { tick: number })[] = []
    this.ofOthers.tell(timeline, Math.floor(seen), told)
    for (const effect of told) {
      const isSeen = runners[effect.seat]?.seen ?? false
      // That somebody is at the goal is told to all, but not where that is.
      if (effect.seat !== me && (effect.kind === 'goal' || isSeen)) effects.push({ ...effect, seen: isSeen })
    }
    if (me === null) return
    told.length = 0
    this.ofMe.tell(timeline, Math.floor(lead), told)
    for (const effect of told) {
      if (effect.seat !== me || this.mine.has(effect.kind)) continue
      this.mine.add(effect.kind)
      effects.push({ ...effect, seen: true })
    }
  }
}

/** What a step did that is worth a light and a sound. */
export function happened(before: Row, after: Row): MazeEffect[] {
  const effects: MazeEffect[] = []
  for (let seat = 0; seat < after[M.SEATS]!; seat++) {
    const [x, y] = [after[M.X + seat]!, after[M.Y + seat]!]
    if (x === before[M.X + seat] && y === before[M.Y + seat]) continue
    if (after[M.HAS_KEY + seat]! > before[M.HAS_KEY + seat]!) effects.push({ kind: 'key', seat, x, y })
    if (x === after[M.DOOR_X] && y === after[M.DOOR_Y]) effects.push({ kind: 'door', seat, x, y })
    if (after[M.DONE_AT + seat]! > before[M.DONE_AT + seat]!) effects.push({ kind: 'goal', seat, x, y })
  }
  return effects
}

/** Whether the time of all is over. */
function isOver(row: Row): boolean {
  const first = Math.min(...row.subarray(M.DONE_AT, M.DONE_AT + M.MOST_SEATS).filter((tick) => tick > 0))
  return row[M.TICK]! >= Math.min(M.MAX_TICKS, first + M.GRACE_TICKS)
}
