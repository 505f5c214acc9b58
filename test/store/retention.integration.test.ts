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
import { createUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents, testWeights } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

const RETENTION: Retention = { sparringLogs: 90, idleGuests: 30, unratedGuests: 365, revisions: 7 }
const NONE: Retention = { sparringLogs: 0, idleGuests: 0, unratedGuests: 0, revisions: 0 }
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

  test('people who never played go first, then those who only sparred; who was rated stays, and all is left where the days are 0', async () => {
    const [idle, sparring, other, rated, rival] = await Promise.all(
      ['Ida Idle', 'Sam Spar', 'Olga Other', 'Rita Rated', 'Rob Rival'].map(user),
    )
    const spar = await play('sparring', [sparring!, other!])
    const ranked = await play('ranked', [rated!, rival!])
    const board = await leaderboard(t.db, { task: 'pong', who: 'both', me: null })
    expect(await applyRetention(t.db, NONE, day(9_999))).toMatchObject({ logs: 0, guests: 0, revisions: 0 })

    expect(await applyRetention(t.db, RETENTION, day(29))).toMatchObject({ logs: 0, guests: 0 })
    expect(await applyRetention(t.db, RETENTION, day(31))).toMatchObject({ logs: 0, guests: 1 })
    expect(await users()).not.toContain(idle)
    expect(await users()).toEqual(expect.arrayContaining([sparring, other, rated, rival]))

    expect((await matchLog(t.db, spar, null, null))?.length).toBeGreaterThan(0)
    expect(await applyRetention(t.db, RETENTION, day(91))).toMatchObject({ logs: 1, guests: 0 })
    expect(await applyRetention(t.db, RETENTION, day(91))).toMatchObject({ logs: 0, guests: 0 })
    expect(await matchLog(t.db, spar, null, null)).toBeNull()
    expect((await matchLog(t.db, ranked, null, null))?.length).toBeGreaterThan(0)

    expect(await applyRetention(t.db, RETENTION, day(366))).toMatchObject({ logs: 0, guests: 2 })
    expect(await users()).toEqual(expect.arrayContaining([rated, rival]))
    expect(await users()).not.toContain(sparring)
    expect((await matchView(t.db, spar, null, null))?.match.seats.map(({ name }) => name)).toEqual([
      'Deleted player',
      'Deleted player',
    ])
    expect((await matchView(t.db, ranked, null, null))?.match.seats.map(({ id }) => id)).toEqual([rated, rival])
    expect(await leaderboard(t.db, { task: 'pong', who: 'both', me: null })).toEqual(board)
    expect(await t.db.exclusion.count()).toBe(0)
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
