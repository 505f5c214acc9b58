import { tasks } from '../../game/tasks/index.ts'
import type { Server } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ErrorView } from '../../game/protocol/http.ts'
import { seed } from '../../server/store/seed.ts'
import { DEFAULT_AGENT } from '../../server/base/ids.ts'
import { Browser, openApi } from '../support/api-server.ts'
import { apiTable } from '../support/api-table.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'

let t: TestDatabase
let server: Server
let origin = ''
let known: Browser
const { log, lines } = quietLog()

beforeAll(async () => {
  t = await databaseKinds[0]!.open()
  await seed(t.db, tasks, testHouseAgents)
  ;({ server, origin } = await openApi(t.db, { log, now: Date.now }))
  known = new Browser(origin)
  await known.ask('POST', '/api/session', {})
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await t.close()
})

/** What programs and people send where a word belongs. */
const words = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '%00',
    '%',
    '%E0%A4%A',
    '%ff',
    '%ED%A0%80',
    "'; DROP TABLE--",
    '__proto__',
    'constructor',
    'null',
    'NaN',
    '-1',
    '1e999',
    '0x10',
    '%F0%9F%92%A9',
    '%2e%2e%2f',
    '%EF%BB%BF',
    'a'.repeat(5_000),
    DEFAULT_AGENT,
  ),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => encodeURIComponent(text)),
)
const texts = fc.oneof(
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202eevil',
    '\u200b',
    'e' + '\u0301'.repeat(500),
    'A'.repeat(3_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const numbers = fc.oneof(fc.constantFrom(-1, 0.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63)), fc.double(), fc.integer())
const values = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null), fc.array(texts, { maxLength: 3 }), fc.object())
const bodies = fc.oneof(
  fc.record({ name: values, number: values, frozen: values, __proto__: values, extra: values }, { requiredKeys: [] }),
  values,
  fc.constantFrom('{', '[[[[', '{"name":"\\ud800"}', '{"name":"a\\u0000b"}', '{"number":1e400}', '"x"'),
)
const queries = fc.array(fc.tuple(fc.constantFrom('task', 'who', 'key', 'task[]', '__proto__'), words), {
  maxLength: 4,
})

let address = 0

test.each(apiTable.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers whatever it is sent, and never with a fault of the server',
  async (_name, { method, path }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 2, maxLength: 2 }), queries, bodies, async (given, query, body) => {
        const asked = path.replace(/:\w+/g, () => given.pop() ?? '')
        const search = query.map(([name, value]) => `${name}=${value}`).join('&')
        const headers = { 'x-test-address': `${address++}` }
        const sent = method === 'POST' ? (body ?? null) : undefined
        const reply = await known.ask(method, `${asked}?${search}`, sent, headers)
        expect(reply.status).toBeLessThan(500)
        const refusal = reply.status < 400 ? null : ErrorView.parse(reply.body).error.message
        expect(refusal ?? 'not refused').toMatch(/\w+ \w+/)
      }),
      { numRuns: 60 },
    )
  },
)

test('none of it was a surprise to the server', () => {
  expect(lines.filter(({ level }) => level >= 50)).toEqual([])
})
