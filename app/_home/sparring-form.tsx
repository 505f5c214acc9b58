import type { ReactNode } from 'react'
import type { Options, Task } from '../../game/core/task.ts'
import { MatchOptions } from './match-options.tsx'
import { ReactionDelay } from './reaction-delay.tsx'

/** What can be chosen of an unrated match: how fast agents react, and the task's own options. */
export function SparringForm({
  task,
  usual,
  reactionTicks,
  onReactionTicks,
  options,
  onOptions,
}: {
  task: Task
  /** Where the reaction delay stands while each agent has its own. */
  usual: number
  reactionTicks: number | null
  onReactionTicks: (ticks: number | null) => void
  options: Options
  onOptions: (options: Options) => void
}): ReactNode {
  return (
    <>
      {task.seats.max === 1 ? null : (
        <ReactionDelay task={task} usual={usual} value={reactionTicks} onChange={onReactionTicks} />
      )}
      <MatchOptions task={task} chosen={options} onChange={onOptions} />
    </>
  )
}
