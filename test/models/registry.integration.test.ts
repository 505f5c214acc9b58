import { tasks } from '../../game/tasks/index.ts'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { weightCount } from '../../game/nets/spec.ts'
import { encodeDelta } from '../../game/nets/delta.ts'
import { hashWeights, weightsFromBytes } from '../../game/nets/hash.ts'
import { seed } from '../../server/store/seed.ts'
import type { PushReply, SeatedAgent } from '../../server/base/jobs-protocol.ts'
import { seatEarlier, seatPartner } from '../../server/jobs/seats.ts'
import { ModelRegistry } from '../../server/models/registry.ts'
import { PushSpool } from '../../server/models/push-spool.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { houseAgentId, newId } from '../../server/base/ids.ts'
import { meView } from '../../server/store/me.ts'
import { deletePartner, freezePartner, rewindPartner } from '../../server/store/partners.ts'
import { createUser } from '../../server/store/users.ts'
import { weightsBytes } from '../../server/store/weights.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents, testSpec } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'

/** A trainer of one partner, as the page has it: what the server holds, and its own weights a little further. */
class Trainer {
  served: Float32Array
  constructor(
    readonly registry: ModelRegistry,
    readonly userId: string,
    readonly seat: SeatedAgent,
  ) {
    this.served = weightsFromBytes(seat.policy!.weights)
  }

  async push(step: number, changes: Partial<Parameters<ModelRegistry['push']>[0]> = {}): Promise<PushReply> {
    const own = this.served.map((w, i) => w + 0.01 * Math.sin(i * 0.7 + step))
    const { bytes, next, base, hash } = encodeDelta(testSpec, this.served, own)
    const { userId } = this
    const push = {
      userId,
      agentId: this.seat.agentId,
      matchId: 'match',
      base,
      hash,
      delta: bytes,
      stats: { step },
      ...changes,
    }
    const reply = await this.registry.push(push)
    if (reply.ok) this.served = next
    return reply
  }
}

