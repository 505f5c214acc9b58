import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import { WatchersChoice } from '../_settings/watchers-choice.tsx'
import { DifficultyChoice } from './difficulty-choice.tsx'
import { MatchOptions } from './match-options.tsx'
import type { Rules } from './agent-wish.ts'
import { DecisionLimit } from './decision-limit.tsx'
import { ReactionDelay } from './reaction-delay.tsx'

/** What can be chosen of an unrated match: how hard they make it, how fast they react and how often they decide, and the task's own options. */
export function SparringForm({
  task,
  seats,
  usual,
  rules,
  onRules,
}: {
  task: Task
  /** How many play. */
  seats: number
  /** Where the reaction delay stands while each agent has its own. */
  usual: number
  rules: Rules
  onRules: (rules: Rules) => void
}): ReactNode {
  return (
    <>
      {seats === 2 ? <DifficultyChoice /> : null}
      {seats === 1 ? null : (
        <>
          <ReactionDelay
            task={task}
            usual={usual}
            value={rules.reactionTicks}
            onChange={(reactionTicks) => onRules({ ...rules, reactionTicks })}
          />
          <DecisionLimit
            task={task}
            value={rules.decisionPeriod}
            onChange={(decisionPeriod) => onRules({ ...rules, decisionPeriod })}
          />
        </>
      )}
      <MatchOptions task={task} chosen={rules.options} onChange={(options) => onRules({ ...rules, options })} />
      <WatchersChoice />
    </>
  )
}
