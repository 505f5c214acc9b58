import { tasks } from '../../game/tasks/index.ts'
import { describe, expect, test } from 'vitest'
import { seed } from '../../server/store/seed.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { voidMatch } from '../../server/jobs/void-match.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

/** Rated matches in their order: people by name, and the middle built-in. */
const PLAYED = [
  ['one', 'ann', 'bob'],
  ['two', 'bob', 'cid'],
  ['three', 'ann', 'tracker'],
  ['four', 'cid', 'ann'],
  ['five', 'dot', 'eve'],
] as const

describe.each(databaseKinds)('voiding a match on $name', ({ open }) => {
  async function played(without: string[]): Promise<TestDatabase> {
    const t = await open()
    await seed(t.db, tasks, testHouseAgents)
    const agentId = builtinAgentId('pong', 'middle')
    const { checkpointId } = await t.db.agent.findUniqueOrThrow({ where: { id: agentId } })
    const seat = (name: string) =>
      name === 'tracker'
        ? { name, agentId, contender: `checkpoint:${checkpointId}` }
        : userSeat(name.padEnd(16, '0'), name)
    for (const [id, left, right] of PLAYED) {
      const line = playedLine(id, [seat(left), seat(right)])
      if (!without.includes(id)) await recordMatch(t.db, line, checkLine(line))
    }
    return t
  }

  /** Ratings, their history and what the seats say of them. Checkpoints have ids of their own in each database. */
  const ratingsIn = async ({ db }: TestDatabase) => ({
    ratings: (await db.rating.findMany({ where: { games: { gt: 0 } }, orderBy: [{ userId: 'asc' }] })).map(
      ({ userId, mu, sigma, games, wins, losses, opponents }) => ({
        userId,
        mu,
        sigma,
        games,
        wins,
        losses,
        opponents,
      }),
    ),
    history: (await db.ratingHistory.findMany({ orderBy: [{ matchId: 'asc' }, { mu: 'asc' }] })).map(
      ({ matchId, mu, sigma }) => ({ matchId, mu, sigma }),
    ),
    seats: (
      await db.matchSeat.findMany({ where: { muAfter: { not: null } }, orderBy: [{ matchId: 'asc' }, { seat: 'asc' }] })
    ).map(({ matchId, seat, muBefore, sigmaBefore, muAfter, sigmaAfter }) => [
      matchId,
      seat,
      muBefore,
      sigmaBefore,
      muAfter,
      sigmaAfter,
    ]),
  })

  test('leaves every rating as if it had never been played', async () => {
    const [t, never] = [await played([]), await played(['two'])]
    const before = await ratingsIn(t)
    // bob and cid, and ann who played cid later; not the tracker, whom ann played before that.
    expect(await voidMatch(t.db, 'two')).toEqual({ ratings: 3 })
    expect(await ratingsIn(t)).not.toEqual(before)
    expect(await ratingsIn(t)).toEqual(await ratingsIn(never))
    expect(await t.db.match.findUnique({ where: { id: 'two' }, select: { status: true } })).toEqual({ status: 'void' })
    expect(await voidMatch(t.db, 'two')).toBeNull()
    expect(await voidMatch(t.db, 'none')).toBeNull()
    await Promise.all([t.close(), never.close()])
  })

  test('lets the rating that a deleted person had in their matches stand', async () => {
    const t = await played([])
    await deleteUser(t.db, 'cid'.padEnd(16, '0'), new Date())
    const before = await t.db.matchSeat.findMany({ where: { matchId: 'two' }, orderBy: { seat: 'asc' } })
    expect(await voidMatch(t.db, 'five')).toEqual({ ratings: 2 })
    expect(await t.db.matchSeat.findMany({ where: { matchId: 'two' }, orderBy: { seat: 'asc' } })).toEqual(before)
    // Who has played nothing else is not rated.
    expect(await t.db.rating.count({ where: { userId: { not: null }, games: 0 } })).toBe(0)
    await t.close()
  })
})
