import type { PlayReply } from '../../../game/protocol/replies.ts'
import type { Jobs, JobsRequest } from '../../base/jobs-protocol.ts'
import { Claims } from './claims.ts'
import type { Contestant, Handicap } from '../seats/contestant.ts'
import { underCurrentNames } from './current-names.ts'
import type { Game } from './game-wish.ts'
import type { HostedMatch, MatchSettings } from '../hosted-match.ts'
import type { Matches } from '../matches.ts'
import type { Player } from '../seats/player.ts'

export type SeatRequest = Extract<JobsRequest, { ask: `seat-${string}` }>

/** Finds agents for the seats of a game, and opens matches for those who still want them by then. */
export class MatchMaker {
  readonly claims = new Claims()
  /** No match is opened from now on. */
  stopping = false

  constructor(private readonly deps: { matches: Matches; jobs: Jobs }) {}

  /** Rejects where there is no such agent, or it cannot play. */
  async agent(request: SeatRequest, handicap: Handicap = {}): Promise<Contestant & { kind: 'agent' }> {
    const agent = await this.deps.jobs.ask(request)
    const { reactionTicks = agent.reactionTicks, decisionPeriod } = handicap
    return { kind: 'agent', agent, reactionTicks, request, ...(decisionPeriod === undefined ? {} : { decisionPeriod }) }
  }

  /** These, and agents in the seats that are empty: each another one, as long as there are others. */
  async fill(
    { task, seats }: Game,
    contestants: readonly Contestant[],
    userId: string,
    handicap: Handicap = {},
  ): Promise<Contestant[]> {
    const all = [...contestants]
    while (all.length < seats) {
      const except = all.flatMap((one) => (one.kind === 'agent' ? [one.agent.agentId] : []))
      all.push(await this.agent({ ask: 'seat-agent', task: task.id, agentId: null, userId, except }, handicap))
    }
    return all
  }

  /** Null where somebody has gone meanwhile, or the server stops. rated: it moves ratings, where it can. */
  async open(
    { task, options }: Pick<Game, 'task' | 'options'>,
    {
      mode,
      public: open,
      difficulty,
      askedBy,
      beside,
    }: Pick<MatchSettings, 'mode' | 'public' | 'difficulty' | 'askedBy' | 'beside'>,
    contestants: readonly Contestant[],
    rated: boolean,
  ): Promise<HostedMatch | null> {
    const { matches, jobs } = this.deps
    const named = await underCurrentNames(jobs, contestants)
    const wished = {
      ...(difficulty ? { difficulty } : {}),
      ...(askedBy ? { askedBy } : {}),
      ...(beside ? { beside } : {}),
    }
    const hosted = await matches.open({ task, options, mode, public: open, ...wished }, named, rated)
    const people = contestants.flatMap((one) => (one.kind === 'human' ? [one.userId] : []))
    const gone = [...people, ...(askedBy ? [askedBy.userId] : [])].some((userId) => this.claims.gone(userId))
    if (!gone && !this.stopping) return hosted
    hosted.match.void()
    return null
  }
}

export const human = ({ userId, name, address }: Player): Contestant => ({ kind: 'human', userId, name, address })

/** How a match is entered. */
export function addressOf({ id, key }: HostedMatch): { match: string; key?: string } {
  return key === null ? { match: id } : { match: id, key }
}

/** The reply to somebody who has a seat. */
export const seated = (hosted: HostedMatch): PlayReply => ({ ok: true, ...addressOf(hosted) })
