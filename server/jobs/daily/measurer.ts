import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import { parseSpec } from '../../../game/nets/spec-schema.ts'
import type { DailyAttempt } from '../../../prisma/generated/client.ts'
import { LIMITS } from '../../base/limits.ts'
import type { Logger } from '../../base/logger.ts'
import type { ModelRegistry } from '../../models/registry.ts'
import type { Database } from '../../store/connect.ts'
import { faultOf } from '../../store/faults.ts'
import { keepOnly } from '../../store/weights.ts'
import { measure, type FieldAgent } from './measure.ts'

export interface MeasurerDeps {
  db: Database
  registry: ModelRegistry
  tasks: TaskRegistry
  log: Logger
  /** Games against each agent of the field. */
  games?: number
}

/** Measures the newborns that were raised, one after the other: first of who has had the fewest of that day measured, and of those who waited
 *  longest, so that nobody waits for all tries of a few. What was not finished is measured again, and comes to
 *  the same. */
export class DailyMeasurer {
  private stopped = false

  constructor(private readonly deps: MeasurerDeps) {}

  /** Measures until none waits; returns how many it measured. Rejects where the database is away. */
  async measureAll(): Promise<number> {
    let measured = 0
    while (!this.stopped) {
      const attempt = await this.next()
      if (!attempt) break
      await this.settle(attempt)
      measured++
    }
    return measured
  }

  /** Begins none any more; the one under way is given up. */
  stop(): void {
    this.stopped = true
  }

  private async next(): Promise<DailyAttempt | null> {
    const { db } = this.deps
    const [first] = await db.$queryRaw<{ matchId: string }[]>`
      SELECT "matchId" FROM "DailyAttempt" w WHERE outcome = 'waiting' ORDER BY (
        SELECT count(*) FROM "DailyAttempt" m WHERE m."userId" = w."userId" AND m.day = w.day AND m.outcome = 'measured'
      ), at, "matchId" LIMIT 1`
    return first ? db.dailyAttempt.findUnique({ where: { matchId: first.matchId } }) : null
  }

  private async settle(attempt: DailyAttempt): Promise<void> {
    const { db, log } = this.deps
    const { matchId } = attempt
    const found = await this.strengthOf(attempt).catch((err: unknown) => {
      if (this.stopped || faultOf(err) === 'wait') throw err
      log.error({ err, matchId }, 'A newborn could not be measured')
      return null
    })
    // Not where another process was quicker.
    const data = found ? { outcome: 'measured' as const, ...found } : { outcome: 'failed' as const }
    await db.dailyAttempt.updateMany({ where: { matchId, outcome: 'waiting' }, data })
    if (found && attempt.agentId) await keepOnly(db, attempt.agentId, found.hash)
    log.info({ matchId, ...found }, 'A newborn was measured')
  }

  private async strengthOf({
    agentId,
    day,
    task: id,
  }: DailyAttempt): Promise<{ hash: string; score: number; margin: number } | null> {
    const { db, registry, tasks, games = LIMITS.dailyPoints } = this.deps
    if (agentId === null) return null
    // What was accepted while the database was away is a part of what was raised.
    await registry.flush(agentId)
    const agent = await db.agent.findUnique({ where: { id: agentId } })
    const task = tasks.find(id)
    const hash = agent?.headHash
    const weights = hash ? await registry.weights(hash) : null
    if (!agent || !task || !hash || !weights) return null
    const { observation, reactionTicks } = agent
    const player = { spec: parseSpec(agent.spec), weights, observation, reactionTicks }
    const strength = await measure({ task, day, player, field: await this.field(id), games }, async () => {
      await nextTurn()
      if (this.stopped) throw new Error('The process ends.')
    })
    return strength && { hash, ...strength }
  }

  /** The built-ins and house agents of a task, as they are seeded. */
  private async field(task: string): Promise<FieldAgent[]> {
    const { db, registry } = this.deps
    const agents = await db.agent.findMany({
      where: { task, kind: { in: ['builtin', 'house'] } },
      include: { checkpoint: { select: { hash: true } } },
      orderBy: { id: 'asc' },
    })
    const field: FieldAgent[] = []
    for (const { id: name, strength, spec, observation, reactionTicks, checkpoint } of agents) {
      if (strength !== null) field.push({ name, strength })
      const weights = checkpoint && spec !== null ? await registry.weights(checkpoint.hash) : null
      if (weights) field.push({ name, strength: null, spec: parseSpec(spec), weights, observation, reactionTicks })
    }
    return field
  }
}
