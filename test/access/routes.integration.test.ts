import { tasks } from '../../game/tasks/index.ts'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../server/store/seed.ts'
import { createGameDoor, GAME_ROUTES, type GamePath } from '../../server/http/game-door.ts'
import { HealthCheck } from '../../server/http/health.ts'
import { ownOriginRule } from '../../server/http/origin.ts'
import { signSession } from '../../server/http/session.ts'
import { sessionOf } from '../../server/sockets/handshake.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { builtinAgentId, DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { createUser } from '../../server/store/users.ts'
import { cookieOf, SECRET, SocketBench } from '../sockets/socket-bench.ts'
import { Browser, openApi, type Reply, secret } from '../support/api-server.ts'
import { apiTable } from '../support/api-table.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { HandClock } from '../support/hand-clock.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine } from '../support/journal-lines.ts'
import { quietLog } from '../support/quiet-log.ts'

/** Who asks: somebody without a session, a guest of whom nothing is stored yet, a player who owns none of it, the owner, and somebody
 *  without a session who has the link. */
const PEOPLE = ['stranger', 'guest', 'player', 'owner', 'link'] as const
type Person = (typeof PEOPLE)[number]

interface Access {
  path: (of: Subject) => string
  body?: (person: Person) => object
  /** The status that each of PEOPLE gets, in that order. */
  status: readonly [number, number, number, number, number]
}

/** What is the owner's: a partner with a revision of its own, and a private match with a friend. */
interface Subject {
  owner: string
  partner: string
  hash: string
  match: string
  key: string
}

const open = [200, 200, 200, 200, 200] as const
const known = [401, 200, 200, 200, 401] as const
const ownerOnly = [404, 404, 404, 200, 404] as const
const ownersChange = [401, 404, 404, 200, 401] as const
const nobody = [404, 404, 404, 404, 404] as const
const withLink = [404, 404, 404, 200, 200] as const

/** One row for each route. Where others may see a thing, none of what is private may be in it (below). */
const API: Record<string, Access> = {
  'GET /api/session': { path: () => '/api/session', status: open },
  'POST /api/session': { path: () => '/api/session', body: () => ({}), status: open },
  'GET /api/me': { path: () => '/api/me', status: open },
  'GET /api/me/export': { path: () => '/api/me/export', status: known },
  'DELETE /api/me': { path: () => '/api/me', body: () => ({ confirm: 'delete everything' }), status: known },
  'GET /api/agents': { path: () => '/api/agents', status: open },
  // Of house agents alone: a partner's network is told to its trainer, its weights to its owner.
  'GET /api/agents/:id/policy': { path: ({ partner }) => `/api/agents/${partner}/policy`, status: nobody },
  'GET /api/agents/:id': { path: ({ partner }) => `/api/agents/${partner}`, status: open },
  'GET /api/daily': { path: () => '/api/daily?task=pong', status: open },
  // A person of whom nothing is public has no page, not even for themselves.
  'GET /api/players/:id': { path: ({ owner }) => `/api/players/${owner}`, status: nobody },
  'GET /api/leaderboard': { path: () => '/api/leaderboard?task=pong&who=both', status: open },
  'GET /api/matches/:id': { path: ({ match }) => `/api/matches/${match}`, status: withLink },
  'GET /api/matches/:id/log': { path: ({ match }) => `/api/matches/${match}/log`, status: withLink },
  'GET /api/weights/:hash': { path: ({ hash }) => `/api/weights/${hash}`, status: ownerOnly },
  'POST /api/me/name': { path: () => '/api/me/name', body: (person) => ({ name: `Some ${person}` }), status: known },
  'POST /api/me/recovery': { path: () => '/api/me/recovery', body: () => ({}), status: known },
  'DELETE /api/me/recovery': { path: () => '/api/me/recovery', body: () => ({}), status: known },
  'POST /api/recover/whose': {
    path: () => '/api/recover/whose',
    body: () => ({ secret: 'x'.repeat(32) }),
    status: nobody,
  },
  'POST /api/recover': { path: () => '/api/recover', body: () => ({ secret: 'x'.repeat(32) }), status: nobody },
  'POST /api/me/partners/:id/name': {
    path: ({ partner }) => `/api/me/partners/${partner}/name`,
    body: () => ({ name: 'Night Owl' }),
    status: ownersChange,
  },
  'POST /api/me/partners/:id/access': {
    path: ({ partner }) => `/api/me/partners/${partner}/access`,
    body: () => ({ access: 'shown' }),
    status: ownersChange,
  },
  'POST /api/me/partners/:id/rewind': {
    path: ({ partner }) => `/api/me/partners/${partner}/rewind`,
    body: () => ({ number: 0 }),
    status: ownersChange,
  },
  'POST /api/me/partners/:id/freeze': {
    path: ({ partner }) => `/api/me/partners/${partner}/freeze`,
    body: () => ({ frozen: true }),
    status: ownersChange,
  },
  'POST /api/me/partners/:id/restart': {
    path: ({ partner }) => `/api/me/partners/${partner}/restart`,
    body: () => ({}),
    status: ownersChange,
  },
  'DELETE /api/me/partners/:id': { path: ({ partner }) => `/api/me/partners/${partner}`, status: ownersChange },
  'POST /api/me/partners/:id/restore': {
    path: ({ partner }) => `/api/me/partners/${partner}/restore`,
    body: () => ({}),
    status: ownersChange,
  },
}

