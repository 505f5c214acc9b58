import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** The sender of a request, as its signed cookie says. */
export interface Session {
  userId: string
  name: string
  /** Seconds since 1970 when the cookie was issued. */
  issued: number
}

export const SESSION_COOKIE = 'sparring_session'
/** The name behind https: a browser takes it from this host alone and over https alone, so that no neighbour under the same domain can plant
 *  another session. The plain name is still read, because cookies last for a year: it is replaced when its session is next made known. */
export const HOST_COOKIE = `__Host-${SESSION_COOKIE}`
/** Seconds that a session lasts. */
export const SESSION_SECONDS = 400 * 24 * 3600

const Payload = z.strictObject({
  u: z.string().regex(/^[0-9a-z]{16,40}$/),
  n: z.string().min(1).max(40),
  i: z.number().int().min(0),
  h: z.literal(1).optional(),
})

/** The value of the session cookie: base64url(JSON) '.' base64url(HMAC-SHA256 of the first part). `forHost`: it counts under HOST_COOKIE
 *  only, so that nobody plants one of theirs under the plain name. */
export function signSession(secret: Buffer, { userId, name, issued }: Session, forHost = false): string {
  const fields = { u: userId, n: name, i: issued, ...(forHost ? { h: 1 } : {}) }
  const payload = Buffer.from(JSON.stringify(fields)).toString('base64url')
  return `${payload}.${mac(secret, payload)}`
}

/** The session in a Cookie header, or null where there is none, it is not ours, or it has expired. `now` in milliseconds since 1970. */
export function verifySession(secret: Buffer, cookieHeader: string | undefined, now: number): Session | null {
  const ofHost = readCookie(cookieHeader, HOST_COOKIE)
  const value = ofHost ?? readCookie(cookieHeader, SESSION_COOKIE)
  const [payload, signature, rest] = value?.split('.') ?? []
  if (!payload || !signature || rest !== undefined) return null
  const [given, wanted] = [Buffer.from(signature), Buffer.from(mac(secret, payload))]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const parsed = Payload.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')))
  if (!parsed.success) return null
  const { u: userId, n: name, i: issued, h: forHost } = parsed.data
  if (forHost && ofHost === null) return null
  const age = now / 1000 - issued
  return age <= SESSION_SECONDS && age > -300 ? { userId, name, issued } : null
}

/** Whether a browser has its session under the name that `secure` asks for. */
export function hasCurrentCookie(cookieHeader: string | undefined, secure: boolean): boolean {
  return readCookie(cookieHeader, secure ? HOST_COOKIE : SESSION_COOKIE) !== null
}

/** The Set-Cookie headers that give a browser this session. `secure` only behind https: over plain http the cookie would be dropped. */
export function sessionCookies(secret: Buffer, session: Session, secure: boolean): string[] {
  const value = signSession(secret, session, secure)
  if (!secure) return [setCookie(SESSION_COOKIE, value, SESSION_SECONDS)]
  return [`${setCookie(HOST_COOKIE, value, SESSION_SECONDS)}; Secure`, setCookie(SESSION_COOKIE, '', 0)]
}

/** The Set-Cookie headers that make a browser forget its session. */
export function endedSessionCookies(secure: boolean): string[] {
  const plain = setCookie(SESSION_COOKIE, '', 0)
  return secure ? [`${setCookie(HOST_COOKIE, '', 0)}; Secure`, plain] : [plain]
}

function setCookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`
}

/** The value of a cookie in a Cookie header; the first one where a name is given twice. */
function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim()
  }
  return null
}

function mac(secret: Buffer, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
