import { loadRenderer, StagedPicture } from '../staged-picture.ts'
import { pongNotes } from './pong-notes.ts'
import type { PongDrawn, PongScene } from './pong-scene.ts'
import { PongView } from './pong-view.ts'

async function loadStage() {
  const { PongStage } = await import('./pong-stage.ts')
  return (...parts: ConstructorParameters<typeof PongStage>) => new PongStage(...parts)
}

export const loadPongStage = () => Promise.all([loadRenderer(), loadStage()])

/** What is drawn of a match of Pong. */
export function pongPicture(): StagedPicture<PongScene> {
  const view = new PongView()
  return new StagedPicture<PongScene>({
    update: (timeline, millis, insight) => view.update(timeline, millis, insight),
    drawn: (): PongDrawn => ({ ...view.scene, time: view.time }),
    notes: ({ effects }, me) => effects.flatMap((effect) => pongNotes(effect, me)),
    loadStage,
  })
}