const addresses = apiTable.map(({ method, path }) => `${method} ${path}`)

test('every route says who may do what there', () => {
  expect(Object.keys(API).sort()).toEqual([...addresses].sort())
})

describe.each(databaseKinds)('the HTTP API on $name', ({ open: openDatabase }) => {
  let t: TestDatabase
  let server: Server
  let origin = ''
  let subject: Subject
  const ids = { player: newId(), owner: newId(), guest: newId() }

  beforeAll(async () => {
    t = await openDatabase()
    await seed(t.db, tasks, testHouseAgents)
    ;({ origin, server } = await openApi(t.db, { log: quietLog().log, now: Date.now }))
    subject = await makeSubject()
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await t.close()
  })

  async function makeSubject(): Promise<Subject> {
    await createUser(t.db, { id: ids.player, name: 'Quick Player 22' })
    const partner = await findOrMakePartner(t.db, { id: ids.owner, name: 'Proud Owner 33' }, DEFAULT_AGENT)
    const hash = 'ab'.repeat(32)
    await t.db.weights.create({ data: { hash, bytes: new Uint8Array(8), count: 2 } })
    await t.db.revision.create({ data: { id: newId(), agentId: partner!.id, number: 1, hash, note: 'push' } })
    await t.db.agent.update({ where: { id: partner!.id }, data: { headNumber: 1, headHash: hash } })
    const line = playedLine(
      newId(),
      [
        { name: 'Owner', userId: ids.owner },
        { name: 'Partner', agentId: partner!.id },
      ],
      { mode: 'invite', rated: false, public: false, key: newId() },
    )
    await recordMatch(t.db, line, checkLine(line))
    return { owner: ids.owner, partner: partner!.id, hash, match: line.matchId, key: line.key! }
  }

  function as(person: Person): Browser {
    const browser = new Browser(origin)
    if (person === 'stranger' || person === 'link') return browser
    const name = { guest: 'Quiet Guest 11', player: 'Quick Player 22', owner: 'Proud Owner 33' }[person]
    const session = { userId: ids[person], name, issued: Math.floor(Date.now() / 1000) }
    browser.cookie = `sparring_session=${signSession(secret, session)}`
    return browser
  }

  async function ask(person: Person, address: string): Promise<Reply> {
    const { path, body } = API[address]!
    const link = person === 'link' ? `${path(subject).includes('?') ? '&' : '?'}key=${subject.key}` : ''
    return as(person).ask(address.split(' ')[0]!, path(subject) + link, body?.(person), { 'x-test-address': person })
  }

  /** What a reply says, bytes included. */
  const said = ({ body }: Reply): string =>
    body instanceof ArrayBuffer ? Buffer.from(body).toString('latin1') : JSON.stringify(body)

  // In the table's order: what the owner deletes is restored by the next row.
  const apart = ['POST /api/session', 'DELETE /api/me']
  for (const address of Object.keys(API).filter((each) => !apart.includes(each)))
    test(`${address} is open to those of the table and to nobody else`, async () => {
      const replies: Reply[] = []
      for (const person of PEOPLE) replies.push(await ask(person, address))
      expect(replies.map(({ status }) => status)).toEqual(API[address]!.status)
      const { key, hash, match } = subject
      const secrets: Record<Person, string[]> = {
        stranger: [key, hash, match],
        guest: [key, hash, match],
        player: [key, hash, match],
        owner: [],
        link: [key, hash],
      }
      const leaks = PEOPLE.map((person, i) => secrets[person].filter((secret_) => said(replies[i]!).includes(secret_)))
      expect(leaks).toEqual(PEOPLE.map(() => []))
    })

  test('POST /api/session makes each of them known as who they are, and writes nothing', async () => {
    const before = await t.db.user.count()
    for (const person of ['guest', 'player', 'owner'] as const) {
      const { status, body } = await ask(person, 'POST /api/session')
      expect([status, body]).toMatchObject([200, { user: { id: ids[person] } }])
    }
    const { body } = await ask('stranger', 'POST /api/session')
    expect(body).not.toMatchObject({ user: { id: ids.guest } })
    expect(await t.db.user.count()).toBe(before)
  })

  test('looking at things makes nobody known and writes nothing', async () => {
    const before = await t.db.user.count()
    const reads = Object.keys(API).filter((address) => address.startsWith('GET '))
    for (const address of reads) for (const person of ['stranger', 'guest'] as const) await ask(person, address)
    expect(await t.db.user.count()).toBe(before)
  })

  test('DELETE /api/me deletes who asks, and nobody else', async () => {
    expect((await ask('stranger', 'DELETE /api/me')).status).toBe(API['DELETE /api/me']!.status[0])
    expect((await ask('player', 'DELETE /api/me')).status).toBe(200)
    expect(await t.db.user.findUnique({ where: { id: ids.player } })).toBeNull()
    expect(await t.db.agent.count({ where: { id: subject.partner } })).toBe(1)
    expect((await ask('owner', 'DELETE /api/me')).status).toBe(200)
    expect(await t.db.agent.count({ where: { id: subject.partner } })).toBe(0)
    expect(await t.db.weights.count({ where: { hash: subject.hash } })).toBe(0)
  })
})

