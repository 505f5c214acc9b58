import type { Row } from '../../../game/core/task.ts'
import * as F from '../../../game/tasks/forage/layout.ts'
import { standsAt } from '../../../game/tasks/forage/rules.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { DrawnPlace } from '../tiles/drawn-place.ts'
import { forageBoard } from './forage-board.ts'
import type { ForageEffect, ForageScene } from './forage-scene.ts'
import { happened } from './happened.ts'

/** How far a person sees: as far as an agent does, whose window has as many cells on each side. */
export const SIGHT = 10
/** Food is seen to go when whoever eats it is half way there, in ticks after the step. */
const BITE_TICKS = F.MOVE_TICKS / 2

/** Turns the timeline of a match into what is drawn: my own body at the lead time, the others and the food as confirmed, without the food that I have
 *  reached meanwhile. Whoever plays sees the 21 × 21 cells around them, as agents do, and of the rest where the patches are. */
export class ForageView {
  readonly scene: ForageScene = { bodies: [], patches: [], food: new Uint32Array(F.SIDE), sight: null, effects: [] }
  private readonly happenings = new Happenings(happened, F.TICKS_PER_SECOND)
  private places: DrawnPlace[] = []
  /** Cells where I ate what the server has not told of yet: row × SIDE + column. */
  private eaten = new Set<number>()

  /** The scene at the timeline's present; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number): ForageScene {
    const { scene } = this
    const passed = (millis * F.TICKS_PER_SECOND) / 1000
    scene.effects.length = 0
    const row = timeline.row(Math.floor(timeline.seen))
    if (!row) return scene
    const { seat: mine } = timeline
    this.placeBodies(timeline, row, passed)
    scene.sight = mine === null ? null : scene.bodies[mine]!
    for (const body of scene.bodies) body.seen = this.visibility(body.x, body.y)
    scene.patches = Array.from({ length: F.PATCHES }, (_, i) => [row[F.PATCH_X + i]!, row[F.PATCH_Y + i]!] as const)
    this.layFood(timeline)
    this.tell(timeline)
    return scene
  }

  private placeBodies(timeline: Timeline, row: Row, passed: number): void {
    const { bodies } = this.scene
    const seats = row[F.SEATS]!
    if (this.places.length !== seats)
      this.places = Array.from({ length: seats }, (_, seat) => new DrawnPlace(forageBoard, seat))
    bodies.length = seats
    this.places.forEach((place, seat) => {
      const time = seat === timeline.seat ? timeline.lead : timeline.seen
      place.follow(timeline, time, passed)
      const now = timeline.row(Math.floor(time)) ?? row
      const wait = now[F.WAIT + seat]!
      bodies[seat] ??= { x: 0, y: 0, seen: 1, dazed: 0, safe: 0 }
      Object.assign(bodies[seat], {
        x: place.x,
        y: place.y,
        dazed: wait > F.MOVE_TICKS ? wait / F.DAZED_TICKS : 0,
        safe: now[F.SAFE + seat]! / F.SAFE_TICKS,
      })
    })
  }

  /** The food that I see: what stands, without what I have reached. */
  private layFood(timeline: Timeline): void {
    const { food, effects } = this.scene
    const tick = Math.floor(timeline.seen - BITE_TICKS)
    const row = timeline.row(tick)!
    food.set(row.subarray(F.GROWN, F.GROWN + F.SIDE))
    const { seat: mine } = timeline
    if (mine === null) return
    const reached = new Set<number>()
    for (let at = tick + 1; at <= timeline.lead - BITE_TICKS; at++) {
      const then = timeline.row(at)
      if (!then) continue
      const [x, y] = [then[F.X + mine]!, then[F.Y + mine]!]
      if (!standsAt(row, x, y)) continue
      const cell = y * F.SIDE + x
      food[y] = (food[y]! & ~(1 << x)) >>> 0
      // It is mine, unless somebody who is on the way there is expected to have it before.
      const isMine = standsAt(timeline.row(at - 1) ?? row, x, y)
      if (isMine && !reached.has(cell) && !this.eaten.has(cell)) effects.push({ kind: 'eat', seat: mine, x, y })
      reached.add(cell)
    }
    this.eaten = reached
    this.hideFar(food)
  }

  private hideFar(food: Uint32Array): void {
    const { sight } = this.scene
    if (!sight) return
    for (let y = 0; y < F.SIDE; y++)
      for (let x = 0; x < F.SIDE; x++) if (this.visibility(x, y) < 0.5) food[y] = (food[y]! & ~(1 << x)) >>> 0
  }

  /** How well a place is seen from where I am drawn. */
  private visibility(x: number, y: number): number {
    const { sight } = this.scene
    if (!sight) return 1
    const beyond = Math.max(Math.abs(x - sight.x), Math.abs(y - sight.y)) - SIGHT
    return Math.max(0, Math.min(1, 1 - beyond))
  }

  /** Tells what the others did, and who tagged whom, as far as I see it. */
  private tell(timeline: Timeline): void {
    const { effects } = this.scene
    const { seat: me, seen } = timeline
    const told: (ForageEffect & { tick: number })[] = []
    this.happenings.tell(timeline, Math.floor(seen - BITE_TICKS), told)
    for (const effect of told) {
      const ofMe = me !== null && (effect.seat === me || (effect.kind === 'tag' && effect.from === me))
      // What I ate was told when I reached it.
      if (ofMe ? effect.kind === 'tag' : this.visibility(effect.x, effect.y) > 0) effects.push(effect)
    }
  }
}
