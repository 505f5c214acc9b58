import type { LogHeader } from '../../game/core/match-log.ts'
import type { Options, Task } from '../../game/core/task.ts'

/** The header of a match of a person in seat 0 and an agent with a policy in seat 1. reactionTicks: of the agent. */
export function sparringHeader(task: Task, reactionTicks: number, options: Options = {}): LogHeader {
  const { decisionPeriod, actionLatency } = task
  return {
    match: 'test',
    task: task.id,
    version: task.version,
    options,
    seats: [
      { kind: 'human', id: 'person', name: 'Person' },
      { kind: 'agent', id: 'agent', name: 'Agent', brain: 'policy', decisionPeriod, actionLatency, reactionTicks },
    ],
    startedAt: 0,
  }
}
