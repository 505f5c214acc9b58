import { tasks } from '../../game/tasks/index.ts'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, encodeLog } from '../../game/core/match-log.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { parseJournalLine } from '../../server/base/journal-line.ts'
import { exportUser } from '../../server/store/export-user.ts'
import { makeRecoveryLink } from '../../server/store/recovery.ts'
import { seed } from '../../server/store/seed.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { readExclusions } from '../../server/store/exclusions.ts'
import { DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { leaderboard } from '../../server/store/leaderboard.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { createUser, findUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents, testWeights } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { hashWeights, weightsToBytes } from '../../game/nets/hash.ts'

describe.each(databaseKinds)('deleting a person on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())

  const namesIn = (log: Uint8Array): string[] => decodeLog(inflateRawSync(log)).header.seats.map(({ name }) => name)
  const play = (id: string, ann: string, bob: string): ReturnType<typeof playedLine> => {
    const line = playedLine(id, [userSeat(ann, 'Ann'), userSeat(bob, 'Bob')])
    const log = decodeLog(inflateRawSync(Buffer.from(line.log, 'base64')))
    log.header.seats = log.header.seats.map((seat, i) => ({
      ...seat,
      id: i === 0 ? ann : bob,
      name: i === 0 ? 'Ann' : 'Bob',
    }))
    return { ...line, log: deflateRawSync(encodeLog(log)).toString('base64') }
  }

  test('leaves the matches to the others without the name, and nothing else', async () => {
    const [ann, bob] = [newId(), newId()]
    for (const [id, name] of [
      [ann, 'Ann'],
      [bob, 'Bob'],
    ] as const)
      await createUser(t.db, { id, name })
    const line = play(newId(), ann, bob)
    await recordMatch(t.db, line, checkLine(line))
    const partner = await findOrMakePartner(t.db, { id: ann, name: 'Ann' }, DEFAULT_AGENT)
    const weights = testWeights(99)
    const hash = hashWeights(weights)
    await t.db.weights.create({ data: { hash, bytes: weightsToBytes(weights), count: weights.length } })
    await t.db.revision.create({ data: { id: newId(), agentId: partner!.id, number: 1, hash, note: 'push' } })
    const bobs = await t.db.rating.findMany({ where: { userId: bob } })

    expect(await deleteUser(t.db, ann, new Date())).toBe(true)
    expect(await deleteUser(t.db, ann, new Date())).toBe(false)
    expect(await findUser(t.db, ann)).toBeNull()
    expect(await t.db.agent.findUnique({ where: { id: partner!.id } })).toBeNull()
    expect(await t.db.weights.findUnique({ where: { hash } })).toBeNull()
    expect(await t.db.rating.count({ where: { contender: `user:${ann}` } })).toBe(0)
    expect(await t.db.ratingHistory.count({ where: { contender: `user:${ann}` } })).toBe(0)
    expect(await t.db.rating.findMany({ where: { userId: bob } })).toEqual(bobs)
    const match = await t.db.match.findUniqueOrThrow({
      where: { id: line.matchId },
      include: { seats: { orderBy: { seat: 'asc' } } },
    })
    expect(match.seats).toMatchObject([
      { userId: null, name: 'Deleted player' },
      { userId: bob, name: 'Bob' },
    ])
    expect(namesIn(match.log)).toEqual(['Deleted player', 'Bob'])
    expect(checkLog(pong, decodeLog(inflateRawSync(match.log)))).toEqual({ ok: true })
    const everything = JSON.stringify([
      await t.db.user.findMany(),
      await t.db.agent.findMany(),
      await t.db.matchSeat.findMany(),
      (await leaderboard(t.db, { task: 'pong', who: 'both', me: ann })).rows,
    ])
    expect(everything).not.toContain('Ann')
    expect(everything).not.toContain(ann)
  })

  test('a result that was still in the journal does not bring them back, and rates nobody', async () => {
    const [ann, bob] = [newId(), newId()]
    for (const [id, name] of [
      [ann, 'Ann'],
      [bob, 'Bob'],
    ] as const)
      await createUser(t.db, { id, name })
    await deleteUser(t.db, ann, new Date())
    const line = play(newId(), ann, bob)
    expect(await recordMatch(t.db, line, checkLine(line))).toEqual({ ratings: null })
    expect(await findUser(t.db, ann)).toBeNull()
    expect((await readExclusions(t.db)).deleted).toContain(ann)
    const match = await t.db.match.findUniqueOrThrow({
      where: { id: line.matchId },
      include: { seats: { orderBy: { seat: 'asc' } } },
    })
    expect(match).toMatchObject({ rated: false, status: 'checked' })
    expect(match.seats).toMatchObject([
      { userId: null, name: 'Deleted player' },
      { userId: bob, name: 'Bob' },
    ])
    expect(namesIn(match.log)).toEqual(['Deleted player', 'Bob'])
  })

  test('nor does one in which only their partner played, whoever played it', async () => {
    const [ann, bob] = [newId(), newId()]
    await createUser(t.db, { id: ann, name: 'Annabel' })
    await createUser(t.db, { id: bob, name: 'Bobby' })
    const { id: partner } = (await findOrMakePartner(t.db, { id: ann, name: 'Annabel' }, DEFAULT_AGENT))!
    const played = play(newId(), bob, partner)
    const log = decodeLog(inflateRawSync(Buffer.from(played.log, 'base64')))
    log.header.seats[1] = { ...log.header.seats[1]!, id: partner, name: 'Annabel’s partner' }
    const seats = [
      { ...played.seats[0]!, contender: null },
      { ...played.seats[1]!, userId: null, contender: null, agentId: partner, ownerId: ann, name: 'Annabel’s partner' },
    ]
    const line = { ...played, rated: false, seats, log: deflateRawSync(encodeLog(log)).toString('base64') }
    const lines = (['sparring', 'ranked'] as const).map((mode) => ({ ...line, mode, matchId: newId() }))
    // As it is written to the journal and read again: of today, and from before owners were written.
    const earlier = {
      ...line,
      mode: 'sparring' as const,
      matchId: newId(),
      seats: seats.map(({ ownerId: _, ...seat }) => seat),
    }
    await deleteUser(t.db, ann, new Date())
    for (const one of [...lines, earlier]) {
      const read = parseJournalLine(JSON.stringify(one))!
      await recordMatch(t.db, read, checkLine(read))
      const match = await t.db.match.findUniqueOrThrow({
        where: { id: one.matchId },
        include: { seats: { orderBy: { seat: 'asc' } } },
      })
      expect(match.seats).toMatchObject([{ userId: bob }, { agentId: null, name: 'Deleted partner' }])
      expect(JSON.stringify(decodeLog(inflateRawSync(match.log)).header)).not.toContain('Annabel')
    }
  })

  test('what they take with them says that they have a recovery link, and since when, but not what it opens', async () => {
    const ann = await createUser(t.db, { id: newId(), name: 'Ann Links' })
    const at = new Date('2026-05-01T10:00:00.000Z')
    const secret = await makeRecoveryLink(t.db, ann, at)
    let text = ''
    for await (const piece of await exportUser(t.db, ann)) text += piece
    expect(JSON.parse(text).user).toMatchObject({ name: 'Ann Links', recoveryLink: { createdAt: at.toISOString() } })
    const { hash } = await t.db.recoveryLink.findUniqueOrThrow({ where: { userId: ann.id } })
    expect(text).not.toContain(secret)
    expect(text).not.toContain(hash)
  })
})
