import type { PersonModel } from '../../game/core/person-model.ts'
import type { Task } from '../../game/core/task.ts'
import { readRemembered } from '../../game/learn/sparring/model-ghost.ts'

/** The person that a ghost was kept of; null where nothing is known of them, or nothing that this edition can read. */
export function rememberedPerson(task: Task, saved: string | null): PersonModel | null {
  const model = saved === null ? null : (task.study?.model?.() ?? null)
  if (!model || saved === null) return null
  try {
    model.load(readRemembered(JSON.parse(saved))?.person)
  } catch {
    return null
  }
  return model.portrait.regions.some(({ met }) => met > 0) ? model : null
}
