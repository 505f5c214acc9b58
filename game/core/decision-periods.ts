import type { Task } from './task.ts'

type Timing = Pick<Task, 'ticksPerSecond' | 'decisionPeriod'>

/** Nobody can be held to fewer decisions a second. */
const FEWEST = 2

/** The decision periods that an agent can have, in ticks: first the task's own, then its multiples, by which an agent decides less often, as a
 *  person does. */
export function decisionPeriods({ ticksPerSecond, decisionPeriod }: Timing): number[] {
  const most = Math.max(1, Math.floor(ticksPerSecond / (FEWEST * decisionPeriod)))
  return Array.from({ length: most }, (_, i) => (i + 1) * decisionPeriod)
}
