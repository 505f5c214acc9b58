import { weightsFromBytes, weightsToBytes } from '../../game/nets/hash.ts'
import type { PushReply } from '../base/jobs-protocol.ts'
import { LIMITS } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import type { Database, Transaction } from '../store/connect.ts'
import { faultOf, isAway } from '../store/faults.ts'
import { newId } from '../base/ids.ts'
import { bytesOf, idleOwners, pruneRevisions, pruneToQuota, readWeights } from '../store/weights.ts'
import { checkDelta, checkStanding, refused, type Push, type Refused } from './check-push.ts'
import { PendingPushes, type KnownAgent, type NewRevision } from './pending-pushes.ts'
import type { PushSpool } from './push-spool.ts'
import { lockForPush, storeRevision } from './store-push.ts'
import { WeightsCache } from './weights-cache.ts'
import { WeightsRoom } from './weights-room.ts'

export interface AgentPush extends Push {
  agentId: string
  matchId: string | null
  /** What the trainer tells of itself with the push, kept with the revision. */
  stats: unknown
}

const CACHE_BYTES = 64_000_000
/** Pushes to an agent between two looks at its quota. */
const PRUNE_EVERY = 16
/** Agents that are remembered for when the database is away. */
const KNOWN_AGENTS = 2_000
/** How long after a failure the database is taken to be away still, ms. */
const RETRY_MS = 1_000
/** Between two rounds of making room, ms: each goes through all revisions. */
const ROOM_EVERY_MS = 60_000
/** Largest statistics of a push that are kept, characters of JSON. */
const MAX_STATS = 4_000

const NO_ROOM = refused(
  'no-room',
  'This server has no room for more weights just now. Your partner plays on as it is, and learns again when there is.',
)

/** The weights of all partners: trainers propose, the registry disposes. One trainer an agent, so a push is applied exactly, and the
 *  trainer and the registry hold the same bits. While the database is away it goes on in memory and on disk, and stores later, in order. */
export class ModelRegistry {
  readonly cache = new WeightsCache(CACHE_BYTES)
  private readonly known = new Map<string, KnownAgent>()
  private readonly pending = new PendingPushes()
  private readonly turns = new Map<string, Promise<unknown>>()
  private readonly room: WeightsRoom
  private awayUntil = 0
  private roomMadeAt = -Infinity

  /** now: a clock in ms. */
  constructor(
    private readonly deps: {
      db: Database
      log: Logger
      now: () => number
      spool: PushSpool
      mostBytes?: number
      alwaysBytes?: number
    },
  ) {
    this.room = new WeightsRoom(deps.now, deps.mostBytes ?? LIMITS.weightBytes)
  }

  /** Takes on what the last process accepted and could not store. Call before anything else. */
  async restore(): Promise<void> {
    const { kept, damaged } = await this.deps.spool.read()
    for (const { agentId, revision } of kept) this.pending.keep(agentId, revision)
    if (kept.length > 0) this.deps.log.info({ revisions: kept.length }, 'Revisions wait on disk for the database')
    if (damaged.length > 0) this.deps.log.error({ damaged }, 'Revisions on disk are damaged and stay there')
  }

  /** Checks and applies a push; how often one may come the door decides (server/base/limits.ts). Rejects where the database is away and this agent is not known here, or too much waits for it. */
  push(push: AgentPush): Promise<PushReply> {
    return this.inTurn(push.agentId, () => this.pushInTurn(push))
  }

  /** The weights of a hash, from memory or the database. Null where there are none. */
  async weights(hash: string, db: Database | Transaction = this.deps.db): Promise<Float32Array | null> {
    const cached = this.cache.get(hash)
    if (cached) return cached
    const bytes = await readWeights(db, hash)
    if (!bytes) return null
    const weights = weightsFromBytes(bytes)
    this.cache.set(hash, weights)
    return weights
  }

  /** Remembers an agent that takes a seat, so that its trainer can push while the database is away. */
  remember(agent: KnownAgent): void {
    this.known.delete(agent.id)
    this.known.set(agent.id, agent)
    for (const id of this.known.keys()) {
      if (this.known.size <= KNOWN_AGENTS) break
      if (!this.pending.has(id)) this.known.delete(id)
    }
  }

