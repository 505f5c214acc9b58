import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  hasCurrentCookie,
  HOST_COOKIE,
  SESSION_COOKIE,
  SESSION_SECONDS,
  sessionCookies,
  signSession,
  verifySession,
} from '../../server/http/session.ts'

const secret = Buffer.alloc(32, 7)
const session = { userId: '0123456789abcdef0123456789abcdef', name: 'Nimble Otter 42', issued: 1_800_000_000 }
const now = session.issued * 1000 + 5_000
const header = (value: string): string => `theme=dark; ${SESSION_COOKIE}=${value}; other=1`

test('a signed session is read back from among other cookies', () => {
  expect(verifySession(secret, header(signSession(secret, session)), now)).toEqual(session)
})

test('names of any script survive the cookie', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }), (name) => {
      fc.pre(name.length <= 40)
      const own = { ...session, name }
      expect(verifySession(secret, header(signSession(secret, own)), now)).toEqual(own)
    }),
  )
})

test('a session changed in any one character is nobody', () => {
  const value = signSession(secret, session)
  fc.assert(
    fc.property(fc.nat(value.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, character) => {
      const changed = value.slice(0, at) + character + value.slice(at + 1)
      // The last character of base64 carries fewer than six bits: another one may mean the same bytes, but is not the same text.
      fc.pre(changed !== value)
      expect(verifySession(secret, header(changed), now)).toBeNull()
    }),
  )
})

test('a session signed with another secret is nobody', () => {
  expect(verifySession(Buffer.alloc(32, 8), header(signSession(secret, session)), now)).toBeNull()
})

test('a session ends after its time, and one from the future is nobody', () => {
  const value = header(signSession(secret, session))
  const end = (session.issued + SESSION_SECONDS) * 1000
  expect(verifySession(secret, value, end)).not.toBeNull()
  expect(verifySession(secret, value, end + 1000)).toBeNull()
  expect(verifySession(secret, value, (session.issued - 600) * 1000)).toBeNull()
})

test.each([undefined, '', SESSION_COOKIE, `${SESSION_COOKIE}=`, `${SESSION_COOKIE}=..`, `${SESSION_COOKIE}=e30.e30`])(
  'the cookie header %j is nobody',
  (cookie) => {
    expect(verifySession(secret, cookie, now)).toBeNull()
  },
)

/** What a browser sends back of these Set-Cookie headers. */
const cookiesOf = (set: string[]): string =>
  set
    .filter((one) => !one.includes('Max-Age=0'))
    .map((one) => one.split(';')[0])
    .join('; ')

test('the cookie is out of reach of scripts; behind https it is Secure, and of this host alone', () => {
  const plain = sessionCookies(secret, session, false)
  expect(plain).toEqual([expect.stringMatching(/^sparring_session=.*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)])
  const [ofHost, old] = sessionCookies(secret, session, true)
  expect(ofHost).toMatch(/^__Host-sparring_session=.*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/)
  expect(old).toMatch(/^sparring_session=; Path=\/; Max-Age=0; /)
  for (const secure of [false, true])
    expect(verifySession(secret, cookiesOf(sessionCookies(secret, session, secure)), now)).toEqual(session)
})

test('a cookie from before is still read, goes behind the new one, and is told from it', () => {
  const old = `${SESSION_COOKIE}=${signSession(secret, session)}`
  expect(verifySession(secret, old, now)).toEqual(session)
  const newer = { ...session, name: 'Renamed' }
  const both = `${old}; ${cookiesOf(sessionCookies(secret, newer, true))}`
  expect(verifySession(secret, both, now)).toEqual(newer)
  expect([old, both].map((cookie) => hasCurrentCookie(cookie, true))).toEqual([false, true])
  expect(hasCurrentCookie(old, false)).toBe(true)
})

test("a neighbour's own new session, planted under the plain name, is nobody", () => {
  const value = signSession(secret, session, true)
  expect(verifySession(secret, `${SESSION_COOKIE}=${value}`, now)).toBeNull()
  expect(verifySession(secret, `${HOST_COOKIE}=${value}`, now)).toEqual(session)
})
