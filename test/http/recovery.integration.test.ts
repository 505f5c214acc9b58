import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MeView, RecoverableView, RecoveryView, SessionView } from '../../game/protocol/http.ts'
import { tasks } from '../../game/tasks/index.ts'
import { DEFAULT_AGENT } from '../../server/base/ids.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { banUser } from '../../server/store/exclusions.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { seed } from '../../server/store/seed.ts'
import type { UserRow } from '../../server/store/users.ts'
import { Browser, openApi } from '../support/api-server.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'

describe.each(databaseKinds)('a recovery link on $name', ({ open }) => {
  let t: TestDatabase
  let server: Server
  let origin = ''
  let printed: () => string
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
    const quiet = quietLog()
    printed = () => JSON.stringify(quiet)
    // Every request comes a minute after the last: the limits are not what is looked at, but for one test.
    let now = Date.now()
    ;({ origin, server } = await openApi(t.db, { log: quiet.log, now: () => (now += 60_000) }))
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await t.close()
  })

  const known = async (browser: Browser): Promise<UserRow> =>
    SessionView.parse((await browser.ask('POST', '/api/session', {})).body).user!
  const linkOf = async (browser: Browser): Promise<string> =>
    RecoveryView.parse((await browser.ask('POST', '/api/me/recovery', {})).body).secret
  const open_ = (browser: Browser, secret: string): ReturnType<Browser['ask']> =>
    browser.ask('POST', '/api/recover', { secret })

  test('opens the same person in another browser, and the first one stays who they are', async () => {
    const [home, away] = [new Browser(origin), new Browser(origin)]
    const ann = await known(home)
    await findOrMakePartner(t.db, ann, DEFAULT_AGENT)
    const secret = await linkOf(home)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(24)
    const stranger = await known(away)
    const asked = RecoverableView.parse((await away.ask('POST', '/api/recover/whose', { secret })).body)
    expect(asked).toEqual({ name: ann.name, partners: 1, same: false })
    // To look whose it is changes nothing.
    expect(await known(away)).toEqual(stranger)
    expect(SessionView.parse((await open_(away, secret)).body).user).toEqual(ann)
    for (const browser of [home, away]) {
      const me = MeView.parse((await browser.ask('GET', '/api/me')).body)
      expect(me.user).toMatchObject(ann)
      expect(me.partners).toHaveLength(1)
      expect(me.recoveryLink).not.toBeNull()
    }
    expect(RecoverableView.parse((await away.ask('POST', '/api/recover/whose', { secret })).body).same).toBe(true)
  })

  test('is kept as a hash alone, in no log, and not in what is exported', async () => {
    const browser = new Browser(origin)
    await known(browser)
    const secret = await linkOf(browser)
    const rows = JSON.stringify(await t.db.recoveryLink.findMany())
    expect(rows).not.toContain(secret)
    expect(printed()).not.toContain(secret)
    const { body } = await browser.ask('GET', '/api/me/export')
    expect(JSON.stringify(body)).not.toContain(secret)
  })

  test('opens nothing once there is a newer one, or it was withdrawn', async () => {
    const browser = new Browser(origin)
    await known(browser)
    const [first, second] = [await linkOf(browser), await linkOf(browser)]
    expect((await open_(new Browser(origin), first)).status).toBe(404)
    expect((await open_(new Browser(origin), second)).status).toBe(200)
    const me = MeView.parse((await browser.ask('DELETE', '/api/me/recovery', {})).body)
    expect(me.recoveryLink).toBeNull()
    expect((await open_(new Browser(origin), second)).status).toBe(404)
  })

  test('brings back nobody who was deleted or must stay out', async () => {
    const [gone, banned] = [new Browser(origin), new Browser(origin)]
    const [leaver, rowdy] = [await known(gone), await known(banned)]
    const secrets = [await linkOf(gone), await linkOf(banned)]
    await deleteUser(t.db, leaver.id, new Date())
    await banUser(t.db, rowdy.id, new Date())
    for (const secret of secrets) expect((await open_(new Browser(origin), secret)).status).toBe(404)
    expect(await t.db.recoveryLink.count({ where: { userId: leaver.id } })).toBe(0)
  })

  test('that is made up opens nothing, and says which ones are no secrets', async () => {
    const browser = new Browser(origin)
    expect((await open_(browser, 'x'.repeat(32))).status).toBe(404)
    for (const secret of ['', 'short', 'y'.repeat(200), '../../../../../../etc/passwd'])
      expect((await open_(browser, secret)).status).toBe(400)
    expect((await browser.ask('POST', '/api/me/recovery', {})).status).toBe(401)
  })
})

test('links cannot be tried at will from one address', async () => {
  const [kind] = databaseKinds
  const t = await kind!.open()
  const { origin, server } = await openApi(t.db, { log: quietLog().log, now: () => 1_800_000_000_000 })
  try {
    const statuses: number[] = []
    for (let i = 0; i < 25; i++)
      statuses.push(
        (await new Browser(origin).ask('POST', '/api/recover', { secret: `${i}`.padStart(32, 'x') })).status,
      )
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 404), ...Array.from({ length: 5 }, () => 429)])
  } finally {
    server.close()
    server.closeAllConnections()
    await t.close()
  }
})
