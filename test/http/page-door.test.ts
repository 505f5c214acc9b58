import { createServer } from 'node:http'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createPageDoor, renderPage } from '../../server/http/page-door.ts'
import { notFound } from '../../server/http/http-refusal.ts'
import { get, type ApiContext, type ApiReply } from '../../server/http/route.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { HandClock } from '../support/hand-clock.ts'
import { quietLog } from '../support/quiet-log.ts'

const secret = Buffer.alloc(32, 5)
const stranger = { cookie: undefined, address: '203.0.113.1' }

function doorTo(answer: (context: ApiContext) => Promise<ApiReply>, excluded: 'banned' | null = null) {
  const clock = new HandClock()
  const { log, lines } = quietLog()
  const door = createPageDoor({
    routes: [
      get('/api/things/:id', 'read', answer),
      get('/api/others', 'read', () => Promise.resolve({ body: 'others' })),
    ],
    secret,
    exclusions: { of: () => excluded },
    generalPicture: new Uint8Array(),
    log,
    now: () => 1_000_000,
    timers: clock,
  })
  return { door, clock, lines }
}

test('a page hears what the API would say to whoever asks for it', async () => {
  const answer = ({ params, session }: ApiContext): Promise<ApiReply> =>
    Promise.resolve({ body: [params.id, session?.name ?? null] })
  const session = { userId: 'a'.repeat(16), name: 'Ann', issued: 1_000 }
  const ann = { ...stranger, cookie: `${SESSION_COOKIE}=${signSession(secret, session)}` }
  expect(await doorTo(answer).door.read('/things/7', stranger)).toEqual({ body: ['7', null] })
  expect(await doorTo(answer).door.read('/things/7', ann)).toEqual({ body: ['7', 'Ann'] })
  expect(await doorTo(answer, 'banned').door.read('/things/7', ann)).toEqual({ body: ['7', null] })
})

test('what does not exist is told apart from what cannot be said just now', async () => {
  expect(await doorTo(() => Promise.reject(notFound('thing'))).door.read('/things/7', stranger)).toBe('missing')
  expect(await doorTo(() => Promise.reject(new Error('away'))).door.read('/things/7', stranger)).toBe('unknown')
})

test('a question that is not answered holds up one page for a moment, and no other page of its kind, until it is', async () => {
  let answerLate = (): void => {}
  let asked = 0
  const { door, clock } = doorTo(() => {
    asked++
    if (asked > 1) return Promise.resolve({ body: 'soon' })
    return new Promise((resolve) => (answerLate = () => resolve({ body: 'late' })))
  })
  const first = door.read('/things/1', stranger)
  clock.turn(1_000)
  expect(await first).toBe('unknown')
  expect(await door.read('/things/2', stranger)).toBe('unknown')
  expect(asked).toBe(1)
  expect(await door.read('/others', stranger)).toEqual({ body: 'others' })
  answerLate()
  await new Promise(setImmediate)
  expect(await door.read('/things/3', stranger)).toEqual({ body: 'soon' })
  expect(clock.waiting).toBe(0)
})

test('a failure that comes too late does not leave the pages after it without their data', async () => {
  let failLate = (): void => {}
  const { door, clock } = doorTo(({ params }) =>
    params.id === '1'
      ? new Promise((_, reject) => (failLate = () => reject(new Error('away'))))
      : Promise.resolve({ body: 'soon' }),
  )
  const first = door.read('/things/1', stranger)
  clock.turn(1_000)
  expect(await first).toBe('unknown')
  failLate()
  await new Promise(setImmediate)
  expect(await door.read('/things/2', stranger)).toEqual({ body: 'soon' })
})

test('the key of a private match does not get into the log', async () => {
  const { door, lines } = doorTo(() => Promise.reject(new Error('away')))
  await door.read('/things/7?key=open-sesame', stranger)
  expect(lines).toMatchObject([{ path: '/api/things/:id', params: { id: '7' } }])
  expect(JSON.stringify(lines)).not.toContain('sesame')
})

test('an address that asks for pages without end gets them without their data', async () => {
  const { door } = doorTo(() => Promise.resolve({ body: 'here' }))
  const replies = await Promise.all(Array.from({ length: 200 }, () => door.read('/things/1', stranger)))
  expect(replies.at(-1)).toBe('unknown')
  expect(await door.read('/things/1', { ...stranger, address: '198.51.100.1' })).toEqual({ body: 'here' })
})

test('only what says so is answered with 404, or as what nobody keeps', async () => {
  const { door } = doorTo(() => Promise.resolve({ body: '' }))
  const server = createServer((request, response) => {
    const render = async (): Promise<void> => {
      await new Promise(setImmediate)
      if (request.url === '/missing') door.sayMissing()
      if (request.url === '/stand-in') door.sayStandIn()
      response.end()
    }
    response.setHeader('Cache-Control', 'private, no-cache')
    void renderPage(response, render)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const replies = await Promise.all(['/missing', '/stand-in', '/here'].map((path) => fetch(origin + path)))
  server.close()
  expect(replies.map(({ status, headers }) => [status, headers.get('cache-control')])).toEqual([
    [404, 'private, no-cache'],
    [200, 'no-store'],
    [200, 'private, no-cache'],
  ])
})