describe.each(databaseKinds)('the model registry on $name', ({ open, ours }) => {
  let t: TestDatabase
  let registry: ModelRegistry
  let logged: ReturnType<typeof quietLog>
  let now = 0
  let folder: string
  // Every look at the clock is ten seconds later, so that nobody pushes too often unless a test stops it.
  const newRegistry = (clock = () => (now += 10_000), mostBytes?: number, alwaysBytes?: number): ModelRegistry =>
    new ModelRegistry({ db: t.db, log: logged.log, now: clock, spool: new PushSpool(folder), mostBytes, alwaysBytes })
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sparring-pushes-'))
    logged = quietLog()
    registry = newRegistry()
  })
  afterEach(() => rm(folder, { recursive: true }))
  afterAll(() => t.close())

  const newTrainer = async (using = registry): Promise<Trainer> => {
    const { id } = await createUser(t.db, { id: newId(), name: 'Ann' })
    return new Trainer(
      using,
      id,
      await seatPartner(
        { db: t.db, registry: using },
        { ask: 'seat-partner', task: 'pong', userId: id, name: 'Ann', parentId: null },
      ),
    )
  }
  const headOf = (id: string) =>
    t.db.agent.findUniqueOrThrow({ where: { id }, select: { headHash: true, headNumber: true } })

  test('a push becomes the next revision, stored with its weights, and trainer and server hold the same bits', async () => {
    const trainer = await newTrainer()
    for (const step of [1, 2, 3]) {
      const reply = await trainer.push(step)
      expect(reply).toMatchObject({ ok: true, revision: step, stored: true, hash: hashWeights(trainer.served) })
      expect(reply.ok && weightsFromBytes(reply.weights)).toEqual(trainer.served)
    }
    const { agentId } = trainer.seat
    expect(await headOf(agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 3 })
    const bytes = await weightsBytes(t.db, hashWeights(trainer.served), trainer.userId)
    expect(weightsFromBytes(bytes!)).toEqual(trainer.served)
    const newest = await t.db.revision.findUniqueOrThrow({ where: { agentId_number: { agentId, number: 3 } } })
    expect(newest).toMatchObject({ note: 'push', matchId: 'match', stats: { step: 3 }, checkpoint: false })
    // Sitting down again continues there, also in a process that has just started.
    const fresh = newRegistry(() => 0)
    const seat = await seatPartner(
      { db: t.db, registry: fresh },
      { ask: 'seat-partner', task: 'pong', userId: trainer.userId, name: 'Ann', parentId: null },
    )
    expect(seat.policy).toMatchObject({ revision: 3, hash: hashWeights(trainer.served) })
  })

  test('a partner takes a seat as it was at any revision that is kept, for its owner alone, and does not learn', async () => {
    const trainer = await newTrainer()
    const { agentId } = trainer.seat
    await trainer.push(1)
    const then = trainer.served
    await trainer.push(2)
    const seat = (changes: { userId?: string; agentId?: string; revision?: number; task?: string }) =>
      seatEarlier(
        { db: t.db, registry },
        { ask: 'seat-earlier', task: 'pong', userId: trainer.userId, agentId, revision: 1, ...changes },
      )
    const earlier = await seat({})
    expect(earlier).toMatchObject({
      agentId,
      name: `${trainer.seat.name}, as it was`,
      frozen: true,
      checkpoint: null,
      policy: { revision: 1, hash: hashWeights(then) },
    })
    expect(weightsFromBytes(earlier.policy!.weights)).toEqual(then)
    expect((await seat({ revision: 0 })).policy?.hash).toBe(trainer.seat.policy?.hash)
    const stranger = await newTrainer()
    const gone = { code: 'no-earlier-self', message: expect.stringMatching(/not kept any more/) }
    for (const changes of [
      { revision: 3 },
      { userId: stranger.userId },
      { agentId: newId() },
      { agentId: houseAgentId('pong', 'minute') },
      { task: 'other' },
    ])
      await expect(seat(changes)).rejects.toMatchObject(gone)
    await deletePartner(t.db, trainer.userId, agentId, new Date())
    await expect(seat({})).rejects.toMatchObject(gone)
    // Nothing of it has changed the partner.
    expect(await headOf(agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 2 })
  })

  test('a refused push says why and where the partner is now, and changes nothing', async () => {
    const trainer = await newTrainer()
    await trainer.push(1)
    const { agentId } = trainer.seat
    const head = await headOf(agentId)
    const here = { ok: false, headHash: head.headHash, headRevision: 1 }
    expect(await trainer.push(2, { base: 'f'.repeat(64) })).toMatchObject({ ...here, reason: 'wrong-base' })
    expect(await trainer.push(2, { delta: new Uint8Array(50) })).toMatchObject({ ...here, reason: 'malformed' })
    expect(await trainer.push(2, { hash: 'f'.repeat(64) })).toMatchObject({ ...here, reason: 'malformed' })
    expect(await trainer.push(2, { userId: newId() })).toMatchObject({ ok: false, reason: 'not-yours', headHash: null })
    expect(await trainer.push(2, { agentId: newId() })).toMatchObject({ ok: false, reason: 'not-yours' })
    await freezePartner(t.db, trainer.userId, agentId, true)
    expect(await trainer.push(2)).toMatchObject({ ...here, reason: 'frozen' })
    await freezePartner(t.db, trainer.userId, agentId, false)
    expect(await headOf(agentId)).toEqual(head)
    expect(await trainer.push(2)).toMatchObject({ ok: true, revision: 2 })
  })

  test('a push for which there is no room among the weights of everybody is refused in words, until there is', async () => {
    const sum = await t.db.weights.aggregate({ _sum: { count: true } })
    const one = 4 * weightCount(testSpec)
    const full = newRegistry(undefined, 4 * (sum._sum.count ?? 0) + 2 * one, 0)
    const trainer = await newTrainer(full)
    expect([await trainer.push(1), await trainer.push(2)]).toMatchObject([{ ok: true }, { ok: true, revision: 2 }])
    const head = await headOf(trainer.seat.agentId)
    const refused = await trainer.push(3)
    expect(refused).toMatchObject({ ok: false, reason: 'no-room', headHash: head.headHash, headRevision: 2 })
    expect(refused).toMatchObject({ message: expect.stringMatching(/no room for more weights just now/) })
    expect(await headOf(trainer.seat.agentId)).toEqual(head)
    await t.db.revision.deleteMany({ where: { agentId: trainer.seat.agentId, number: 1 } })
    await t.db.$executeRaw`DELETE FROM "Weights" w WHERE NOT EXISTS (SELECT 1 FROM "Revision" r WHERE r.hash = w.hash)`
    // Looked at again after a minute.
    now += 60_000
    expect(await trainer.push(3)).toMatchObject({ ok: true, revision: 3 })
  })

  test('in a full house who has little learns all the same, and who was away longest gives up old revisions', async () => {
    const one = 4 * weightCount(testSpec)
    const [away, large, small] = [await newTrainer(), await newTrainer(), await newTrainer()]
    for (const step of [1, 2, 3]) for (const trainer of [away, large]) await trainer.push(step)
    await t.db.user.update({ where: { id: away.userId }, data: { lastSeenAt: new Date(0) } })
    const sum = await t.db.weights.aggregate({ _sum: { count: true } })
    const full = newRegistry(undefined, 4 * (sum._sum.count ?? 0) - 2 * one + LIMITS.deltaBytes, 2 * one)
    // Of a push the room is less than what it is made for.
    const bulk = new Uint8Array(LIMITS.deltaBytes)
    await t.db.weights.create({ data: { hash: 'bulk', bytes: bulk, count: LIMITS.deltaBytes / 4 } })
    const using = (trainer: Trainer): Trainer => {
      const again = new Trainer(full, trainer.userId, trainer.seat)
      again.served = trainer.served
      return again
    }
    expect(await using(small).push(1)).toMatchObject({ ok: true, revision: 1 })
    expect(await using(large).push(4)).toMatchObject({ ok: false, reason: 'no-room' })
    const numbers = async ({ seat: { agentId } }: Trainer): Promise<number[]> =>
      (await t.db.revision.findMany({ where: { agentId }, orderBy: { number: 'asc' } })).map(({ number }) => number)
    expect(await numbers(away)).toEqual([0, 3])
    await t.db.weights.delete({ where: { hash: 'bulk' } })
  })

  test('a push that is sent again because its answer was lost gets the same answer, and counts once', async () => {
    const trainer = await newTrainer()
    const start = trainer.served
    const first = await trainer.push(1)
    trainer.served = start
    expect(await trainer.push(1)).toEqual(first)
    expect((await headOf(trainer.seat.agentId)).headNumber).toBe(1)
    const thief = { userId: newId() }
    trainer.served = start
    expect(await trainer.push(1, thief)).toMatchObject({ ok: false, reason: 'not-yours' })
  })

  test('a trainer whose partner was rewound is told the weights to continue from', async () => {
    const trainer = await newTrainer()
    const start = trainer.served
    await trainer.push(1)
    await rewindPartner(t.db, trainer.userId, trainer.seat.agentId, 0)
    expect(await trainer.push(2)).toMatchObject({
      ok: false,
      reason: 'wrong-base',
      headHash: hashWeights(start),
      headRevision: 2,
    })
    trainer.served = start
    expect(await trainer.push(3)).toMatchObject({ ok: true, revision: 3 })
  })

  test('two pushes from the same base at once: one is applied, the other has a wrong base by then', async () => {
    const trainer = await newTrainer()
    const replies = await Promise.all([trainer.push(1), trainer.push(2)])
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.reason)).sort()).toEqual(['ok', 'wrong-base'])
    expect((await headOf(trainer.seat.agentId)).headNumber).toBe(1)
  })

  test('many partners learn at once', async () => {
    const trainers = await Promise.all(Array.from({ length: 8 }, () => newTrainer()))
    for (const step of [1, 2]) {
      const replies = await Promise.all(trainers.map((trainer) => trainer.push(step)))
      expect(replies.every((reply) => reply.ok && reply.revision === step)).toBe(true)
    }
    for (const trainer of trainers) {
      const { partners } = await meView(t.db, trainer.userId)
      expect(partners[0]!.revisions[0]).toMatchObject({ number: 2, hash: hashWeights(trainer.served) })
    }
  })

  test.runIf(ours)(
    'while the database is away pushes are applied in memory, and stored in order when it is back',
    async () => {
      const trainer = await newTrainer()
      await trainer.push(1)
      await t.stopServer()
      expect(await trainer.push(2)).toMatchObject({ ok: true, revision: 2, stored: false })
      expect(await trainer.push(3)).toMatchObject({ ok: true, revision: 3, stored: false })
      expect(await trainer.push(4, { base: 'f'.repeat(64) })).toMatchObject({ ok: false, reason: 'wrong-base' })
      expect(await registry.flush()).toBe(1)
      await t.startServer()
      expect(await trainer.push(4)).toMatchObject({ ok: true, revision: 4, stored: true })
      const revisions = await t.db.revision.findMany({
        where: { agentId: trainer.seat.agentId },
        orderBy: { number: 'asc' },
      })
      expect(revisions.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4])
      expect(revisions.every(({ baseHash }, i) => i === 0 || baseHash === revisions[i - 1]!.hash)).toBe(true)
      expect(revisions.at(-1)!.hash).toBe(hashWeights(trainer.served))
    },
  )

  test.runIf(ours)('what was accepted while the database was away is stored by the next process', async () => {
    const trainer = await newTrainer()
    await trainer.push(1)
    await t.stopServer()
    for (const step of [2, 3]) expect(await trainer.push(step)).toMatchObject({ ok: true, stored: false })
    await writeFile(join(folder, 'damaged-0000000001.revision'), 'no line')
    // The registry is forgotten here, as when its process is killed.
    registry = newRegistry()
    await registry.restore()
    expect(await registry.flush()).toBe(1)
    await t.startServer()
    expect(await registry.flush()).toBe(0)
    expect(await headOf(trainer.seat.agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 3 })
    const bytes = await weightsBytes(t.db, hashWeights(trainer.served), trainer.userId)
    expect(weightsFromBytes(bytes!)).toEqual(trainer.served)
    expect(await readdir(folder)).toEqual(['damaged-0000000001.revision'])
    expect(logged.lines.filter(({ msg }) => msg.startsWith('Revisions on disk are damaged'))).toHaveLength(1)
  })

  test.runIf(ours)('a push that the disk cannot keep is not accepted', async () => {
    const trainer = await newTrainer()
    await t.stopServer()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file where the folder should be')
    await expect(trainer.push(1)).rejects.toThrow(/EEXIST|ENOTDIR/)
    await rm(folder)
    expect(await trainer.push(1)).toMatchObject({ ok: true, revision: 1, stored: false })
    await t.startServer()
    expect(await registry.flush()).toBe(0)
  })

  test.runIf(!ours)('revisions wait while the server refuses connections, and are not dropped', async () => {
    const trainer = await newTrainer()
    await t.refuse(true)
    for (const step of [1, 2]) expect(await trainer.push(step)).toMatchObject({ ok: true, stored: false })
    expect(await registry.flush()).toBe(1)
    await t.refuse(false)
    expect(await registry.flush()).toBe(0)
    expect(await headOf(trainer.seat.agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 2 })
    expect(await readdir(folder)).toEqual([])
  })

  test.runIf(ours)('what waits is stored by itself, and only so much may wait', async () => {
    const trainer = await newTrainer()
    await t.stopServer()
    for (let step = 1; step <= 30; step++) expect(await trainer.push(step)).toMatchObject({ ok: true, stored: false })
    await expect(trainer.push(31)).rejects.toThrow('away for too long')
    await t.startServer()
    expect(await registry.flush()).toBe(0)
    expect(await headOf(trainer.seat.agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 30 })
    expect(await trainer.push(31)).toMatchObject({ ok: true, revision: 31, stored: true })
  })

  test.runIf(ours)(
    'revisions in memory are dropped when the partner was rewound in the meantime, and the log says so',
    async () => {
      const trainer = await newTrainer()
      await trainer.push(1)
      await t.stopServer()
      await trainer.push(2)
      await t.startServer()
      await rewindPartner(t.db, trainer.userId, trainer.seat.agentId, 0)
      expect(await registry.flush()).toBe(0)
      expect(logged.lines.filter(({ msg }) => msg.startsWith('Revisions were dropped'))).toHaveLength(1)
      expect(await trainer.push(3)).toMatchObject({ ok: false, reason: 'wrong-base', headRevision: 2 })
    },
  )

  test.runIf(ours)('no push that was called stored is lost when the database is killed again and again', async () => {
    const trainer = await newTrainer()
    const stored: string[] = []
    for (let round = 0; round < 3; round++) {
      let killed: Promise<void> | null = null
      for (let step = 1; step <= 8; step++) {
        const pushed = trainer.push(round * 10 + step)
        // In the middle of a push, while its transaction is open or about to be.
        if (step === 4) killed = t.killServer()
        const reply = await pushed
        expect(reply.ok).toBe(true)
        if (reply.ok && reply.stored) stored.push(reply.hash)
      }
      await killed
      await t.startServer()
      expect(await registry.flush()).toBe(0)
    }
    const { agentId } = trainer.seat
    const revisions = await t.db.revision.findMany({ where: { agentId }, orderBy: { number: 'asc' } })
    expect(revisions.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect(revisions.every(({ baseHash }, i) => i === 0 || baseHash === revisions[i - 1]!.hash)).toBe(true)
    expect(stored.filter((hash) => !revisions.some((revision) => revision.hash === hash))).toEqual([])
    expect(stored.length).toBeGreaterThan(6)
    expect(await headOf(agentId)).toEqual({ headHash: hashWeights(trainer.served), headNumber: 24 })
  })
})
