import type { ReactNode } from 'react'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { RatingTable } from './rating-table.tsx'
import { ScoreTable } from './score-table.tsx'

/** The lines of a task's board, by what it is ranked by; `short` for a glance. tasks: null while they are not here yet. */
export function BoardTable({
  board,
  tasks,
  short = false,
}: {
  board: LeaderboardView
  tasks: TaskRegistry | null
  short?: boolean
}): ReactNode {
  const task = tasks?.find(board.task)
  const caption = task ? `Leaderboard of ${task.name}` : 'Leaderboard'
  if (board.ranked === 'rating') return <RatingTable caption={caption} rows={board.rows} short={short} />
  const scoring = task?.scoring ?? { unit: 'score', ranked: 'score', show: String }
  return <ScoreTable caption={caption} rows={board.rows} scoring={scoring} short={short} />
}
