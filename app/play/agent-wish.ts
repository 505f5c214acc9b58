import type { Options } from '../../game/core/task.ts'
import type { PlayRequest } from '../../game/protocol/messages.ts'

/** What can be chosen of an unrated match. */
export interface Rules {
  options: Options
  /** How its agents are held back, in ticks; null: they have their own delay, and decide as often as the task lets them. */
  reactionTicks: number | null
  decisionPeriod: number | null
}

/** What to ask for to play. named: the agent that is played, or watched where there is one seat, or that plays beside me; neither: the one that
 *  is usual, or nobody. seats: null: as many as the task has. */
export function agentWish(
  mode: 'sparring' | 'ranked',
  task: string,
  named: { agentId?: string; beside?: string },
  seats: number | null,
  { options, reactionTicks, decisionPeriod }: Rules,
): PlayRequest {
  const game = { task, ...named, ...(seats === null ? {} : { seats }) }
  if (mode === 'ranked') return { mode, ...game }
  return {
    mode,
    ...game,
    options,
    ...(reactionTicks === null ? {} : { reactionTicks }),
    ...(decisionPeriod === null ? {} : { decisionPeriod }),
  }
}