  /** Stores what waits for the database, of one agent or of all. Returns how many agents still wait. */
  async flush(agentId?: string): Promise<number> {
    const agents = this.pending.agents().filter((id) => agentId === undefined || id === agentId)
    for (const id of agents) await this.inTurn(id, () => this.storePending(id))
    return this.pending.agents().length
  }

  private async pushInTurn(push: AgentPush): Promise<PushReply> {
    if (this.deps.now() < this.awayUntil || !(await this.storePending(push.agentId))) return this.pushInMemory(push)
    try {
      const { reply, agent } = await this.deps.db.$transaction((tx) => this.pushStored(tx, push))
      if (agent) this.remember(agent)
      if (reply.ok && reply.revision % PRUNE_EVERY === 0) this.prune(push)
      if (!reply.ok && reply.reason === 'no-room') await this.makeRoom()
      return reply
    } catch (error) {
      if (!isAway(error)) throw error
      this.noteAway(error)
      return this.pushInMemory(push)
    }
  }

  private async pushStored(tx: Transaction, push: AgentPush): Promise<{ reply: PushReply; agent: KnownAgent | null }> {
    const agent = await lockForPush(tx, push.agentId)
    const repeated = await this.repeated(agent, push, true, tx)
    if (repeated) return { reply: repeated, agent }
    const applied = await this.apply(agent, push, (hash) => this.weights(hash, tx))
    if (!applied.ok) return { reply: withHead(applied, agent?.ownerId === push.userId ? agent : null), agent: null }
    const bytes = applied.revision.weights.byteLength
    const always = this.deps.alwaysBytes ?? LIMITS.weightBytesAlways
    if (!(await this.room.has(bytes, tx)) && (await bytesOf(tx, push.userId)) + bytes > always)
      return { reply: withHead(NO_ROOM, agent), agent: null }
    await storeRevision(tx, push.agentId, applied.revision)
    this.room.stored(bytes)
    return { reply: accepted(applied.revision, true), agent: applied.agent }
  }

  private async pushInMemory(push: AgentPush): Promise<PushReply> {
    const agent = this.known.get(push.agentId)
    if (!agent) throw new Error('The database is away, so this partner cannot learn just now.')
    const repeated = await this.repeated(agent, push, !this.pending.has(push.agentId))
    if (repeated) return repeated
    const applied = await this.apply(agent, push, (hash) => Promise.resolve(this.cache.get(hash) ?? null))
    if (!applied.ok) return withHead(applied, agent)
    if (this.pending.full(push.agentId)) {
      throw new Error('The database has been away for too long, so this partner cannot learn just now.')
    }
    await this.deps.spool.keep(push.agentId, applied.revision)
    this.pending.keep(push.agentId, applied.revision)
    this.remember(applied.agent)
    return accepted(applied.revision, false)
  }

  /** The answer to a push that was applied already, whose first answer was lost on its way; null for any other. */
  private async repeated(
    agent: KnownAgent | null,
    push: AgentPush,
    stored: boolean,
    db?: Transaction,
  ): Promise<PushReply | null> {
    if (!agent || agent.headHash !== push.hash || push.base === push.hash) return null
    if (checkStanding({ ...agent, headHash: push.base }, push)) return null
    const weights = await this.weights(push.hash, db)
    return (
      weights && { ok: true, hash: push.hash, revision: agent.headNumber, stored, weights: weightsToBytes(weights) }
    )
  }

  private async apply(
    agent: KnownAgent | null,
    push: AgentPush,
    read: (hash: string) => Promise<Float32Array | null>,
  ): Promise<Refused | { ok: true; agent: KnownAgent; revision: NewRevision }> {
    const standing = checkStanding(agent, push)
    if (standing || !agent) return standing ?? refused('not-yours', 'There is no such partner.')
    const served = await read(push.base)
    if (!served) return refused('wrong-base', 'These weights are no longer kept. Continue from the newest revision.')
    const verdict = checkDelta(agent.spec, served, push)
    if (!verdict.ok) return verdict
    const { weights } = verdict
    const { hash, base, matchId } = push
    const number = agent.headNumber + 1
    this.cache.set(hash, weights)
    return {
      ok: true,
      agent: { ...agent, headHash: hash, headNumber: number },
      revision: { id: newId(), number, hash, baseHash: base, matchId, stats: boundedStats(push.stats), weights },
    }
  }

