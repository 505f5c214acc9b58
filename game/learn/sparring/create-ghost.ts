import type { SeededChance } from '../../core/chance.ts'
import type { Task } from '../../core/task.ts'
import { CloneGhost } from './clone-ghost.ts'
import type { Ghost } from './ghost.ts'
import { ModelGhost } from './model-ghost.ts'

/** A ghost that knows nobody yet, or what is remembered of them: a model of persons where the task has one, else a clone of their moves.
 *  match: that it is to watch. remembered: what another ghost of the same person has saved; passed over where it does not fit. */
export function createGhost(
  task: Task,
  observation: string,
  chance: SeededChance,
  match = '',
  remembered?: unknown,
): Ghost {
  const model = task.study?.model?.()
  return model ? new ModelGhost(model, task, chance, match, remembered) : new CloneGhost(task, observation, chance)
}
