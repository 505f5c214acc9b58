import { deflateRawSync } from 'node:zlib'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { encodeLog } from '../../game/core/match-log.ts'
import { MatchHost } from '../../game/core/match-host.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { encodeDelta } from '../../game/nets/delta.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import type { DailyView } from '../../game/protocol/http.ts'
import { registry as tasks } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { JournalLine, SeatedAgent } from '../../server/base/jobs-protocol.ts'
import { newId } from '../../server/base/ids.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { DailyMeasurer } from '../../server/jobs/daily/measurer.ts'
import { seatNewborn, seatRaised } from '../../server/jobs/daily/seat-newborn.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { seatEarlier, seatPartner } from '../../server/jobs/seats.ts'
import { voidMatch } from '../../server/jobs/void-match.ts'
import { PushSpool } from '../../server/models/push-spool.ts'
import { ModelRegistry } from '../../server/models/registry.ts'
import { dailyView, pruneDaily } from '../../server/store/daily-board.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { exportUser } from '../../server/store/export-user.ts'
import { meView } from '../../server/store/me.ts'
import { freezePartner } from '../../server/store/partners.ts'
import { seed } from '../../server/store/seed.ts'
import { renameUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents, testSpec } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'

const DAY = '2026-11-30'
const NOON = Date.parse(`${DAY}T12:00:00Z`)
const TICKS = 600

interface Raised {
  line: JournalLine
  agent: SeatedAgent
  userId: string
}