  /** Stores the revisions of an agent that wait; false where the database is still away. */
  private async storePending(agentId: string): Promise<boolean> {
    const chain = this.pending.chain(agentId)
    if (chain.length === 0) return true
    try {
      const stored = await this.deps.db.$transaction(async (tx) => {
        const agent = await lockForPush(tx, agentId)
        const todo = remaining(chain, agent)
        for (const revision of todo ?? []) await storeRevision(tx, agentId, revision)
        return todo !== null
      })
      if (!stored) {
        this.known.delete(agentId)
        this.deps.log.warn(
          { agentId, revisions: chain.length },
          'Revisions were dropped: the agent was changed while the database was away',
        )
      }
      await this.drop(agentId)
      return true
    } catch (err) {
      if (faultOf(err) === 'wait') {
        this.noteAway(err)
        return false
      }
      // The database can never take them: kept, they would block every later push.
      this.deps.log.error({ err, agentId, revisions: chain.length }, 'Revisions were dropped: they could not be stored')
      this.known.delete(agentId)
      await this.drop(agentId)
      return true
    }
  }

  /** Where a file stays behind, the next start finds its revision stored already. */
  private async drop(agentId: string): Promise<void> {
    this.pending.drop(agentId)
    await this.deps.spool.drop(agentId).catch((err: unknown) => {
      this.deps.log.warn({ err, agentId }, 'Revisions that are stored could not be deleted from the disk')
    })
  }

  private prune({ agentId, userId }: AgentPush): void {
    const { db, log } = this.deps
    pruneRevisions(db, agentId)
      .then(() => pruneToQuota(db, userId))
      .catch((err: unknown) => {
        if (!isAway(err)) log.error({ err, agentId }, 'Old revisions could not be deleted')
      })
  }

  /** Who was away longest gives up old revisions, until there is room for a push. */
  private async makeRoom(): Promise<void> {
    const { db, now } = this.deps
    if (now() - this.roomMadeAt < ROOM_EVERY_MS) return
    this.roomMadeAt = now()
    for (const owner of await idleOwners(db)) {
      await pruneToQuota(db, owner, 0)
      this.room.lookAgain()
      if (await this.room.has(LIMITS.deltaBytes, db)) return
    }
  }

  private noteAway(err: unknown): void {
    if (this.deps.now() >= this.awayUntil)
      this.deps.log.warn({ err }, 'The database is away; pushes are kept in memory')
    this.awayUntil = this.deps.now() + RETRY_MS
  }

  /** Runs the work of an agent one after the other. */
  private inTurn<T>(agentId: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(agentId) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.turns.set(agentId, mine)
    void mine
      .catch(() => {})
      .finally(() => {
        if (this.turns.get(agentId) === mine) this.turns.delete(agentId)
      })
    return mine
  }
}

/** What of a chain is still to be stored on top of the agent as it is; null where something else was. A commit whose answer was lost
 *  leaves a part of the chain stored already. */
function remaining(chain: readonly NewRevision[], agent: KnownAgent | null): readonly NewRevision[] | null {
  const next = chain.findIndex(
    (revision) => revision.baseHash === agent?.headHash && revision.number === agent.headNumber + 1,
  )
  if (next >= 0) return chain.slice(next)
  const last = chain.at(-1)
  return last?.hash === agent?.headHash && last?.number === agent?.headNumber ? [] : null
}

function accepted(revision: NewRevision, stored: boolean): PushReply {
  const { hash, number, weights } = revision
  return { ok: true, hash, revision: number, stored, weights: weightsToBytes(weights) }
}

function withHead(refusal: Refused, agent: KnownAgent | null): PushReply {
  return { ...refusal, headHash: agent?.headHash ?? null, headRevision: agent?.headNumber ?? null }
}

function boundedStats(stats: unknown): unknown {
  return stats !== undefined && JSON.stringify(stats).length <= MAX_STATS ? stats : null
}