describe('what the game process answers itself', () => {
  const TOKEN = 'the-token-of-this-test'
  let bench: SocketBench
  let server: Server
  let origin = ''
  let matches: { open: string; hidden: string; key: string }

  beforeAll(async () => {
    bench = await new SocketBench().open()
    const [ann, bob, cat] = [await bench.person('ann'), await bench.person('bob'), await bench.person('cat')]
    const { invite } = await ann.ask('lobby:play', { mode: 'invite', task: 'pong' })
    const { match: hidden, key } = await bob.ask('lobby:accept', { invite })
    await Promise.all([ann.join(hidden), bob.join(hidden)])
    const { match: openMatch } = await cat.ask('lobby:play', {
      mode: 'sparring',
      task: 'pong',
      agentId: builtinAgentId('pong', 'middle'),
    })
    await cat.join(openMatch)
    bench.ticks(30)
    await ann.ask('match:away', { match: hidden })
    matches = { open: openMatch, hidden, key }
    const clock = new HandClock()
    const exclusions = { of: () => null }
    const rules = { originRule: ownOriginRule(null, 'bench'), secret: SECRET, exclusions, wallClock: Date.now }
    const web = { handle: () => {}, upgrade: () => {}, close: () => {}, status: { inUse: 0, waiting: 0 } }
    const report = (): ReturnType<Parameters<typeof createGameDoor>[0]['report']> => ({
      processes: { web: { state: 'ready', restarts: 0, pid: 4711 } },
      uptimeSeconds: 1,
      results: { waiting: 3, setAside: 2 },
      game: {},
    })
    const door = createGameDoor({
      web,
      limits: LIMITS,
      timers: clock,
      log: quietLog().log,
      results: () => Promise.resolve({ waiting: 3, setAside: 2 }),
      addressOf: () => 'someone',
      token: TOKEN,
      health: new HealthCheck({}, clock),
      report,
      live: () => bench.matches.live(),
      myMatch: ({ headers }) => {
        const sender = sessionOf(headers, rules)
        return { match: sender && bench.matches.waitingFor(sender.userId) }
      },
    })
    server = createServer(door).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await bench.close()
  })

  /** How each of them asks: somebody elsewhere, through the reverse proxy; the operator, on this machine or with the token. */
  const ways: Record<string, Record<string, string>> = {
    stranger: { 'X-Forwarded-For': '203.0.113.9' },
    'with a wrong token': { 'X-Forwarded-For': '203.0.113.9', Authorization: 'Bearer another-token-of-this-test' },
    'on the machine': {},
    'with the token': { 'X-Forwarded-For': '203.0.113.9', Authorization: `Bearer ${TOKEN}` },
  }
  const ask = async (path: string): Promise<{ status: number; text: string }[]> =>
    Promise.all(
      Object.values(ways).map(async (headers) => {
        const reply = await fetch(origin + path, { headers })
        return { status: reply.status, text: await reply.text() }
      }),
    )

  const expectations: Record<GamePath, () => Promise<void>> = {
    '/healthz': async () => {
      const replies = await ask('/healthz')
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(replies.map(({ text }) => text.includes('4711'))).toEqual([false, false, true, true])
      expect(replies[0]!.text).toBe('{"status":"ok"}')
      expect(JSON.parse(replies[2]!.text)).toMatchObject({ results: { waiting: 3, setAside: 2 } })
    },
    '/metrics': async () => {
      const replies = await ask('/metrics')
      expect(replies.map(({ status }) => status)).toEqual([404, 404, 200, 200])
      expect(replies[0]!.text).not.toContain('sparring_')
      expect(replies[2]!.text).toContain('sparring_results_waiting 3\n')
      expect(replies[2]!.text).toContain('sparring_results_set_aside 2\n')
    },
    '/api/csp-report': async () => {
      const report = { 'csp-report': { 'document-uri': origin, 'effective-directive': 'script-src' } }
      for (const [body, status] of [
        [report, 204],
        [{ 'csp-report': 7 }, 400],
        ['{', 400],
        ['x'.repeat(20_000), 413],
      ] as const) {
        const sent = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
        expect((await fetch(`${origin}/api/csp-report`, sent)).status).toBe(status)
      }
      const metrics = await (await fetch(`${origin}/metrics`)).text()
      expect(metrics).toContain('sparring_csp_reports_total 1\n')
    },
    '/api/my-match': async () => {
      for (const { text } of await ask('/api/my-match')) expect(text).toBe('{"match":null}')
      const asked = async (name: string, site = 'same-origin'): Promise<unknown> => {
        const headers = { Cookie: cookieOf(name), 'Sec-Fetch-Site': site }
        return (await fetch(`${origin}/api/my-match`, { headers })).json()
      }
      // Who stepped out of it, and neither who is in it nor anybody else; also not through somebody else's page.
      expect(await asked('ann')).toMatchObject({ match: { match: matches.hidden, key: matches.key, mode: 'invite' } })
      for (const name of ['bob', 'cat', 'eve']) expect(await asked(name)).toEqual({ match: null })
      expect(await asked('ann', 'cross-site')).toEqual({ match: null })
    },
    '/api/live': async () => {
      for (const { status, text } of await ask('/api/live')) {
        expect(status).toBe(200)
        expect(text).toContain(matches.open)
        expect(text).not.toContain(matches.hidden)
        expect(text).not.toContain(matches.key)
      }
    },
  }

  test.each(Object.keys(GAME_ROUTES) as GamePath[])('%s tells each what is theirs to know', (path) =>
    expectations[path](),
  )
})
