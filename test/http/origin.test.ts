import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import { judgeOrigin, type OriginRule, ownOriginRule, pageOrigin } from '../../server/http/origin.ts'

const rule: OriginRule = {
  publicOrigin: 'https://play.example.org',
  isOwnHost: (host) => ['localhost', '127.0.0.1', '192.168.1.5'].includes(host),
}

describe('where a request comes from', () => {
  test.each([
    ['our page on localhost', { host: 'localhost:3000', origin: 'http://localhost:3000' }],
    ['our page on the network', { host: '192.168.1.5:3000', origin: 'http://192.168.1.5:3000' }],
    ['our page behind a proxy that keeps the host', { host: 'play.example.org', origin: 'https://play.example.org' }],
    ['our page behind a proxy that changes the host', { host: '127.0.0.1:3000', origin: 'https://play.example.org' }],
    ['our page on the default port', { host: 'localhost', origin: 'http://localhost' }],
    ['a GET of our page', { host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['the address bar', { host: 'localhost:3000', 'sec-fetch-site': 'none' }],
    ['a GET of our page on plain http', { host: '192.168.1.5:3000', referer: 'http://192.168.1.5:3000/me' }],
    ['a GET of our page behind a proxy', { host: 'play.example.org', 'sec-fetch-site': 'same-origin' }],
  ])('%s is ours', (_what, headers) => {
    expect(judgeOrigin(headers, rule)).toBe('ours')
  })

  test.each([
    ['another site', { host: 'localhost:3000', origin: 'https://evil.example' }],
    ['another port of the same machine', { host: 'localhost:3000', origin: 'http://localhost:8080' }],
    ['a sandboxed frame', { host: 'localhost:3000', origin: 'null' }],
    [
      'a name that was pointed at us (DNS rebinding)',
      { host: 'evil.example:3000', origin: 'http://evil.example:3000' },
    ],
    ['the same without an Origin', { host: 'evil.example:3000', 'sec-fetch-site': 'same-origin' }],
    ['a GET of another site', { host: 'localhost:3000', 'sec-fetch-site': 'cross-site' }],
    ['a GET of another port', { host: 'localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a GET of another site on plain http', { host: '192.168.1.5:3000', referer: 'http://evil.example/' }],
    [
      'another site that claims our Referer',
      { host: 'localhost:3000', origin: 'http://a.b', referer: 'http://localhost:3000/' },
    ],
    ['our public name over http', { host: 'play.example.org', origin: 'http://play.example.org' }],
    ['a Referer that is no address', { host: 'localhost:3000', referer: 'nonsense' }],
  ])('%s is foreign', (_what, headers) => {
    expect(judgeOrigin(headers, rule)).toBe('foreign')
  })

  test('a program that says nothing is neither', () => {
    expect(judgeOrigin({ host: 'localhost:3000' }, rule)).toBe('none')
  })
})

test('this machine answers to localhost, its addresses and its name, and to no other', () => {
  const { isOwnHost } = ownOriginRule(null, hostname())
  for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1', hostname(), `${hostname()}.local`]) {
    expect(isOwnHost(host), host).toBe(true)
  }
  for (const host of ['example.org', 'localhost.example.org', '8.8.8.8', '']) expect(isOwnHost(host), host).toBe(false)
})

test("a page's own addresses have PUBLIC_URL's origin, else the one it was asked for under, and none that somebody else chose", () => {
  const here = { ...rule, publicOrigin: null }
  expect(pageOrigin('127.0.0.1:3000', rule)).toBe('https://play.example.org')
  expect(pageOrigin('192.168.1.5:3000', here)).toBe('http://192.168.1.5:3000')
  expect(pageOrigin('evil.example', here)).toBe('http://localhost')
  expect(pageOrigin(undefined, here)).toBe('http://localhost')
})