describe.each(databaseKinds)('the newborn of the day on $name', ({ open }) => {
  let t: TestDatabase
  let folder: string
  let registry: ModelRegistry
  let measurer: DailyMeasurer
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks.tasks, testHouseAgents)
    folder = await mkdtemp(join(tmpdir(), 'sparring-daily-'))
  })
  beforeEach(async () => {
    await t.db.user.deleteMany()
    await t.db.match.deleteMany()
    const { log } = quietLog()
    registry = new ModelRegistry({ db: t.db, log, now: Date.now, spool: new PushSpool(folder) })
    measurer = new DailyMeasurer({ db: t.db, registry, tasks, log, games: 4 })
  })
  afterAll(async () => {
    await t.close()
    await rm(folder, { recursive: true })
  })

  const view = (me: string | null = null, now = NOON): Promise<DailyView | null> =>
    dailyView(t.db, tasks, { task: 'pong', me, now, seconds: 180 })
  const begin = (userId: string, name: string, day = DAY): Promise<SeatedAgent> =>
    seatNewborn({ db: t.db, registry }, { ask: 'seat-newborn', task: 'pong', userId, name }, day)

  async function push({ agentId, policy }: SeatedAgent, userId: string, by: number) {
    const served = weightsFromBytes(policy!.weights)
    const own = served.map((weight, i) => weight + by * Math.sin(i))
    const { bytes, base, hash } = encodeDelta(testSpec, served, own)
    return registry.push({ userId, agentId, matchId: 'match', base, hash, delta: bytes, stats: {} })
  }

  /** A match of ten seconds that ends by time; the person does something `every` so many ticks. */
  function lineOf(agent: SeatedAgent, userId: string, name: string, changes: Partial<JournalLine> = {}, every = 20) {
    const matchId = newId()
    const about = { decisionPeriod: 4, actionLatency: 2, reactionTicks: 0 }
    const options = completeOptions(pong, pong.timedGame!)
    const host = new MatchHost(
      pong,
      {
        match: matchId,
        task: 'pong',
        version: 1,
        options,
        startedAt: NOON,
        seats: [
          { kind: 'human', id: userId, name },
          { kind: 'agent', id: agent.agentId, name: agent.name, brain: 'policy', ...about },
        ],
      },
      new SeededChance(3),
    )
    for (let tick = 0; tick <= TICKS; tick++) {
      if (tick > 0 && tick % every === 0) host.act(0, (tick / every) % 3)
      host.advance()
    }
    host.end('time')
    const log = host.record()
    const place = (seat: number) => ({ score: log.footer.scores[seat]!, place: log.footer.places[seat]! })
    const nobody = { userId: null, agentId: null, contender: null, revisionHash: null }
    const line: JournalLine = {
      matchId,
      task: 'pong',
      taskVersion: 1,
      mode: 'sparring',
      rated: false,
      public: true,
      key: null,
      options,
      startedAt: new Date(NOON).toISOString(),
      endedAt: new Date(NOON + 180_000).toISOString(),
      reason: 'time',
      log: deflateRawSync(encodeLog(log)).toString('base64'),
      lateDecisions: 0,
      difficulty: null,
      heldBack: 0,
      newbornOf: agent.day ?? null,
      seats: [
        { seat: 0, ...nobody, userId, name, ...place(0) },
        { seat: 1, ...nobody, agentId: agent.agentId, name: agent.name, ...place(1) },
      ],
      ...changes,
    }
    return line
  }

  /** A whole try of somebody, recorded and not yet measured. */
  async function raise(userId: string, name: string, by = 0.01, changes?: Partial<JournalLine>): Promise<Raised> {
    const agent = await begin(userId, name)
    expect(await push(agent, userId, by)).toMatchObject({ ok: true })
    const line = lineOf(agent, userId, name, changes)
    await recordMatch(t.db, line, checkLine(line))
    return { line, agent, userId }
  }

  test('is the same for everybody on a day, another one the next, and fresh', async () => {
    const [ann, bob] = [await begin(newId(), 'Ann'), await begin(newId(), 'Bob')]
    expect(ann.policy!.hash).toBe(bob.policy!.hash)
    expect(ann.agentId).not.toBe(bob.agentId)
    expect(ann).toMatchObject({ name: 'Ann’s newborn', day: DAY, frozen: false, policy: { revision: 0 } })
    expect((await begin(newId(), 'Cat', '2026-12-01')).policy!.hash).not.toBe(ann.policy!.hash)
    expect(testHouseAgents.map(({ hash }) => hash)).not.toContain(ann.policy!.hash)
  })

  test('raised for its whole time, it waits, is measured once, and stands on the board with what it was at the end', async () => {
    const ann = newId()
    const { line, agent } = await raise(ann, 'Ann')
    expect(await view(ann)).toMatchObject({
      day: DAY,
      nextAt: '2026-12-01T00:00:00.000Z',
      rows: [],
      tries: [{ match: line.matchId, outcome: 'waiting', score: null }],
      triesLeft: 2,
      yesterday: null,
    })
    // It learns nothing any more.
    expect(await push(agent, ann, 0.02)).toMatchObject({ ok: false })
    expect(await measurer.measureAll()).toBe(1)
    expect(await measurer.measureAll()).toBe(0)
    const [row] = (await view(ann))!.rows
    expect(row).toMatchObject({ rank: 1, name: 'Ann', me: true, agent: agent.agentId, match: line.matchId })
    expect(row!.score).toBeGreaterThanOrEqual(0)
    expect(row!.margin).toBeGreaterThan(0)
    const { headHash } = await t.db.agent.findUniqueOrThrow({ where: { id: agent.agentId } })
    expect(await t.db.dailyAttempt.findUniqueOrThrow({ where: { matchId: line.matchId } })).toMatchObject({
      outcome: 'measured',
      hash: headHash,
    })
    expect(headHash).not.toBe(agent.policy!.hash)
    const revisions = await t.db.revision.findMany({ where: { agentId: agent.agentId }, orderBy: { number: 'asc' } })
    expect(revisions.map(({ hash }) => hash)).toEqual([agent.policy!.hash, headHash])
    // Anybody can play against it.
    const asked = { ask: 'seat-raised', task: 'pong', agentId: agent.agentId } as const
    expect(await seatRaised({ db: t.db, registry }, asked)).toMatchObject({ frozen: true, policy: { hash: headHash } })
    expect(await view(newId())).toMatchObject({ rows: [{ me: false }], tries: [], triesLeft: 3 })
  })

  test('a measure that was cut off is made again, and comes to the same', async () => {
    const { line } = await raise(newId(), 'Ann')
    const cut = new DailyMeasurer({ db: t.db, registry, tasks, log: quietLog().log, games: 400 })
    const going = cut.measureAll()
    cut.stop()
    await going.catch(() => undefined)
    const where = { matchId: line.matchId }
    expect(await t.db.dailyAttempt.findUniqueOrThrow({ where })).toMatchObject({ outcome: 'waiting', score: null })
    await measurer.measureAll()
    const { score } = await t.db.dailyAttempt.findUniqueOrThrow({ where })
    await t.db.dailyAttempt.update({ where, data: { outcome: 'waiting', score: null } })
    await measurer.measureAll()
    expect((await t.db.dailyAttempt.findUniqueOrThrow({ where })).score).toBe(score)
  })

  test('the best of three tries counts, and nobody has a fourth', async () => {
    const [ann, bob] = [newId(), newId()]
    const tries = [await raise(ann, 'Ann'), await raise(ann, 'Ann', 0.02), await raise(ann, 'Ann', 0.03)]
    await expect(begin(ann, 'Ann')).rejects.toMatchObject({ code: 'no-tries' })
    const other = await raise(bob, 'Bob')
    const set = (matchId: string, score: number) =>
      t.db.dailyAttempt.update({ where: { matchId }, data: { outcome: 'measured', score, margin: 0.02, hash: 'x' } })
    for (const [i, score] of [0.3, 0.6, 0.5].entries()) await set(tries[i]!.line.matchId, score)
    await set(other.line.matchId, 0.55)
    const board = (await view(bob))!
    expect(board.rows.map(({ rank, name, score, me }) => [rank, name, score, me])).toEqual([
      [1, 'Ann', 0.6, false],
      [2, 'Bob', 0.55, true],
    ])
    expect(board).toMatchObject({ trainers: 2, triesLeft: 2 })
    // The day after, the strongest of the day before is told, and all tries are new.
    const later = (await view(ann, NOON + 24 * 3_600_000))!
    expect(later).toMatchObject({
      rows: [],
      tries: [],
      triesLeft: 3,
      yesterday: { name: 'Ann', score: 0.6, match: expect.any(String) },
    })
    // A fourth that was begun before the third was recorded is no try.
    const late = lineOf(tries[0]!.agent, ann, 'Ann')
    await recordMatch(t.db, late, checkLine(late))
    expect((await view(ann))!.tries).toHaveLength(3)
  })

  test('who leaves has used a try and gets no score, who leaves at once has not, and who does nothing is not measured', async () => {
    const ann = newId()
    const soon = { reason: 'left', endedAt: new Date(NOON + 5_000).toISOString() }
    await raise(ann, 'Ann', 0.01, soon)
    expect((await view(ann))!.triesLeft).toBe(3)
    await raise(ann, 'Ann', 0.01, { reason: 'left', endedAt: new Date(NOON + 60_000).toISOString() })
    const agent = await begin(ann, 'Ann')
    const idle = lineOf(agent, ann, 'Ann', {}, 10 * TICKS)
    await recordMatch(t.db, idle, checkLine(idle))
    expect(await measurer.measureAll()).toBe(0)
    expect(await view(ann)).toMatchObject({ tries: [{ outcome: 'left' }, { outcome: 'idle' }], triesLeft: 1, rows: [] })
    await raise(ann, 'Ann', 0.01, { reason: 'void' })
    expect((await view(ann))!.triesLeft).toBe(1)
  })

  test('it is no partner: not listed, not counted, and not to be changed as one', async () => {
    const ann = newId()
    const { agent } = await raise(ann, 'Ann')
    expect((await meView(t.db, ann)).partners).toEqual([])
    expect(await freezePartner(t.db, ann, agent.agentId, false)).toBe('not-found')
    const deps = { db: t.db, registry }
    const ask = { ask: 'seat-partner', task: 'pong', userId: ann, name: 'Ann', parentId: null } as const
    expect(await seatPartner(deps, ask)).toMatchObject({ name: 'Ann’s partner' })
    // Nor does it learn on, or play as it was, where it is asked for as a partner: while it is raised or after that, by whomever.
    const { agentId } = await begin(ann, 'Ann')
    for (const id of [agent.agentId, agentId]) {
      for (const userId of [ann, newId()])
        await expect(seatPartner(deps, { ...ask, userId, parentId: id })).rejects.toThrow('There is no such agent')
      const earlier = { ask: 'seat-earlier', task: 'pong', userId: ann, agentId: id, revision: 0 } as const
      await expect(seatEarlier(deps, earlier)).rejects.toMatchObject({ code: 'no-earlier-self' })
    }
  })

  test('no more begin where a person gave up so many, or so many wait to be measured', async () => {
    const ann = newId()
    const few = { ...LIMITS, dailyBeginnings: 2, dailyWaiting: 1 }
    const limited = (userId: string) =>
      seatNewborn({ db: t.db, registry }, { ask: 'seat-newborn', task: 'pong', userId, name: 'Ann' }, DAY, few)
    await limited(ann)
    await limited(ann)
    await expect(limited(ann)).rejects.toMatchObject({ code: 'no-beginnings' })
    await raise(newId(), 'Bob')
    await expect(limited(newId())).rejects.toMatchObject({ code: 'daily-full' })
  })

  test('says that no try is left to who gave up too many', async () => {
    const ann = newId()
    for (let i = 0; i < LIMITS.dailyBeginnings - 1; i++) await begin(ann, 'Ann')
    expect((await view(ann))!.triesLeft).toBe(1)
    await begin(ann, 'Ann')
    expect(await view(ann)).toMatchObject({ tries: [], triesLeft: 0 })
    await expect(begin(ann, 'Ann')).rejects.toMatchObject({ code: 'no-beginnings' })
  })

  test('those are measured first of whose trainer the fewest were, and of them who waited longest', async () => {
    const [ann, bob] = [newId(), newId()]
    const at = (minutes: number) => ({ endedAt: new Date(NOON + minutes * 60_000).toISOString() })
    const [first, second, other] = [
      await raise(ann, 'Ann', 0.01, at(3)),
      await raise(ann, 'Ann', 0.02, at(6)),
      await raise(bob, 'Bob', 0.01, at(9)),
    ]
    const order: unknown[] = []
    const { log } = quietLog()
    const noting = Object.assign(Object.create(log) as typeof log, {
      info: (about: { matchId: string }) => order.push(about.matchId),
    })
    await new DailyMeasurer({ db: t.db, registry, tasks, log: noting, games: 2 }).measureAll()
    expect(order).toEqual([first, other, second].map(({ line }) => line.matchId))
  })

  test('one whose match is voided stands on no board, is not measured, and its trainer has that try again', async () => {
    const ann = newId()
    const [measured, waiting] = [await raise(ann, 'Ann'), await raise(ann, 'Ann', 0.02)]
    await t.db.dailyAttempt.update({
      where: { matchId: measured.line.matchId },
      data: { outcome: 'measured', score: 0.5, margin: 0.1, hash: 'x' },
    })
    for (const { line } of [measured, waiting]) expect(await voidMatch(t.db, line.matchId)).toEqual({ ratings: 0 })
    expect(await view(ann)).toMatchObject({ rows: [], tries: [], triesLeft: 3 })
    expect(await measurer.measureAll()).toBe(0)
  })

  test('a person takes everything of it along, is named as they are called now, and leaves nothing behind', async () => {
    const ann = newId()
    const { agent, line } = await raise(ann, 'Ann')
    await measurer.measureAll()
    await renameUser(t.db, { id: ann, name: 'Ann' }, 'Anna Karenina')
    expect((await view())!.rows).toMatchObject([{ name: 'Anna Karenina' }])
    expect(await t.db.agent.findUnique({ where: { id: agent.agentId } })).toMatchObject({
      name: 'Anna Karenina’s newborn',
    })
    let text = ''
    for await (const piece of await exportUser(t.db, { id: ann, name: '' })) text += piece
    expect(JSON.parse(text)).toMatchObject({
      dailyAttempts: [{ matchId: line.matchId, outcome: 'measured' }],
      partners: [{ id: agent.agentId, day: DAY }],
    })
    await deleteUser(t.db, ann, new Date(NOON))
    expect(await view()).toMatchObject({ rows: [], trainers: 0 })
    expect(await t.db.dailyAttempt.count()).toBe(0)
    expect(await t.db.agent.count({ where: { day: { not: null } } })).toBe(0)
  })

  test('boards are kept for ninety days, and of a day that is over only the best of each', async () => {
    const ann = newId()
    const [worse, better] = [await raise(ann, 'Ann'), await raise(ann, 'Ann', 0.02)]
    const given = await begin(ann, 'Ann')
    for (const [one, score] of [
      [worse, 0.2],
      [better, 0.4],
    ] as const)
      await t.db.dailyAttempt.update({
        where: { matchId: one.line.matchId },
        data: { outcome: 'measured', score, margin: 0.1, hash: 'x' },
      })
    const after = (days: number) => new Date(NOON + days * 24 * 3_600_000)
    expect(await pruneDaily(t.db, after(1))).toBe(0)
    expect(await pruneDaily(t.db, after(2))).toBe(2)
    const heads = async () =>
      Promise.all(
        [worse.agent, better.agent, given].map(
          async ({ agentId: id }) => (await t.db.agent.findUniqueOrThrow({ where: { id } })).headHash !== null,
        ),
      )
    expect(await heads()).toEqual([false, true, false])
    expect(await pruneDaily(t.db, after(90))).toBe(0)
    expect(await t.db.dailyAttempt.count()).toBe(2)
    expect(await pruneDaily(t.db, after(91))).toBe(1)
    expect(await t.db.dailyAttempt.count()).toBe(0)
    expect(await heads()).toEqual([false, false, false])
  })
})
