import { areUsual } from '../../game/core/task-options.ts'
import type { MatchEntry } from '../_net/match-snapshot.ts'

/** Whether a match counts for the board of its task: it moves ratings, or its scores stand there. Its end may still undo it. */
export function countsForBoard({ rated, mode, task, header }: Omit<MatchEntry, 'seat'>): boolean {
  if (task.scoring.ranked === 'rating') return rated
  return (mode === 'ranked' || mode === 'people') && areUsual(task, header.options)
}
