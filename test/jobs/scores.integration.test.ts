import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taskRegistry } from '../../game/core/task-registry.ts'
import { tasks } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtinAgentId, newId } from '../../server/base/ids.ts'
import type { JournalLine } from '../../server/base/jobs-protocol.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordScores } from '../../server/jobs/record-scores.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { voidMatch } from '../../server/jobs/void-match.ts'
import { agentView } from '../../server/store/agents.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { meView } from '../../server/store/me.ts'
import { pageSince, scoreBoard } from '../../server/store/score-board.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser } from '../../server/store/users.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

/** As if Pong were ranked by score, and played to one point as a rule. */
const scored = taskRegistry([
  {
    ...pong,
    scoring: { ...pong.scoring, ranked: 'score' },
    options: { ...pong.options, target: { ...pong.options['target']!, default: 1 } },
  },
])
const TRACKER = builtinAgentId('pong', 'middle')

describe.each(databaseKinds)('the board of a task that is ranked by score on $name', ({ open, ours }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())

  const newUser = async (name: string): Promise<string> => (await createUser(t.db, { id: newId(), name })).id
  /** A match that somebody plays with the Tracker; whether it agrees with its log is not the point here. */
  const play = async (user: string, score: number, changes: Partial<JournalLine> = {}): Promise<string> => {
    const seats = [userSeat(user), { agentId: TRACKER, name: 'Tracker' }] as const
    const line = playedLine(newId(), [...seats], { rated: false, ...changes })
    const verdict = checkLine({ ...line, seats: playedLine(line.matchId, [...seats]).seats }, scored)
    line.seats[0]!.score = score
    line.seats[1]!.score = 1
    await recordMatch(t.db, line, verdict)
    return line.matchId
  }
  const board = async (
    who: 'people' | 'agents' | 'both' = 'both',
    me: string | null = null,
    sort: 'best' | 'mean' = 'best',
  ) =>
    (await scoreBoard(t.db, { task: 'pong', who, me }, { ...pong.scoring, sort })).rows.map(
      ({ rank, name, score: { best, mean, games } }) => [rank, name, best, mean, games],
    )

  test('holds people and agents side by side by their best, with their mean; only games by the rules to their end count', async () => {
    const [ann, bob] = [await newUser('Ann Score'), await newUser('Bob Score')]
    await play(ann, 7.5)
    const best = await play(ann, 12.25)
    await play(bob, -3)
    for (const changes of [
      { mode: 'sparring' },
      { mode: 'invite' },
      { reason: 'left' },
      { reason: 'void' },
      { options: { target: 2 } },
    ] satisfies Partial<JournalLine>[])
      await play(bob, 99, changes)
    expect(await board()).toEqual([
      [1, 'Ann Score', 12.25, 9.875, 2],
      [2, 'Tracker', 1, 1, 3],
      [3, 'Bob Score', -3, -3, 1],
    ])
    expect((await board('people')).map(([rank, name]) => [rank, name])).toEqual([
      [1, 'Ann Score'],
      [2, 'Bob Score'],
    ])
    expect((await board('agents')).map(([rank, name]) => [rank, name])).toEqual([[1, 'Tracker']])
    const score = { best: 12.25, mean: 9.875, games: 2, match: best }
    expect((await meView(t.db, ann)).standings).toMatchObject([{ task: 'pong', rating: null, score }])
    expect((await agentView(t.db, TRACKER, null))?.agent.score).toMatchObject({ best: 1, games: 3 })
    expect(await t.db.rating.count({ where: { userId: { not: null } } })).toBe(0)
  })

  test('is, once a match is void, what it would be without it', async () => {
    const [cid, before] = [await newUser('Cid Score'), await board()]
    const alone = await play(cid, 5)
    const low = await play(cid, 2)
    const high = await play(cid, 20)
    await voidMatch(t.db, high)
    expect((await board())[1]).toEqual([2, 'Cid Score', 5, 3.5, 2])
    await voidMatch(t.db, low)
    expect((await board())[1]).toEqual([2, 'Cid Score', 5, 5, 1])
    await voidMatch(t.db, alone)
    expect(await board()).toEqual(before)
  })

  test('keeps the other games of somebody whose best match is void and of whom no other is kept, by their mean', async () => {
    const fay = await newUser('Fay Score')
    const others = [await play(fay, 40), await play(fay, 42)]
    const high = await play(fay, 50)
    await t.db.match.deleteMany({ where: { id: { in: others } } })
    await voidMatch(t.db, high)
    expect((await board())[0]).toEqual([1, 'Fay Score', 41, 41, 2])
    await deleteUser(t.db, fay, new Date())
  })

  // The embedded database has one transaction at a time.
  test.skipIf(ours)('loses no score that is being recorded while a match is made void', async () => {
    const gus = await newUser('Gus Score')
    const low = await play(gus, 40)
    const line = playedLine(newId(), [userSeat(gus), { name: 'Wall' }])
    line.seats[0]!.score = 50
    let voiding: Promise<unknown> = Promise.resolve()
    await t.db.$transaction(async (tx) => {
      await recordScores(tx, line)
      voiding = voidMatch(t.db, low)
      await expect.poll(() => waiting(t)).toBeGreaterThan(0)
    })
    await voiding
    expect((await board())[0]).toEqual([1, 'Gus Score', 50, 50, 1])
    await deleteUser(t.db, gus, new Date())
  })

  test('of two with the same score has the earlier one first, and forgets who was deleted', async () => {
    const [dan, eve] = [await newUser('Dan Score'), await newUser('Eve Score')]
    await play(dan, 30, { endedAt: '2026-01-03T10:00:00.000Z' })
    await play(eve, 30, { endedAt: '2026-01-02T10:00:00.000Z' })
    await play(dan, 30, { endedAt: '2026-01-01T10:00:00.000Z' })
    expect((await board()).slice(0, 2).map(([rank, name]) => [rank, name])).toEqual([
      [1, 'Eve Score'],
      [2, 'Dan Score'],
    ])
    await deleteUser(t.db, eve, new Date())
    expect((await board())[0]).toEqual([1, 'Dan Score', 30, 30, 2])
  })

  test('of the last days counts the games of these days alone, and what a void match leaves of them', async () => {
    const [kim, leo] = [await newUser('Kim Score'), await newUser('Leo Score')]
    const since = new Date('2026-03-04T15:00:00.000Z')
    const recent = async (
      who: 'people' | 'agents' | 'both',
      sort: 'best' | 'mean' = 'best',
      me: string | null = null,
    ) =>
      (await scoreBoard(t.db, { task: 'pong', who, me, since }, { ...pong.scoring, sort })).rows.map(
        ({ rank, name, score: { best, mean, games } }) => [rank, name, best, mean, games],
      )
    await play(kim, 500, { endedAt: '2026-03-04T23:59:00.000Z' })
    await play(kim, 60, { endedAt: '2026-03-05T00:01:00.000Z' })
    await play(kim, 20, { endedAt: '2026-03-05T09:00:00.000Z' })
    const high = await play(leo, 70, { endedAt: '2026-03-05T09:00:00.000Z' })
    const last = await play(leo, 10, { endedAt: '2026-03-09T09:00:00.000Z' })
    expect(await recent('people')).toEqual([
      [1, 'Leo Score', 70, 40, 2],
      [2, 'Kim Score', 60, 40, 2],
    ])
    // Of the same mean, who had their best first.
    expect((await recent('people', 'mean')).map(([rank, name]) => [rank, name])).toEqual([
      [1, 'Kim Score'],
      [2, 'Leo Score'],
    ])
    expect(await recent('agents')).toEqual([[1, 'Tracker', 1, 1, 4]])
    expect(await recent('both')).toHaveLength(3)
    const [mine] = (await scoreBoard(t.db, { task: 'pong', who: 'people', me: leo, since }, pong.scoring)).rows
    expect(mine).toMatchObject({ me: true, id: leo, score: { match: high } })

    await voidMatch(t.db, high)
    expect((await recent('people')).at(-1)).toEqual([2, 'Leo Score', 10, 10, 1])
    await voidMatch(t.db, last)
    expect((await recent('people')).map(([, name]) => name)).toEqual(['Kim Score'])
    // Who is deleted is on no board.
    await deleteUser(t.db, kim, new Date())
    expect(await recent('people')).toEqual([])
  })

  test('reads the last days along their index', async () => {
    const query = pageSince({ task: 'pong', who: 'both', since: new Date('2026-03-04'), skip: 0, own: '' }, 'best')
    const plan = await t.db.$transaction(async (tx) => {
      // Of a handful of rows a scan of all is cheaper.
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${query}`)
    })
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('ScoreDay_task_day_idx')
  })

  test('goes by the mean of all games where its task says so', async () => {
    const [hal, ida] = [await newUser('Hal Score'), await newUser('Ida Score')]
    await play(hal, 1000)
    await play(hal, 800)
    await play(ida, 950)
    expect((await board()).slice(0, 2).map(([rank, name]) => [rank, name])).toEqual([
      [1, 'Hal Score'],
      [2, 'Ida Score'],
    ])
    for (const who of ['both', 'people'] as const)
      expect((await board(who, hal, 'mean')).slice(0, 2)).toEqual([
        [1, 'Ida Score', 950, 950, 1],
        [2, 'Hal Score', 1000, 900, 2],
      ])
    expect((await board('agents', hal, 'mean')).map(([rank, name]) => [rank, name])).toEqual([[1, 'Tracker']])
  })
})

/** How many locks of this database somebody waits for. */
async function waiting({ db }: TestDatabase): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pg_locks
    WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`
  return row?.count ?? 0
}
