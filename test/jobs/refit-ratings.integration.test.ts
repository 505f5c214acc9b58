import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRating } from '../../game/league/first-ratings.ts'
import { INITIAL, rate, RATING_VERSION } from '../../game/league/rating.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtinAgentId, newId } from '../../server/base/ids.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { refitRatings } from '../../server/jobs/refit-ratings.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

describe.each(databaseKinds)('ratings of an earlier version on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, [pong], testHouseAgents)
  })
  afterAll(() => t.close())

  test('are computed anew from the matches, each contender from where one begins today', async () => {
    const ann = (await createUser(t.db, { id: newId(), name: 'Ann' })).id
    const agent = await t.db.agent.findUniqueOrThrow({ where: { id: builtinAgentId('pong', 'easy') } })
    const contender = `checkpoint:${agent.checkpointId}`
    const line = playedLine(newId(), [userSeat(ann), { name: agent.name, agentId: agent.id, contender }])
    await recordMatch(t.db, line, checkLine(line))
    const fresh = await t.db.rating.findMany({ orderBy: { contender: 'asc' } })

    // As they were: begun with other uncertainties.
    const [oldAnn, oldEasy] = [
      { mu: 25, sigma: 25 / 3 },
      { mu: 10, sigma: 25 / 6 },
    ]
    const [annAfter, easyAfter] = rate([
      { ...oldAnn, place: line.seats[0]!.place },
      { ...oldEasy, place: line.seats[1]!.place },
    ])
    const rows = [
      { contender: `user:${ann}`, seat: 0, before: oldAnn, after: annAfter! },
      { contender, seat: 1, before: oldEasy, after: easyAfter! },
    ]
    for (const { contender: who, seat, before, after } of rows) {
      await t.db.rating.updateMany({ where: { contender: who }, data: { ...after, version: 0 } })
      await t.db.ratingHistory.updateMany({ where: { contender: who }, data: after })
      await t.db.matchSeat.update({
        where: { matchId_seat: { matchId: line.matchId, seat } },
        data: { muBefore: before.mu, sigmaBefore: before.sigma, muAfter: after.mu, sigmaAfter: after.sigma },
      })
    }
    await t.db.rating.updateMany({ where: { games: 0 }, data: { sigma: 25 / 6, version: 0 } })

    expect(await refitRatings(t.db)).toBe(1)
    expect(await t.db.rating.findMany({ orderBy: { contender: 'asc' } })).toEqual(fresh)
    const seats = await t.db.matchSeat.findMany({ where: { matchId: line.matchId }, orderBy: { seat: 'asc' } })
    expect(seats.map(({ muBefore, sigmaBefore }) => ({ mu: muBefore, sigma: sigmaBefore }))).toEqual([
      INITIAL,
      firstRating('pong', 'easy'),
    ])
    const history = await t.db.ratingHistory.findFirstOrThrow({ where: { contender: `user:${ann}` } })
    expect(history.sigma).toBe(seats[0]!.sigmaAfter)
    expect(fresh.every(({ version }) => version === RATING_VERSION)).toBe(true)
    expect(await refitRatings(t.db)).toBe(0)
  })

  test('are computed anew in the order of the matches; what a deleted person was rated stands, and so does the rest of a replaced checkpoint', async () => {
    await t.db.match.deleteMany()
    await t.db.ratingHistory.deleteMany()
    await t.db.user.deleteMany()
    const [ann, bob, cid] = await Promise.all(
      ['Ann', 'Bob', 'Cid'].map(async (name) => (await createUser(t.db, { id: newId(), name })).id),
    )
    const easy = builtinAgentId('pong', 'easy')
    const checkpoint = async (): Promise<string> =>
      (await t.db.agent.findUniqueOrThrow({ where: { id: easy } })).checkpointId!
    const play = async (...seats: Parameters<typeof playedLine>[1]): Promise<string> => {
      const line = playedLine(newId(), seats)
      await recordMatch(t.db, line, checkLine(line))
      return line.matchId
    }
    const agentSeat = (id: string) => ({ name: 'Ball', agentId: easy, contender: `checkpoint:${id}` })
    const before = await checkpoint()
    await play(userSeat(ann!), agentSeat(before))
    const withCid = await play(userSeat(cid!), userSeat(ann!))
    await t.db.revision.create({
      data: { id: newId(), agentId: easy, number: 1, hash: 'another', note: 'seed', checkpoint: true },
    })
    const { id: after } = await t.db.revision.findFirstOrThrow({ where: { agentId: easy, number: 1 } })
    await t.db.agent.update({ where: { id: easy }, data: { checkpointId: after, headNumber: 1 } })
    await play(userSeat(bob!), agentSeat(after))
    await play(userSeat(bob!), userSeat(ann!))
    await play(userSeat(ann!), agentSeat(after))
    await deleteUser(t.db, cid!, new Date())
    const ratings = () => t.db.rating.findMany({ orderBy: { contender: 'asc' } })
    const seats = () => t.db.matchSeat.findMany({ orderBy: [{ matchId: 'asc' }, { seat: 'asc' }] })
    const history = () => t.db.ratingHistory.findMany({ orderBy: { id: 'asc' } })
    // A checkpoint of which nothing was measured when it came began as anybody does; today it begins by its agent's measure.
    await t.db.rating.updateMany({ data: { version: 0 } })
    await refitRatings(t.db)
    const fresh = [await ratings(), await seats(), await history()] as const
    const gone = await t.db.matchSeat.findFirstOrThrow({ where: { matchId: withCid, name: 'Deleted player' } })
    expect(gone).toMatchObject({ muBefore: INITIAL.mu, sigmaBefore: INITIAL.sigma })

    // All but the deleted person's are spoiled; the matches and their order say all again.
    await t.db.rating.updateMany({
      where: { games: { gt: 0 } },
      data: { mu: 1, sigma: 9, games: 99, wins: 99, losses: 0, version: 0 },
    })
    await t.db.ratingHistory.updateMany({ data: { mu: 1, sigma: 9 } })
    await t.db.matchSeat.updateMany({
      where: { OR: [{ userId: { not: null } }, { agentId: easy }] },
      data: { muBefore: 1, sigmaBefore: 9, muAfter: 1, sigmaAfter: 9 },
    })
    expect(await refitRatings(t.db)).toBe(1)
    expect([await ratings(), await seats(), await history()]).toEqual(fresh)
    const games = new Map(fresh[0].map((row) => [row.contender, row.games]))
    expect(
      [`user:${ann}`, `user:${bob}`, `checkpoint:${before}`, `checkpoint:${after}`].map((who) => games.get(who)),
    ).toEqual([4, 2, 1, 2])
  })

  test('are given up where the process ends, and stay as they were', async () => {
    await t.db.rating.updateMany({ data: { version: 0 } })
    const before = await t.db.rating.findMany({ orderBy: { contender: 'asc' } })
    await expect(refitRatings(t.db, AbortSignal.abort(new Error('It ends.')))).rejects.toThrow('It ends.')
    expect(await t.db.rating.findMany({ orderBy: { contender: 'asc' } })).toEqual(before)
  })
})
