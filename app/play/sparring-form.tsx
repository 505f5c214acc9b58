import type { ReactNode } from 'react'
import type { Options, Task } from '../../game/core/task.ts'
import { WatchersChoice } from '../_settings/watchers-choice.tsx'
import { DifficultyChoice } from './difficulty-choice.tsx'
import { MatchOptions } from './match-options.tsx'
import { ReactionDelay } from './reaction-delay.tsx'

/** What can be chosen of an unrated match: how hard they make it, how fast they react, and the task's own options. */
export function SparringForm({
  task,
  seats,
  usual,
  reactionTicks,
  onReactionTicks,
  options,
  onOptions,
}: {
  task: Task
  /** How many play. */
  seats: number
  /** Where the reaction delay stands while each agent has its own. */
  usual: number
  reactionTicks: number | null
  onReactionTicks: (ticks: number | null) => void
  options: Options
  onOptions: (options: Options) => void
}): ReactNode {
  return (
    <>
      {seats === 2 ? <DifficultyChoice /> : null}
      {seats === 1 ? null : (
        <ReactionDelay task={task} usual={usual} value={reactionTicks} onChange={onReactionTicks} />
      )}
      <MatchOptions task={task} chosen={options} onChange={onOptions} />
      <WatchersChoice />
    </>
  )
}
