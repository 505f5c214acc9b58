import { tasks } from '../../game/tasks/index.ts'
import { type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MeView, SessionView } from '../../game/protocol/http.ts'
import { builtinAgentId, DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { signSession } from '../../server/http/session.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import {
  banUser,
  type ExclusionList,
  exclusionReader,
  forgetStrangers,
  readExclusions,
} from '../../server/store/exclusions.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { applyRetention } from '../../server/store/retention.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser, findUser, namesOf, renameUser, type UserRow } from '../../server/store/users.ts'
import { Browser, openApi, secret } from '../support/api-server.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { quietLog } from '../support/quiet-log.ts'

describe.each(databaseKinds)('a guest on $name', ({ open }) => {
  let t: TestDatabase
  let server: Server
  let origin = ''
  let clock = 0
  let exclusions: ExclusionList

  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
    ;({ origin, server, exclusions } = await openApi(t.db, { log: quietLog().log, now: () => Date.now() + clock }))
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await t.close()
  })

  const known = async (browser: Browser): Promise<UserRow> =>
    SessionView.parse((await browser.ask('POST', '/api/session', {})).body).user!
  const rows = (): Promise<number> => t.db.user.count()
  const lineOf = (...people: UserRow[]): ReturnType<typeof playedLine> =>
    playedLine(newId(), [userSeat(people[0]!.id, people[0]!.name), userSeat(people[1]!.id, people[1]!.name)])

  test('fills nothing, however many come: a row is for what is to be kept', async () => {
    const before = await rows()
    for (let i = 0; i < 40; i++) {
      const browser = new Browser(origin)
      const me = await known(browser)
      expect(me.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d\d$/)
      expect(MeView.parse((await browser.ask('GET', '/api/me')).body)).toMatchObject({ user: me, partners: [] })
      expect(await known(browser)).toEqual(me)
      clock += 10_000
    }
    expect(await rows()).toBe(before)
  })

  test('has a row from the first name, partner or recorded match on, under the id and the name of the session', async () => {
    const [named, taught, played] = [new Browser(origin), new Browser(origin), new Browser(origin)]
    const people = [await known(named), await known(taught), await known(played)] as const
    const other = { id: newId(), name: 'Other Guest 10' }
    const before = await rows()
    await named.ask('POST', '/api/me/name', { name: 'Chosen Name' })
    await findOrMakePartner(t.db, people[1], DEFAULT_AGENT)
    const line = lineOf(people[2], other)
    await recordMatch(t.db, line, checkLine(line))
    expect(await rows()).toBe(before + 4)
    expect(await findUser(t.db, people[0].id)).toEqual({ id: people[0].id, name: 'Chosen Name' })
    for (const person of [people[1], people[2], other]) expect(await findUser(t.db, person.id)).toEqual(person)
  })

  test('gets no row for what is refused', async () => {
    const browser = new Browser(origin)
    const me = await known(browser)
    await createUser(t.db, { id: newId(), name: 'Somebody Else' })
    const before = await rows()
    expect((await browser.ask('POST', '/api/me/name', { name: 'S0mebody Else' })).status).toBe(409)
    expect((await browser.ask('POST', '/api/me/name', { name: 'Minute' })).status).toBe(400)
    expect(await findOrMakePartner(t.db, me, builtinAgentId('pong', 'easy'))).toBeNull()
    expect(await findOrMakePartner(t.db, me, newId())).toBeNull()
    expect(await rows()).toBe(before)
  })

  test('has one row, whatever needs it first, at once and again', async () => {
    const [me, other] = [
      { id: newId(), name: 'Busy Bee 12' },
      { id: newId(), name: 'Busy Bee 13' },
    ]
    const lines = Array.from({ length: 4 }, (_, i) => (i % 2 ? lineOf(me, other) : lineOf(other, me)))
    const before = await rows()
    await Promise.all([
      ...lines.map((line) => recordMatch(t.db, line, checkLine(line))),
      findOrMakePartner(t.db, me, DEFAULT_AGENT),
      renameUser(t.db, me, 'Very Busy Bee'),
      recordMatch(t.db, lines[0]!, checkLine(lines[0]!)),
    ])
    expect(await rows()).toBe(before + 2)
    expect(await findUser(t.db, me.id)).toEqual({ id: me.id, name: 'Very Busy Bee' })
    expect(await t.db.rating.findFirst({ where: { userId: me.id } })).toMatchObject({ games: 4 })
  })

  test('is not called what somebody else is called by now, though an old cookie says so', async () => {
    const old = { id: newId(), name: 'Famous Name' }
    expect(await namesOf(t.db, [old])).toEqual({ [old.id]: 'Famous Name' })
    await createUser(t.db, { id: newId(), name: 'Famous Name' })
    const names = await namesOf(t.db, [old])
    expect(names[old.id]).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d\d$/)
    expect(await namesOf(t.db, [old])).toEqual(names)
    const browser = new Browser(origin)
    const session = { userId: old.id, name: old.name, issued: Math.floor((Date.now() + clock) / 1000) }
    browser.cookie = `sparring_session=${signSession(secret, session)}`
    expect(await known(browser)).toEqual({ id: old.id, name: names[old.id] })
    // And so it stays when there is a row.
    expect(await createUser(t.db, old)).toEqual({ id: old.id, name: names[old.id] })
  })

  test('without a row can take along what there is, and be deleted: a result that is still on its way makes nobody again', async () => {
    const browser = new Browser(origin)
    const [me, other] = [await known(browser), { id: newId(), name: 'Other Guest 20' }]
    const line = lineOf(me, other)
    const { status, body } = await browser.ask('GET', '/api/me/export')
    expect([status, body]).toMatchObject([200, { user: me, partners: [], matches: [] }])
    const reply = await browser.ask('DELETE', '/api/me', { confirm: 'delete everything' })
    expect([reply.status, reply.body]).toEqual([200, { user: null }])
    expect(await deleteUser(t.db, me.id, new Date())).toBe(false)
    await recordMatch(t.db, line, checkLine(line))
    expect(await findUser(t.db, me.id)).toBeNull()
    expect(await findOrMakePartner(t.db, me, DEFAULT_AGENT)).toBeNull()
    expect(await renameUser(t.db, me, 'Back Again')).toMatchObject({ ok: false, reason: 'deleted' })
    expect(await t.db.matchSeat.findMany({ where: { matchId: line.matchId }, orderBy: { seat: 'asc' } })).toMatchObject(
      [{ userId: null, name: 'Deleted player' }, { userId: other.id }],
    )
  })

  test('without a row who was deleted is forgotten in a day: nothing is left that could come back', async () => {
    const id = newId()
    const now = Date.now()
    expect(await deleteUser(t.db, id, new Date(now))).toBe(true)
    const forever = { sparringLogs: 0, idleGuests: 0, shortMatches: 0, unratedGuests: 0, revisions: 0 }
    await applyRetention(t.db, forever, new Date(now + 23 * 3_600_000))
    expect((await readExclusions(t.db)).deleted).toContain(id)
    await applyRetention(t.db, forever, new Date(now + 25 * 3_600_000))
    expect((await readExclusions(t.db)).deleted).not.toContain(id)
  })

  test('cannot be deleted again and again from one address, which would be remembered each time', async () => {
    const from = { 'x-test-address': '192.0.2.77' }
    const before = await t.db.exclusion.count()
    const statuses: number[] = []
    for (let i = 0; i < 25; i++) {
      const browser = new Browser(origin)
      const me = { userId: newId(), name: 'Short Guest 10', issued: Math.floor((Date.now() + clock) / 1000) }
      browser.cookie = `sparring_session=${signSession(secret, me)}`
      statuses.push((await browser.ask('DELETE', '/api/me', { confirm: 'delete everything' }, from)).status)
    }
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(5).fill(429)])
    expect(await t.db.exclusion.count()).toBe(before + 20)
  })

  test('and others who were deleted are read once, then only who is new; of strangers the newest are remembered', async () => {
    const now = Date.now()
    const [old, fresh, stranger] = [newId(), newId(), newId()]
    await t.db.exclusion.create({ data: { userId: old, kind: 'deleted', at: new Date(now - 3_600_000) } })
    const read = exclusionReader(t.db, () => now)
    expect((await read()).deleted).toContain(old)
    await t.db.exclusion.create({ data: { userId: fresh, kind: 'deleted', at: new Date(now) } })
    await deleteUser(t.db, stranger, new Date(now))
    const { deleted } = await read()
    expect(deleted).toEqual(expect.arrayContaining([fresh, stranger]))
    expect(deleted).not.toContain(old)
    await forgetStrangers(t.db, 1, new Date(now))
    expect((await readExclusions(t.db)).deleted).toEqual(expect.arrayContaining([old, fresh, stranger]))
    await forgetStrangers(t.db, 0, new Date(now))
    expect((await readExclusions(t.db)).deleted).not.toContain(stranger)
  })

  test('of two who delete and record at the same moment, the one who comes later sees the other', async () => {
    const other = { id: newId(), name: 'Other Guest 30' }
    for (let round = 0; round < 5; round++) {
      const me = { id: newId(), name: `Racing Guest ${10 + round}` }
      const line = lineOf(me, other)
      await Promise.all([recordMatch(t.db, line, checkLine(line)), deleteUser(t.db, me.id, new Date())])
      expect(await findUser(t.db, me.id)).toBeNull()
    }
  })

  test('behind https is given the cookie of this host for an old one, once', async () => {
    const safe = await openApi(t.db, { log: quietLog().log, now: Date.now, secure: true })
    const browser = new Browser(safe.origin)
    const me = { userId: newId(), name: 'Old Timer 10', issued: Math.floor(Date.now() / 1000) }
    browser.cookie = `sparring_session=${signSession(secret, me)}`
    const renewed = await browser.ask('POST', '/api/session', {})
    expect(renewed.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-sparring_session=.*; Secure$/),
      expect.stringMatching(/^sparring_session=; .*Max-Age=0/),
    ])
    const again = await browser.ask('POST', '/api/session', {})
    expect([again.body, again.headers.getSetCookie()]).toEqual([{ user: { id: me.userId, name: me.name } }, []])
    safe.server.close()
    safe.server.closeAllConnections()
  })

  test('without a row is banned as anybody is', async () => {
    const browser = new Browser(origin)
    const { id } = await known(browser)
    await banUser(t.db, id, new Date())
    exclusions.learn(await readExclusions(t.db))
    expect((await browser.ask('GET', '/api/me')).status).toBe(403)
    expect((await browser.ask('POST', '/api/session', {})).status).toBe(403)
  })
})
