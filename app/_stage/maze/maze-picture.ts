import { loadRenderer, StagedPicture } from '../staged-picture.ts'
import { mazeNotes } from './maze-notes.ts'
import type { MazeScene } from './maze-scene.ts'
import { MazeView } from './maze-view.ts'

async function loadStage() {
  const { MazeStage } = await import('./maze-stage.ts')
  return (...parts: ConstructorParameters<typeof MazeStage>) => new MazeStage(...parts)
}

export const loadMazeStage = () => Promise.all([loadRenderer(), loadStage()])

/** What is drawn of a match in the maze. */
export function mazePicture(): StagedPicture<MazeScene> {
  const view = new MazeView()
  return new StagedPicture<MazeScene>({
    update: (timeline, millis) => view.update(timeline, millis),
    drawn: () => ({ ...view.scene }),
    notes: ({ effects, tiles }, me) =>
      effects.flatMap((effect) => mazeNotes(effect, effect.seen ? 0.6 * ((2 * effect.x) / tiles - 1) : 0, me)),
    loadStage,
  })
}
