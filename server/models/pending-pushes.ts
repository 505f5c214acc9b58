import type { PushedAgent } from './check-push.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'

/** A revision that is to be stored. */
export interface NewRevision {
  id: string
  number: number
  hash: string
  baseHash: string
  matchId: string | null
  stats: unknown
  weights: Float32Array<ArrayBuffer>
}

/** An agent as the registry last knew it: enough to go on while the database is away. */
export interface KnownAgent extends PushedAgent {
  id: string
  spec: PolicySpec
  headNumber: number
}

/** Most revisions of one agent, and in all, that wait for the database. */
const MAX_WAITING = { agent: 30, all: 600 }

/** Revisions that were applied while the database was away, for each agent in their order. */
export class PendingPushes {
  private readonly chains = new Map<string, NewRevision[]>()
  private total = 0

  has(agentId: string): boolean {
    return this.chains.has(agentId)
  }

  /** The agents that have revisions waiting. */
  agents(): string[] {
    return [...this.chains.keys()]
  }

  chain(agentId: string): readonly NewRevision[] {
    return this.chains.get(agentId) ?? []
  }

  /** Whether no more revisions of this agent can wait. */
  full(agentId: string): boolean {
    return this.chain(agentId).length >= MAX_WAITING.agent || this.total >= MAX_WAITING.all
  }

  /** Adds a revision behind those of its agent. */
  keep(agentId: string, revision: NewRevision): void {
    this.chains.set(agentId, [...this.chain(agentId), revision])
    this.total++
  }

  /** Forgets the revisions of an agent: they are stored, or nobody can use them. */
  drop(agentId: string): void {
    this.total -= this.chain(agentId).length
    this.chains.delete(agentId)
  }
}
