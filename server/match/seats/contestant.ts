import type { SeatHolder } from '../../../game/core/match-log.ts'
import type { Options, Task } from '../../../game/core/task.ts'
import type { MatchMode } from '../../../game/protocol/terms.ts'
import type { JobsRequest, SeatedAgent } from '../../base/jobs-protocol.ts'

/** How agents are held back to be more like people; what is missing is their own, or the task's. */
export interface Handicap {
  reactionTicks?: number
  decisionPeriod?: number
}

/** A person or an agent who takes a seat of a new match. */
export type Contestant =
  /** address: where they play from, for the rules of what is rated. */
  | { kind: 'human'; userId: string; name: string; address: string }
  | {
      kind: 'agent'
      agent: SeatedAgent
      reactionTicks: number
      /** The task's own where missing. */
      decisionPeriod?: number
      /** How to ask for the same agent again, at its newest. */
      request: Extract<JobsRequest, { ask: `seat-${string}` }>
    }

/** How a contestant is named in the log's header. */
export function seatHolder(task: Task, contestant: Contestant): SeatHolder {
  if (contestant.kind === 'human') return { kind: 'human', id: contestant.userId, name: contestant.name }
  const { agent, reactionTicks, decisionPeriod = task.decisionPeriod } = contestant
  const common = {
    kind: 'agent',
    id: agent.agentId,
    name: agent.name,
    decisionPeriod,
    actionLatency: task.actionLatency,
    reactionTicks,
  } as const
  if (agent.policy) {
    const { hash, revision, observation } = agent.policy
    return { ...common, brain: 'policy', policy: hash, revision, observation }
  }
  return agent.strength === null
    ? { ...common, brain: 'built-in' }
    : { ...common, brain: 'built-in', strength: agent.strength }
}

/** What the contestants change in the options of a match: the handicaps of built-ins. */
export function seatOptions(task: Task, contestants: readonly Contestant[]): Options {
  const changes = contestants.map((contestant, seat) => {
    const strength = contestant.kind === 'agent' && !contestant.agent.policy ? contestant.agent.strength : null
    return task.builtIns.find((builtIn) => builtIn.strength === strength)?.options(seat) ?? {}
  })
  return Object.assign({}, ...changes)
}

/** The name under which a seat is rated, null where it is not. */
export function contenderOf(contestant: Contestant): string | null {
  return contestant.kind === 'human' ? `user:${contestant.userId}` : (contestant.agent.checkpoint?.contender ?? null)
}

/** Whether a match of these can move ratings: where the task has any, and every seat has somebody else to rate. */
export function canBeRated({ scoring }: Task, contestants: readonly Contestant[]): boolean {
  const contenders = new Set(contestants.map(contenderOf))
  if (scoring.ranked !== 'rating' || contestants.length < 2) return false
  return contenders.size === contestants.length && !contenders.has(null)
}

/** Whether a match of these hangs on one person, who may pause it, and go away and come back. */
export function hangsOnOne(mode: MatchMode, contestants: readonly Contestant[]): boolean {
  return mode === 'sparring' && contestants.filter(({ kind }) => kind === 'human').length === 1
}

/** Where one of these is a newborn that is being raised: the UTC day whose it is; else null. */
export function newbornOf(contestants: readonly Contestant[]): string | null {
  for (const one of contestants)
    if (one.kind === 'agent' && one.request.ask === 'seat-newborn') return one.agent.day ?? null
  return null
}
