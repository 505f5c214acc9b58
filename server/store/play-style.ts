import type { PlayStyle } from '../../game/core/play-style.ts'
import { registry } from '../../game/tasks/index.ts'
import type { Database } from './connect.ts'

/** The latest matches by which it is told how somebody plays. */
const MATCHES = 10

/** How somebody plays a task by its newest rules, from what was counted of their latest matches that everybody may see; what a partner played as it
 *  was at an earlier revision is left out. Null where the task cannot tell, or there is too little to tell from. */
export async function playStyle(
  db: Database,
  who: { userId: string } | { agentId: string },
  taskId: string,
): Promise<PlayStyle | null> {
  const task = registry.find(taskId)
  if (!task?.style) return null
  const seats = await db.matchSeat.findMany({
    where: {
      ...who,
      earlier: false,
      style: { isEmpty: false },
      match: { task: taskId, taskVersion: task.version, public: true, status: 'checked' },
    },
    select: { style: true },
    orderBy: { match: { endedAt: 'desc' } },
    take: MATCHES,
  })
  const [first, ...others] = seats.map(({ style }) => style)
  if (!first) return null
  const sum = first.map((count, i) => others.reduce((all, counts) => all + (counts[i] ?? 0), count))
  const habits = task.style.habits(sum)
  return habits.length > 0 ? { matches: seats.length, habits } : null
}
