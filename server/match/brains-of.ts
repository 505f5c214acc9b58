import type { Task } from '../../game/core/task.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import type { Brain } from '../brains/brain.ts'
import { builtInBrain } from '../brains/built-in-brain.ts'
import type { Contestant } from './seats/contestant.ts'
import { systemChance } from './system-chance.ts'

/** The brain of each seat; null for a person's [seats]. Rejects where an agent cannot play; then none is left open. */
export async function brainsOf(
  task: Task,
  contestants: readonly Contestant[],
  pool: Pick<BrainPool, 'policy'>,
): Promise<(Brain | null)[]> {
  const brains = contestants.map((contestant): Promise<Brain | null> => {
    if (contestant.kind === 'human') return Promise.resolve(null)
    const { policy, strength } = contestant.agent
    if (!policy) return Promise.resolve().then(() => builtInBrain(task, strength ?? '', systemChance()))
    const observation = task.observations[policy.observation]
    if (!observation) return Promise.reject(new Error(`${task.id} has no observation "${policy.observation}"`))
    return pool.policy({ ...policy, space: task.action, observation })
  })
  const settled = await Promise.allSettled(brains)
  const failed = settled.find((result) => result.status === 'rejected')
  const made = settled.map((result) => (result.status === 'fulfilled' ? result.value : null))
  if (!failed) return made
  for (const brain of made) brain?.close()
  throw failed.reason
}
