import { loadRenderer, StagedPicture } from '../staged-picture.ts'
import { forageNotes } from './forage-notes.ts'
import type { ForageScene } from './forage-scene.ts'
import { ForageView } from './forage-view.ts'

async function loadStage() {
  const { ForageStage } = await import('./forage-stage.ts')
  return (...parts: ConstructorParameters<typeof ForageStage>) => new ForageStage(...parts)
}

export const loadForageStage = () => Promise.all([loadRenderer(), loadStage()])

/** What is drawn of a match of forage. */
export function foragePicture(): StagedPicture<ForageScene> {
  const view = new ForageView()
  return new StagedPicture<ForageScene>({
    update: (timeline, millis) => view.update(timeline, millis),
    drawn: () => ({ ...view.scene }),
    notes: ({ effects }, me) => effects.flatMap((effect) => forageNotes(effect, me)),
    loadStage,
  })
}
