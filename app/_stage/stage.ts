import type { Mind } from '../../game/protocol/messages.ts'
import type { Palette } from './palette.ts'

/** Where a scene is drawn. It decides nothing: all it knows is in the scene. */
export interface Stage<Scene> {
  /** Which renderer draws, for the curious: webgl, webgpu, canvas or none. */
  readonly renderer: string
  /** Size of the court in CSS pixels and pixels of the screen for each. */
  resize(width: number, height: number, pixelRatio: number): void
  recolour(palette: Palette): void
  /** Draws one frame. minds: what each seat's agent has in mind, where it is known; millis: since the last frame. */
  draw(scene: Scene, minds: readonly (Mind | null)[], millis: number): void
  destroy(): void
}

export interface StageOptions {
  /** The kinds of those who sit in the seats: they give the light. */
  kinds: readonly ('human' | 'agent')[]
  /** My seat; null: I watch. */
  mine: number | null
  palette: Palette
  /** The reader wants little motion. */
  still: boolean
}

/** A stage that draws nothing: for tests, and where a browser can draw nothing. */
export class NullStage<Scene> implements Stage<Scene> {
  readonly renderer = 'none'
  /** Frames drawn. */
  frames = 0
  resize(): void {}
  recolour(): void {}
  draw(): void {
    this.frames++
  }
  destroy(): void {}
}
