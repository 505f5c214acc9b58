import type { Mind } from '../../../game/protocol/messages.ts'
import * as P from '../../../game/tasks/pong/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import type { Court, CourtEvent } from '../court.ts'
import type { Palette } from '../palette.ts'
import { NullStage, type Stage, type StageOptions } from '../stage.ts'
import type { PongDrawn, PongScene } from './pong-scene.ts'
import { PongView } from './pong-view.ts'
import { steer } from './steer.ts'

const KEYS: Readonly<Record<string, number>> = { KeyW: 1, ArrowUp: 1, KeyS: 2, ArrowDown: 2 }
const TICK_MILLIS = 1000 / 60

/** The court of Pong. */
export class PongCourt implements Court {
  readonly idle = 0
  private readonly view = new PongView()
  private stage: Stage<PongScene> = new NullStage()
  private size: [number, number, number] | null = null
  private destroyed = false

  get renderer(): string {
    return this.stage.renderer
  }

  async show(host: HTMLElement, options: StageOptions): Promise<void> {
    const [{ openRenderer }, { PongStage }] = await Promise.all([
      import('../open-renderer.ts'),
      import('./pong-stage.ts'),
    ])
    const renderer = this.destroyed ? null : await openRenderer(host)
    if (!renderer) return
    this.stage = new PongStage(renderer, options)
    if (this.size) this.stage.resize(...this.size)
    if (this.destroyed) this.stage.destroy()
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.size = [width, height, pixelRatio]
    this.stage.resize(width, height, pixelRatio)
  }

  recolour(palette: Palette): void {
    this.stage.recolour(palette)
  }

  frame(timeline: Timeline, minds: readonly (Mind | null)[], millis: number): readonly CourtEvent[] {
    const scene = this.view.update(timeline, millis)
    this.stage.draw(scene, minds, millis)
    return scene.effects.map(({ kind, x, seat, force }) => ({ kind, seat, force, pan: x / P.COURT }))
  }

  get drawn(): PongDrawn {
    return { ...this.view.scene, time: this.view.time }
  }

  keyAction(code: string): number | undefined {
    return KEYS[code]
  }

  steer(timeline: Timeline, share: number, action: number, millis: number): number {
    const seat = timeline.seat ?? 0
    const row = timeline.row(Math.floor(timeline.lead))
    if (!row) return this.idle
    const step = P.PADDLE_SPEED * row[P.LEFT_SPEED + seat]!
    return steer((0.5 - share) * 2 * P.COURT, row[P.LEFT_Y + seat]!, step, action, millis / TICK_MILLIS)
  }

  place(timeline: Timeline): number {
    return 0.5 - fieldAt(timeline, P.LEFT_Y + (timeline.seat ?? 0), timeline.lead) / (2 * P.COURT)
  }

  destroy(): void {
    this.destroyed = true
    this.stage.destroy()
  }
}
