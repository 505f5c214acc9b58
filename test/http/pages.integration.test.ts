import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let sparring: TestServer
const ODD_HEADERS: Record<string, string>[] = [
  {},
  { RSC: '1' },
  { RSC: '1', 'Next-Router-State-Tree': '%7B' },
  { Cookie: 'sparring_session=..' },
]

beforeAll(async () => {
  sparring = await startServer()
})
afterAll(() => sparring.close())

/** The status and the headers that a request line is answered with; for what no client library would send. */
async function raw(requestLine: string): Promise<{ status: number; text: string }> {
  const socket = connect(Number(new URL(sparring.origin).port), '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await once(socket, 'connect')
  socket.write(`${requestLine} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  await once(socket, 'close')
  return { status: Number(text.split(' ')[1]), text }
}

const header = async (path: string, name: string): Promise<string | null> =>
  (await fetch(sparring.origin + path)).headers.get(name)

test.each(['/', '/leaderboard', '/me', '/match/0000000000000000', '/join/nobody', '/no/such/page'])(
  'the page %s is kept by no shared cache, and asked for again by all others',
  async (path) => {
    expect(await header(path, 'cache-control')).toMatch(/^private\b.*\bno-(cache|store)\b/)
  },
)

test.each(['/', '/leaderboard', '/match/0000000000000000', '/no/such/page'])(
  'the picture of a link to %s has the address under which the page was asked for',
  async (path) => {
    for (const encoding of ['identity', 'gzip']) {
      const response = await fetch(sparring.origin + path, { headers: { 'Accept-Encoding': encoding } })
      expect(response.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null)
      const html = await response.text()
      expect(/<meta property="og:image" content="(https?:\/\/[^/"]*)[^"]*\/opengraph-image/.exec(html)?.[1]).toBe(
        sparring.origin,
      )
      expect(html).toMatch(/<\/html>\s*$/)
    }
    const head = await fetch(sparring.origin + path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([/no|00/.test(path) ? 404 : 200, ''])
  },
)

test('a page that has not changed is not sent again', async () => {
  const first = await fetch(sparring.origin)
  const etag = first.headers.get('etag') ?? ''
  await first.text()
  const again = await new Promise<IncomingMessage>((resolve) => {
    get(sparring.origin, { headers: { 'If-None-Match': etag } }, resolve)
  })
  again.resume()
  expect(again.statusCode).toBe(304)
})

test('scripts, named by their content, are kept', async () => {
  const html = await (await fetch(sparring.origin)).text()
  const script = /\/_next\/static\/chunks\/[\w.-]+\.js/.exec(html)?.[0] ?? ''
  expect(await header(script, 'cache-control')).toBe('public, max-age=31536000, immutable')
  expect(await header(script, 'content-encoding')).toBe('gzip')
  const data = await fetch(`${sparring.origin}/leaderboard`, { headers: { RSC: '1' } })
  expect([data.headers.get('content-type'), data.headers.get('content-encoding')]).toEqual(['text/x-component', 'gzip'])
  expect(await header('/_next/static/chunks/none.js', 'cache-control')).not.toMatch(/immutable/)
})

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
])('scripts were compressed beforehand by %s, and are what they are without it', async (coding, unpack) => {
  const html = await (await fetch(sparring.origin)).text()
  const script = /\/_next\/static\/chunks\/[\w.-]+\.js/.exec(html)?.[0] ?? ''
  const asked = async (accepted: string) => {
    const [reply] = (await once(
      get(sparring.origin + script, { headers: { 'Accept-Encoding': accepted } }),
      'response',
    )) as [IncomingMessage]
    return { headers: reply.headers, bytes: await buffer(reply) }
  }
  const [packed, plain] = [await asked(`identity, ${coding}`), await asked('identity, br;q=0')]
  expect(packed.headers).toMatchObject({
    'content-encoding': coding,
    'content-type': plain.headers['content-type'],
    'cache-control': 'public, max-age=31536000, immutable',
    vary: expect.stringMatching(/accept-encoding/i),
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
  })
  expect(packed.headers['content-security-policy']).toContain("default-src 'none'")
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2)
  expect(unpack(packed.bytes).equals(plain.bytes)).toBe(true)
})

test.each([
  ['GET //', 400],
  ['GET http://[', 400],
  ['GET /\\', 400],
  ['GET http://evil.example/', 400],
  ['GET /match/%E0%A4%A', 400],
  ['GET /api/leaderboard?task=%00', 400],
  ['GET /api/leaderboard?task=no%20task', 400],
  ['OPTIONS *', 400],
  ['OPTIONS /', 405],
  ['PUT /api/me/name', 405],
  ['DELETE /api/agents', 405],
  ['POST /api/live', 405],
  ['POST /', 405],
  ['POST /match/0000000000000000', 405],
  ['DELETE /me', 405],
  ['GET /_next/image?url=%2Fopengraph-image.png&w=640&q=75', 404],
  ['GET /%2e%2e/%2e%2e/etc/passwd', 404],
  ['GET /_next/static/%2e%2e%2fserver/app/page.js', 404],
  ['GET /_global-error', 404],
  ['GET /_global-error?a=1', 404],
  ['GET /_error', 404],
  ['GET /match/a%2fb', 404],
  ['GET /agent/%F0%9F%92%A9', 404],
])('%s is answered %i in words', async (line, status) => {
  const answer = await raw(line)
  expect([line, answer.status]).toEqual([line, status])
  expect(/\r\n\r\n.*[A-Za-z]{3,} [A-Za-z]{2,}/s.test(answer.text)).toBe(true)
})

test.each(['/', '/me', '/match/x', '/join/x', '/agent/x', '/leaderboard', '/manifest.webmanifest'])(
  'the page %s does not fail at odd queries and headers',
  async (path) => {
    for (const query of ['?_rsc=1', '?key[]=1&key=2', `?backend=${'x'.repeat(3_000)}`, '?__proto__=1', '?a=%ff%fe&%=%'])
      for (const headers of ODD_HEADERS) {
        const { status } = await fetch(sparring.origin + path + query, { headers, redirect: 'manual' })
        expect([path, query, headers, status < 500]).toEqual([path, query, headers, true])
      }
  },
)

test('strangers learn from /healthz only whether all is well', async () => {
  const url = `${sparring.origin}/healthz`
  expect(await (await fetch(url)).json()).toMatchObject({
    status: 'ok',
    answers: { web: 'ok', jobs: 'ok' },
    results: { waiting: 0, setAside: 0 },
  })
  const stranger = await fetch(url, { headers: { 'X-Forwarded-For': '203.0.113.9' } })
  expect(await stranger.json()).toEqual({ status: 'ok' })
})
