import type { Renderer } from 'pixi.js'
import type { Timeline } from '../../_net/timeline.ts'
import type { Note } from '../notes.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { StagedPicture } from '../staged-picture.ts'

/** What a game that is played alone looks and sounds like. */
export interface SoloDrawing<Scene extends object> {
  view: { readonly scene: Scene; readonly time: number; update(timeline: Timeline, millis: number): Scene }
  notes(scene: Scene): Note[]
  /** Fetches the code that draws. */
  load(): Promise<{ openStage: (renderer: Renderer, options: StageOptions) => Stage<Scene> }>
}

/** What is drawn of a match of one seat. */
export const soloPicture = <Scene extends object>({ view, notes, load }: SoloDrawing<Scene>): StagedPicture<Scene> =>
  new StagedPicture({
    update: (timeline, millis) => view.update(timeline, millis),
    drawn: () => ({ ...view.scene, time: view.time }),
    notes,
    loadStage: async () => (await load()).openStage,
  })
