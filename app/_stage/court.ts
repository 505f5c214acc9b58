import type { Mind } from '../../game/protocol/messages.ts'
import type { Timeline } from '../_net/timeline.ts'
import type { Palette } from './palette.ts'
import type { StageOptions } from './stage.ts'

/** Something that happened on the court at the moment drawn, for the ear. pan: −1 left to 1 right; force: 0 to 1; seat: who did it. */
export interface CourtEvent {
  kind: 'hit' | 'wall' | 'point' | 'serve'
  pan: number
  force: number
  seat: number
}

/** What a task has to say about its screen: how it is drawn and how it is played. */
export interface Court {
  /** Which renderer draws: webgl, webgpu, canvas, or none until `show` has found one. */
  readonly renderer: string
  /** Begins to draw inside `host`. Everything else works without. */
  show(host: HTMLElement, options: StageOptions): Promise<void>
  resize(width: number, height: number, pixelRatio: number): void
  recolour(palette: Palette): void
  /** Draws one frame and returns what happened in it. millis: since the last frame. */
  frame(timeline: Timeline, minds: readonly (Mind | null)[], millis: number): readonly CourtEvent[]
  /** What the last frame drew, as this task's court names it: to read, for the curious and for tests. */
  readonly drawn: object
  /** The action of a key (`KeyboardEvent.code`); undefined for other keys. */
  keyAction(code: string): number | undefined
  /** The action that does nothing. */
  readonly idle: number
  /** The action that brings my seat to where a finger or mouse points. share: 0 at the top of the court, 1 at its bottom;
   *  millis: between frames. */
  steer(timeline: Timeline, share: number, action: number, millis: number): number
  /** Where my seat is now, as a share of the court's height from its top. */
  place(timeline: Timeline): number
  destroy(): void
}

/** The court of a task, loaded when it is needed. Throws where the task has none. */
export async function openCourt(task: string): Promise<Court> {
  const load = courts[task]
  if (!load) throw new Error(`There is no court for the task "${task}"`)
  return load()
}

const courts: Readonly<Record<string, () => Promise<Court>>> = {
  pong: async () => new (await import('./pong/pong-court.ts')).PongCourt(),
}

/** Fetches the code that draws, before there is a court to draw. */
export const loadRenderer = (): Promise<unknown> =>
  Promise.all([import('./open-renderer.ts'), import('./pong/pong-court.ts'), import('./pong/pong-stage.ts')])
