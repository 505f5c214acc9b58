import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { BuiltIn } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { applyDelta, DeltaError } from '../../game/nets/delta.ts'
import { hashWeights, weightsToBytes } from '../../game/nets/hash.ts'
import type { JobsReplies, JobsRequest, JournalLine, PushReply, SeatedAgent } from '../../server/base/jobs-protocol.ts'
import type { Jobs } from '../../server/base/jobs-protocol.ts'
import type { JobsEvent } from '../../server/base/jobs-protocol.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { testSpec, testWeights } from '../support/house-agents.ts'

/** Stands in for the jobs process and its database: built-ins, one house agent, a partner for each user, pushes applied exactly. */
export class FakeJobs implements Jobs {
  /** Rejects every request, as when the process is down. */
  down = false
  /** Why nobody gets a partner to play with, where nobody does. */
  noPartner: Error | null = null
  /** Whose the partners are that are seated; null: of whoever asks. */
  partnersOwner: string | null = null
  readonly asked: JobsRequest[] = []
  /** What users are called now, by id; the others as they say. */
  readonly renamed = new Map<string, string>()
  readonly journal: JournalLine[] = []
  /** Lets `append` fail, as a full disk does. */
  diskFull = false
  private readonly listeners = new Set<(event: JobsEvent) => void>()

  constructor(private readonly tasks: TaskRegistry = registry) {}

  private readonly partners = new Map<string, { weights: Float32Array; hash: string; revision: number }>()

  ask<R extends JobsRequest>(request: R): Promise<JobsReplies[R['ask']]> {
    this.asked.push(request)
    if (this.down) return Promise.reject(new Error('The jobs process is not running'))
    if (request.ask === 'seat-partner' && this.noPartner) return Promise.reject(this.noPartner)
    // The reply belongs to the request, which the compiler cannot follow through the switch.
    return Promise.resolve(this.answer(request) as JobsReplies[R['ask']])
  }

  onEvent(listener: (event: JobsEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async append(line: JournalLine): Promise<void> {
    await Promise.resolve()
    if (this.diskFull) throw new Error('ENOSPC')
    this.journal.push(line)
  }

  get canKeep(): boolean {
    return !this.diskFull
  }

  weightsOf(userId: string): Float32Array {
    return this.partner(userId).weights
  }

  private answer(request: JobsRequest): JobsReplies[keyof JobsReplies] {
    switch (request.ask) {
      case 'names':
        return Object.fromEntries(this.renamed)
      case 'seat-agent':
        return request.agentId === 'house00000000000' ? house() : this.builtIn(request)
      case 'seat-partner':
        return this.seatPartner(request.userId)
      case 'seat-earlier':
        return { ...this.seatPartner(request.userId), name: 'Partner, as it was', frozen: true }
      case 'seat-newborn':
        return { ...this.seatPartner(request.userId), name: 'Newborn', day: '2026-11-30' }
      case 'seat-raised':
        return { ...this.seatPartner(request.agentId), name: 'Raised', frozen: true }
      case 'push':
        return this.push(request)
      case 'journal': {
        const line = this.journal.at(-1)
        if (line)
          this.tell({
            event: 'recorded',
            matchId: line.matchId,
            status: 'checked',
            seats: line.seats.map(({ seat }) => ({ seat, before: 1000, after: 1010 })),
          })
        return { pending: 0 }
      }
      case 'ping':
        return { pending: 0, setAside: 0 }
      case 'stop':
        return {}
    }
  }

  /** The one asked for, or the middle one, or one that is not excepted. */
  private builtIn({ task: id, agentId, except }: JobsRequest & { ask: 'seat-agent' }): SeatedAgent {
    const all = this.tasks.find(id)?.builtIns.map((one) => seatedBuiltIn(id, one)) ?? []
    const middle = all[all.length >> 1]
    const usual = [...(middle ? [middle] : []), ...all]
    const found =
      agentId === null
        ? (usual.find((one) => !except.includes(one.agentId)) ?? middle)
        : all.find((one) => one.agentId === agentId)
    if (!found) throw new Error('There is no such opponent')
    return found
  }

  private seatPartner(userId: string): SeatedAgent {
    const { weights, hash, revision } = this.partner(userId)
    const policy = { spec: testSpec, observation: 'state', revision, hash, weights: weightsToBytes(weights) }
    return {
      ...seatedBuiltIn('pong', pong.builtIns[1]!),
      agentId: `partner${userId}`,
      kind: 'partner',
      ownerId: this.partnersOwner ?? userId,
      name: 'Partner',
      strength: null,
      checkpoint: null,
      policy,
    }
  }

  private push({ agentId, base, delta }: Extract<JobsRequest, { ask: 'push' }>): PushReply {
    const userId = agentId.replace('partner', '')
    const partner = this.partner(userId)
    const head = { headHash: partner.hash, headRevision: partner.revision }
    if (base !== partner.hash)
      return { ok: false, reason: 'wrong-base', message: 'Made against other weights.', ...head }
    try {
      const weights = applyDelta(testSpec, partner.weights, delta)
      const next = { weights, hash: hashWeights(weights), revision: partner.revision + 1 }
      this.partners.set(userId, next)
      return { ok: true, hash: next.hash, revision: next.revision, stored: true, weights: weightsToBytes(weights) }
    } catch (error) {
      if (!(error instanceof DeltaError)) throw error
      return { ok: false, reason: error.code, message: error.message, ...head }
    }
  }

  private partner(userId: string): { weights: Float32Array; hash: string; revision: number } {
    const known = this.partners.get(userId)
    if (known) return known
    const weights = testWeights(5)
    const made = { weights, hash: hashWeights(weights), revision: 0 }
    this.partners.set(userId, made)
    return made
  }

  private tell(event: JobsEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}

function seatedBuiltIn(task: string, { strength, name }: BuiltIn): SeatedAgent {
  return {
    agentId: builtinAgentId(task, strength),
    kind: 'builtin',
    ownerId: null,
    name,
    strength,
    reactionTicks: 6,
    frozen: false,
    policy: null,
    checkpoint: { contender: `checkpoint:${name.toLowerCase()}` },
  }
}

function house(): SeatedAgent {
  const weights = testWeights(9)
  const policy = {
    spec: testSpec,
    observation: 'state',
    revision: 3,
    hash: hashWeights(weights),
    weights: weightsToBytes(weights),
  }
  return {
    ...seatedBuiltIn('pong', pong.builtIns[1]!),
    agentId: 'house00000000000',
    kind: 'house',
    name: 'House',
    strength: null,
    policy,
  }
}
