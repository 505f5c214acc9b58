import type { Renderer } from 'pixi.js'
import type { Mind } from '../../game/protocol/messages.ts'
import type { Timeline } from '../_net/timeline.ts'
import type { CourtPicture } from './court.ts'
import type { Insight } from './insight.ts'
import type { Note } from './notes.ts'
import type { Palette } from './palette.ts'
import { NullStage, type Stage, type StageOptions } from './stage.ts'

/** The two steps of which a picture is made, and what is heard of it. */
export interface PictureParts<Scene extends object> {
  /** Turns the timeline into the scene of this moment; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number, insight: Insight): Scene
  /** The scene as it was drawn last. */
  drawn(): object
  /** What is heard of a scene. me: my seat; null: I watch. */
  notes(scene: Scene, me: number | null): Note[]
  /** Fetches the code that draws, and gives what opens a stage. */
  loadStage(): Promise<(renderer: Renderer, options: StageOptions) => Stage<Scene>>
}

/** Fetches what all stages need. */
export const loadRenderer = () => import('./open-renderer.ts')

/** A picture that PixiJS draws. */
export class StagedPicture<Scene extends object> implements CourtPicture {
  private stage: Stage<Scene> = new NullStage()
  private size: [number, number, number] | null = null
  private destroyed = false

  constructor(private readonly parts: PictureParts<Scene>) {}

  get renderer(): string {
    return this.stage.renderer
  }

  async show(host: HTMLElement, options: StageOptions): Promise<void> {
    const [{ openRenderer }, openStage] = await Promise.all([loadRenderer(), this.parts.loadStage()])
    const renderer = this.destroyed ? null : await openRenderer(host)
    if (!renderer) return
    this.stage = openStage(renderer, options)
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
    const scene = this.parts.update(timeline, millis, insight)
    this.stage.draw(scene, minds, millis)
    return this.parts.notes(scene, timeline.seat)
  }

  get drawn(): object {
    return this.parts.drawn()
  }

  destroy(): void {
    this.destroyed = true
    this.stage.destroy()
  }
}
