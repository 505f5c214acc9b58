import type { Chance } from '../../game/core/chance.ts'
import type { Task } from '../../game/core/task.ts'
import type { Brain } from './brain.ts'

/** A fresh player of one of the task's built-in programs; it answers at once. chance: what one that plays by lot draws from. Throws where the
 *  task has no such strength. */
export function builtInBrain(task: Task, strength: string, chance?: Chance): Brain {
  const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
  if (!builtIn) throw new Error(`${task.id} has no built-in of strength "${strength}"`)
  const player = builtIn.create(chance)
  return {
    decide: (batch) => batch.map(({ state, seat }) => ({ code: player.decide(state, seat), mind: null })),
    close() {},
  }
}
