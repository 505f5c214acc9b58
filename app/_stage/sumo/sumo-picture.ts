import { loadRenderer, StagedPicture } from '../staged-picture.ts'
import { sumoNotes } from './sumo-notes.ts'
import type { SumoScene } from './sumo-scene.ts'
import { SumoView } from './sumo-view.ts'

async function loadStage() {
  const { SumoStage } = await import('./sumo-stage.ts')
  return (...parts: ConstructorParameters<typeof SumoStage>) => new SumoStage(...parts)
}

export const loadSumoStage = () => Promise.all([loadRenderer(), loadStage()])

/** What is drawn of a match of sumo. */
export function sumoPicture(): StagedPicture<SumoScene> {
  const view = new SumoView()
  return new StagedPicture<SumoScene>({
    update: (timeline, millis) => view.update(timeline, millis),
    drawn: () => ({ ...view.scene, time: view.time }),
    notes: ({ effects }, me) => effects.flatMap((effect) => sumoNotes(effect, me)),
    loadStage,
  })
}
