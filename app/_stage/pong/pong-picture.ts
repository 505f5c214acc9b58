import type { Mind } from '../../../game/protocol/messages.ts'
import type { Timeline } from '../../_net/timeline.ts'
import type { CourtPicture } from '../court.ts'
import type { Insight } from '../insight.ts'
import type { Note } from '../notes.ts'
import type { Palette } from '../palette.ts'
import { NullStage, type Stage, type StageOptions } from '../stage.ts'
import { pongNotes } from './pong-notes.ts'
import type { PongDrawn, PongScene } from './pong-scene.ts'
import { PongView } from './pong-view.ts'

export const loadPongStage = () => Promise.all([import('../open-renderer.ts'), import('./pong-stage.ts')])

/** What is drawn of a match of Pong. */
export class PongPicture implements CourtPicture {
  private readonly view = new PongView()
  private stage: Stage<PongScene> = new NullStage()
  private size: [number, number, number] | null = null
  private destroyed = false

  get renderer(): string {
    return this.stage.renderer
  }

  async show(host: HTMLElement, options: StageOptions): Promise<void> {
    const [{ openRenderer }, { PongStage }] = await loadPongStage()
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

  frame(timeline: Timeline, minds: readonly (Mind | null)[], insight: Insight, millis: number): readonly Note[] {
    const scene = this.view.update(timeline, millis, insight)
    this.stage.draw(scene, minds, millis)
    return scene.effects.flatMap((effect) => pongNotes(effect, timeline.seat))
  }

  get drawn(): PongDrawn {
    return { ...this.view.scene, time: this.view.time }
  }

  destroy(): void {
    this.destroyed = true
    this.stage.destroy()
  }
}
