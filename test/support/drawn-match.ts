import { happened } from '../../app/_stage/pong/pong-view.ts'
import type { PongScene } from '../../app/_stage/pong/pong-scene.ts'
import type { Row } from '../../game/core/task.ts'
import * as P from '../../game/tasks/pong/layout.ts'

export type DrawnScene = Pick<PongScene, 'ballX' | 'ballY' | 'ball' | 'serve' | 'effects'>

/** What a page drew of one match of Pong, beside what the server said of it. */
export class DrawnMatch {
  /** Furthest that the ball moved in a frame, in what it covers in that time at its speed. */
  fastest = 0
  private readonly told = new Map<number, string>()
  private readonly seen = new Map<number, string>()
  private before: { x: number; y: number; moving: boolean } | null = null

  /** The server said that a step led from one row to the other. tick: of the second. Returns whether a paddle met the ball. */
  tell(tick: number, before: Row, after: Row): boolean {
    const effect = happened(before, after)
    if (effect?.kind === 'hit' || effect?.kind === 'point') this.told.set(tick, `${effect.kind} ${effect.seat}`)
    return effect?.kind === 'hit'
  }

  /** The page drew a frame. passed: ticks of real time since the frame before · time: at which the ball is drawn, in ticks ·
   *  rowAt: the rows of the match. */
  draw(scene: DrawnScene, passed: number, time: number, rowAt: (tick: number) => Row | null): void {
    let put = false
    for (const { kind, seat, tick } of scene.effects) {
      if (kind === 'hit' || kind === 'point') this.seen.set(tick, `${kind} ${seat}`)
      put ||= kind === 'point'
    }
    const moving = scene.ball && scene.serve === 0 && !put
    if (moving && this.before?.moving) {
      const rows = [-1, 0, 1].map((more) => rowAt(Math.floor(time) + more)).filter((row) => row !== null)
      const step = Math.hypot(scene.ballX - this.before.x, scene.ballY - this.before.y)
      if (step > 0) this.fastest = Math.max(this.fastest, step / (passed * Math.max(...rows.map(speedOf))))
    }
    this.before = { x: scene.ballX, y: scene.ballY, moving }
  }

  /** Hits that the server told of in the part that was drawn. */
  hits(from: number): number {
    return [...this.told].filter(([tick, what]) => this.compared(from, tick) && what.startsWith('hit')).length
  }

  /** Hits and points that were drawn and are not what the server said of that tick, and the other way round.
   *  from: the first tick that was drawn whole. */
  contradictions(from: number): string[] {
    const { told, seen } = this
    const found: string[] = []
    for (const [tick, what] of seen)
      if (this.compared(from, tick) && told.get(tick) !== what) found.push(`drawn: ${what} at tick ${tick}`)
    for (const [tick, what] of told)
      if (this.compared(from, tick) && seen.get(tick) !== what) found.push(`not drawn: ${what} at tick ${tick}`)
    return found
  }

  /** What was drawn before the first frame or is still to be drawn after the last is not compared. */
  private compared(from: number, tick: number): boolean {
    const to = Math.min(Math.max(...this.told.keys()), Math.max(...this.seen.keys()))
    return tick > from && tick <= to
  }
}

const speedOf = (row: Row): number => Math.hypot(row[P.BALL_VX]!, row[P.BALL_VY]!)
