import type { BoardRange } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { registry } from '../../game/tasks/index.ts'

/** What can be chosen on a board; kept in its address. */
export interface BoardChoice {
  task: string
  who: 'people' | 'agents' | 'both'
  range: BoardRange
  /** 1 for the first. */
  page: number
}

/** The address of a board, in which what is usual is left out. */
export function boardAddress({ task, who, range, page }: BoardChoice): string {
  const query = new URLSearchParams({
    ...(task === DEFAULT_TASK ? {} : { task }),
    ...(who === 'both' ? {} : { who }),
    ...(range === 'all' ? {} : { range }),
    ...(page === 1 ? {} : { page: String(page) }),
  })
  return query.size > 0 ? `/leaderboard?${query}` : '/leaderboard'
}

/** What the query of an address chooses; what it does not say, or says wrongly, is as usual. */
export function boardChoice(query: { get(name: string): string | null }): BoardChoice {
  const who = query.get('who')
  const range = query.get('range')
  const page = Number(query.get('page') ?? 1)
  return {
    task: query.get('task') ?? DEFAULT_TASK,
    who: who === 'people' || who === 'agents' ? who : 'both',
    range: range === 'month' || range === 'week' ? range : 'all',
    page: Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
  }
}

/** The same with a task that there is: the first one in place of any other. */
export function chosenBoard(query: { get(name: string): string | null }): BoardChoice {
  const asked = boardChoice(query)
  return { ...asked, task: (registry.find(asked.task) ?? registry.tasks[0])?.id ?? DEFAULT_TASK }
}
