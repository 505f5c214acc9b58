import { loadRenderer, StagedPicture } from '../staged-picture.ts'
import { volleyNotes } from './volley-notes.ts'
import type { VolleyScene } from './volley-scene.ts'
import { VolleyView } from './volley-view.ts'

async function loadStage() {
  const { VolleyStage } = await import('./volley-stage.ts')
  return (...parts: ConstructorParameters<typeof VolleyStage>) => new VolleyStage(...parts)
}

export const loadVolleyStage = () => Promise.all([loadRenderer(), loadStage()])

/** What is drawn of a match of volley. */
export function volleyPicture(): StagedPicture<VolleyScene> {
  const view = new VolleyView()
  return new StagedPicture<VolleyScene>({
    update: (timeline, millis) => view.update(timeline, millis),
    drawn: () => ({ ...view.scene, time: view.time }),
    notes: ({ effects }, me) => effects.flatMap((effect) => volleyNotes(effect, me)),
    loadStage,
  })
}
