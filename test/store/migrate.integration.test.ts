import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { Refusal } from '../../server/base/refusal.ts'
import { isAway } from '../../server/store/faults.ts'
import { migrate } from '../../server/store/migrate.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'

describe.each(databaseKinds)('a database of another age on $name', ({ open, ours }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
  })
  afterAll(() => t.close())

  test('has an index for each foreign key: what deletes a row looks there for who refers to it', async () => {
    const bare = await t.db.$queryRaw<{ key: string }[]>`
      SELECT c.conname AS key FROM pg_constraint c WHERE c.contype = 'f' AND NOT EXISTS (
        SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])`
    expect(bare).toEqual([])
  })

  test('that is newer than this program is refused in a sentence', async () => {
    await t.db
      .$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('x', 'x', '99990101000000_from_the_future', now(), now(), 1)`
    await expect(migrate(t.url)).rejects.toThrow(/newer version.*99990101000000_from_the_future.*update this program/)
    await expect(migrate(t.url)).rejects.toBeInstanceOf(Refusal)
    await t.db.$executeRaw`DELETE FROM _prisma_migrations WHERE id = 'x'`
    expect(await migrate(t.url)).toEqual([])
  })

  test('that holds policies from before they named their layers has them rewritten, and all else left alone', async () => {
    const before = {
      task: 'pong',
      taskVersion: 1,
      observation: 'state',
      reactionTicks: 0,
      name: 'Old',
      description: '',
    }
    const specs: Record<string, unknown> = {
      deep: { kind: 'mlp', inputs: 8, hidden: [64, 32], activation: 'tanh', actions: 3 },
      flat: { kind: 'mlp', inputs: 5, hidden: [], activation: 'relu', actions: 2 },
      none: null,
    }
    for (const [id, spec] of Object.entries(specs))
      await t.db.agent.create({
        data: { ...before, id, kind: 'house', ...(spec === null ? {} : { spec }) },
      })
    await t.db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_policy_layers'`
    expect(await migrate(t.url)).toEqual([expect.stringContaining('_policy_layers')])
    const stored = Object.fromEntries((await t.db.agent.findMany()).map(({ id, spec }) => [id, spec]))
    expect(stored).toEqual({
      deep: densePolicy({ inputs: 8, hidden: [64, 32], activation: 'tanh', outputs: 3 }),
      flat: densePolicy({ inputs: 5, hidden: [], activation: 'relu', outputs: 2 }),
      none: null,
    })
    // Once more changes nothing.
    await t.db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_policy_layers'`
    await migrate(t.url)
    const again = Object.fromEntries((await t.db.agent.findMany()).map(({ id, spec }) => [id, spec]))
    expect(again).toEqual(stored)
    expect(parseSpec(again['deep'])).toEqual(stored['deep'])
    await t.db.agent.deleteMany()
  })

  test('that holds matches with one option and whole scores keeps them', async () => {
    // One step back: the schema as the migration found it.
    for (const sql of [
      'DROP TABLE "Score" CASCADE',
      'DROP INDEX "Rating_agentId_idx", "Rating_revisionId_idx", "Exclusion_at_idx"',
      'ALTER TABLE "User" DROP COLUMN "skeletonVersion"',
      'ALTER TABLE "Match" DROP COLUMN options, DROP COLUMN scored, ADD COLUMN target INTEGER NOT NULL',
      'ALTER TABLE "MatchSeat" ALTER COLUMN score SET DATA TYPE INTEGER',
      `INSERT INTO "Match" (id, task, "taskVersion", mode, rated, public, target, "startedAt", "endedAt", reason, status, ticks, "finalHash",
        log, "lateDecisions") VALUES ('m', 'pong', 1, 'people', true, true, 7, now(), now(), 'finished', 'checked', 9, 'f', '', 0)`,
      `INSERT INTO "MatchSeat" ("matchId", seat, name, score, place) VALUES ('m', 0, 'Ann', 7, 1), ('m', 1, 'Bob', 4, 2)`,
      `DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_options_and_scores'`,
    ])
      await t.db.$executeRawUnsafe(sql)
    await t.db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_lookups'`
    expect(await migrate(t.url)).toEqual(
      ['_options_and_scores', '_lookups'].map((name) => expect.stringContaining(name)),
    )
    const match = await t.db.match.findUniqueOrThrow({ where: { id: 'm' }, include: { seats: true } })
    expect(match).toMatchObject({ options: { target: 7 }, scored: false })
    expect(match.seats.map(({ score }) => score).sort((a, b) => a - b)).toEqual([4, 7])
    await t.db.matchSeat.update({ where: { matchId_seat: { matchId: 'm', seat: 0 } }, data: { score: -0.5 } })
    await t.db.match.deleteMany()
  })

  test('that holds partners as they were, known by the end of their names, has them marked', async () => {
    const at = new Date()
    await t.db.agent.create({
      data: {
        id: 'p',
        kind: 'partner',
        name: 'P',
        description: '',
        task: 'pong',
        taskVersion: 1,
        observation: 'state',
        reactionTicks: 0,
      },
    })
    await t.db.match.create({
      data: {
        id: 'm',
        task: 'pong',
        taskVersion: 1,
        mode: 'sparring',
        rated: false,
        public: true,
        options: {},
        startedAt: at,
        endedAt: at,
        reason: 'finished',
        status: 'checked',
        ticks: 9,
        finalHash: 'f',
        log: Buffer.of(),
        lateDecisions: 0,
        seats: {
          create: [
            { seat: 0, name: 'Ann’s partner, as it was', agentId: 'p', score: 1, place: 1 },
            { seat: 1, name: 'Ann’s partner', agentId: 'p', score: 0, place: 2 },
          ],
        },
      },
    })
    await t.db.$executeRaw`ALTER TABLE "MatchSeat" DROP COLUMN "earlier"`
    await t.db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_earlier_self'`
    expect(await migrate(t.url)).toEqual([expect.stringContaining('_earlier_self')])
    const seats = await t.db.matchSeat.findMany({ orderBy: { seat: 'asc' } })
    expect(seats.map(({ earlier }) => earlier)).toEqual([true, false])
    await t.db.match.deleteMany()
    await t.db.agent.deleteMany()
  })

  test('in which a migration failed is refused in a sentence', async () => {
    await t.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`
    await expect(migrate(t.url)).rejects.toThrow(/failed earlier/)
    await t.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = now()`
  })

  test.runIf(ours)('that is away is told from one that refuses', async () => {
    await t.stopServer()
    const [migrating, asking] = await Promise.allSettled([migrate(t.url), t.db.user.count()])
    expect([migrating, asking].map((outcome) => outcome.status === 'rejected' && isAway(outcome.reason))).toEqual([
      true,
      true,
    ])
    await t.startServer()
    const twice = { id: 'twice', name: 'Twice' }
    await t.db.user.create({ data: twice })
    const refused = await t.db.user.create({ data: twice }).catch((error: unknown) => error)
    expect(isAway(refused)).toBe(false)
  })
})
