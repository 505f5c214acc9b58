import { tasks } from '../../game/tasks/index.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../server/store/seed.ts'
import { hashWeights, weightsToBytes } from '../../game/nets/hash.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { leaderboard } from '../../server/store/leaderboard.ts'
import { matchLog, matchView } from '../../server/store/matches.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import type { Retention } from '../../server/base/config.ts'
import { applyRetention } from '../../server/store/retention.ts'
import { pruneMatches } from '../../server/store/prune-matches.ts'
import { meView } from '../../server/store/me.ts'
import type { JournalLine } from '../../server/base/jobs-protocol.ts'
import { createUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents, testWeights } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

const RETENTION: Retention = { sparringLogs: 90, shortMatches: 1, idleGuests: 30, unratedGuests: 365, revisions: 7 }
const NONE: Retention = { sparringLogs: 0, shortMatches: 0, idleGuests: 0, unratedGuests: 0, revisions: 0 }
const START = Date.parse('2026-01-01T00:00:00Z')
const day = (days: number): Date => new Date(START + days * 24 * 3_600_000)

describe.each(databaseKinds)('retention on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())

  const user = async (name: string): Promise<string> => {
    const { id } = await createUser(t.db, { id: newId(), name })
    await t.db.user.update({ where: { id }, data: { lastSeenAt: day(0) } })
    return id
  }
  const play = async (mode: 'ranked' | 'sparring', ids: [string, string]): Promise<string> => {
    const when = { startedAt: day(0).toISOString(), endedAt: day(0).toISOString() }
    const line = playedLine(newId(), [userSeat(ids[0]), userSeat(ids[1])], { mode, rated: mode === 'ranked', ...when })
    await recordMatch(t.db, line, checkLine(line))
    return line.matchId
  }
  const users = async (): Promise<string[]> => (await t.db.user.findMany()).map(({ id }) => id)

  test('people who never played go first, then those who only sparred; who was rated or has a best score stays, and all is left where the days are 0', async () => {
    const [idle, sparring, other, rated, rival] = await Promise.all(
      ['Ida Idle', 'Sam Spar', 'Olga Other', 'Rita Rated', 'Rob Rival'].map(user),
    )
    const scorer = await user('Sue Score')
    const spar = await play('sparring', [sparring!, other!])
    const score = { best: 9, sum: 9, games: 1, matchId: await play('sparring', [scorer, rated!]), at: day(0) }
    await t.db.score.create({ data: { contender: `user:${scorer}`, task: 'pong', userId: scorer, ...score } })
    const ranked = await play('ranked', [rated!, rival!])
    const board = await leaderboard(t.db, { task: 'pong', who: 'both', me: null })
    expect(await applyRetention(t.db, NONE, day(9_999))).toMatchObject({ logs: 0, guests: 0, revisions: 0 })

    expect(await applyRetention(t.db, RETENTION, day(29))).toMatchObject({ logs: 0, guests: 0 })
    expect(await applyRetention(t.db, RETENTION, day(31))).toMatchObject({ logs: 0, guests: 1 })
    expect(await users()).not.toContain(idle)
    expect(await users()).toEqual(expect.arrayContaining([sparring, other, rated, rival]))

    expect((await matchLog(t.db, spar, null, null))?.length).toBeGreaterThan(0)
    expect(await applyRetention(t.db, RETENTION, day(91))).toMatchObject({ logs: 2, guests: 0 })
    expect(await applyRetention(t.db, RETENTION, day(91))).toMatchObject({ logs: 0, guests: 0 })
    expect(await matchLog(t.db, spar, null, null)).toBeNull()
    expect((await matchLog(t.db, ranked, null, null))?.length).toBeGreaterThan(0)

    expect(await applyRetention(t.db, RETENTION, day(366))).toMatchObject({ logs: 0, guests: 2 })
    expect(await users()).toEqual(expect.arrayContaining([rated, rival, scorer]))
    expect(await users()).not.toContain(sparring)
    // Nobody is left who could look at it.
    expect(await applyRetention(t.db, RETENTION, day(366))).toMatchObject({ matches: 1 })
    expect(await matchView(t.db, spar, null, null)).toBeNull()
    expect((await matchView(t.db, ranked, null, null))?.match.seats.map(({ id }) => id)).toEqual([rated, rival])
    expect(await leaderboard(t.db, { task: 'pong', who: 'both', me: null })).toEqual(board)
    expect(await t.db.exclusion.count()).toBe(0)
    await t.db.score.deleteMany()
  })

  test('an unrated match that was hardly played goes after a day, others stay', async () => {
    const [ann, bob] = [await user('Hasty Ann'), await user('Hasty Bob')]
    const end = (seconds: number, changes: Partial<JournalLine>) => ({
      startedAt: day(0).toISOString(),
      endedAt: new Date(day(0).getTime() + seconds * 1000).toISOString(),
      ...changes,
    })
    const lines = {
      left: end(19, { mode: 'sparring', rated: false, reason: 'left' }),
      'broken off': end(1, { mode: 'invite', rated: false, reason: 'void' }),
      'left later': end(20, { mode: 'sparring', rated: false, reason: 'left' }),
      'soon over': end(5, { mode: 'sparring', rated: false, reason: 'finished' }),
      rated: end(19, { mode: 'people', rated: true, reason: 'left' }),
    } satisfies Record<string, Partial<JournalLine>>
    const before = await t.db.match.count()
    for (const [id, changes] of Object.entries(lines)) {
      const line = playedLine(id, [userSeat(ann), userSeat(bob)], changes)
      await recordMatch(t.db, line, { ...checkLine(line), status: line.reason === 'void' ? 'void' : 'checked' })
    }
    const partner = await findOrMakePartner(t.db, { id: ann, name: 'Hasty Ann' }, DEFAULT_AGENT)
    await t.db.revision.updateMany({ where: { agentId: partner!.id }, data: { matchId: 'left' } })
    expect(await applyRetention(t.db, { ...NONE, shortMatches: 1 }, day(1))).toMatchObject({ matches: 0 })
    expect(await applyRetention(t.db, { ...NONE, shortMatches: 0 }, day(9))).toMatchObject({ matches: 0 })
    expect(await applyRetention(t.db, { ...NONE, shortMatches: 1 }, day(2))).toMatchObject({ matches: 2 })
    const kept = await t.db.match.findMany({ where: { id: { in: Object.keys(lines) } }, select: { id: true } })
    expect(kept.map(({ id }) => id).sort()).toEqual(['left later', 'rated', 'soon over'])
    expect(await t.db.match.count()).toBe(before + 3)
    expect((await meView(t.db, ann)).partners[0]?.revisions).toMatchObject([{ matchId: null }])
  })

  test('of unrated matches the newest of each person stay, and the match of a best score', async () => {
    const [many, few] = [await user('Many'), await user('Few')]
    const play = async (id: string, seats: string[], minutes: number): Promise<void> => {
      const endedAt = new Date(day(400).getTime() + minutes * 60_000).toISOString()
      const [first, second = first] = seats
      const changes = { mode: 'sparring' as const, rated: false, startedAt: day(400).toISOString(), endedAt }
      const line = playedLine(id, [userSeat(first!), seats[1] ? userSeat(second!) : { name: 'Wall' }], changes)
      await recordMatch(t.db, line, checkLine(line))
    }
    await play('best', [many], 0)
    await play('shared', [many, few], 1)
    for (let i = 0; i < 5; i++) await play(`alone ${i}`, [many], 2 + i)
    const score = { best: 9, sum: 9, games: 1, matchId: 'best', at: day(400) }
    await t.db.score.create({ data: { contender: `user:${many}`, task: 'pong', userId: many, ...score } })
    expect(await pruneMatches(t.db, { shortBefore: null, most: 3, batch: 1 })).toBe(2)
    const left = await t.db.match.findMany({
      where: { seats: { some: { userId: many } } },
      orderBy: { endedAt: 'asc' },
    })
    // What is beyond the number for one is not for the other.
    expect(left.map(({ id }) => id)).toEqual(['best', 'shared', 'alone 2', 'alone 3', 'alone 4'])
    await t.db.score.deleteMany()
  })

  test('of an old partner the newest revisions, the last of each day, checkpoints and the first stay, with their weights', async () => {
    const partner = await findOrMakePartner(t.db, { id: await user('Paula'), name: 'Paula' }, DEFAULT_AGENT)
    const agentId = partner!.id
    // Three a day, of ten days: 1 to 30.
    for (let number = 1; number <= 30; number++) {
      const weights = testWeights(1_000 + number)
      const hash = hashWeights(weights)
      await t.db.weights.create({ data: { hash, bytes: weightsToBytes(weights), count: weights.length } })
      await t.db.revision.create({
        data: {
          id: newId(),
          agentId,
          number,
          hash,
          note: 'push',
          checkpoint: number === 2,
          createdAt: day(number / 3),
        },
      })
      await t.db.agent.update({ where: { id: agentId }, data: { headNumber: number, headHash: hash } })
    }
    const numbers = async (): Promise<number[]> =>
      (await t.db.revision.findMany({ where: { agentId }, orderBy: { number: 'asc' } })).map(({ number }) => number)
    const weightsBefore = await t.db.weights.count()
    // Ten are not of the newest twenty: of the days 0 (1, 2), 1 (3–5), 2 (6–8) and 3 (9–11, of which 11 is newer).
    expect(await applyRetention(t.db, { ...NONE, revisions: 7 }, day(60))).toMatchObject({ revisions: 7 })
    expect((await numbers()).filter((number) => number <= 11)).toEqual([0, 2, 5, 8, 11])
    expect(await numbers()).toHaveLength(5 + 19)
    expect(await t.db.weights.count()).toBe(weightsBefore - 7)
    expect(await applyRetention(t.db, { ...NONE, revisions: 7 }, day(60))).toMatchObject({ revisions: 0 })
  })
})
