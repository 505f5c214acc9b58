import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Who sent a request, as its signed cookie says. */
export interface Session {
  userId: string
  name: string
  /** Seconds since 1970 when the cookie was issued. */
  issued: number
}

export const SESSION_COOKIE = 'sparring_session'
/** Seconds that a session lasts. */
export const SESSION_SECONDS = 400 * 24 * 3600

const Payload = z.strictObject({
  u: z.string().regex(/^[0-9a-z]{16,40}$/),
  n: z.string().min(1).max(40),
  i: z.number().int().min(0),
})

/** The value of the session cookie: base64url(JSON) '.' base64url(HMAC-SHA256 of the first part). */
export function signSession(secret: Buffer, session: Session): string {
  const payload = Buffer.from(JSON.stringify({ u: session.userId, n: session.name, i: session.issued })).toString(
    'base64url',
  )
  return `${payload}.${mac(secret, payload)}`
}

/** The session in a Cookie header, or null where there is none, it is not ours, or it has expired. `now` in milliseconds since 1970. */
export function verifySession(secret: Buffer, cookieHeader: string | undefined, now: number): Session | null {
  const value = readCookie(cookieHeader, SESSION_COOKIE)
  const [payload, signature, rest] = value?.split('.') ?? []
  if (!payload || !signature || rest !== undefined) return null
  const [given, wanted] = [Buffer.from(signature), Buffer.from(mac(secret, payload))]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const parsed = Payload.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')))
  if (!parsed.success) return null
  const { u: userId, n: name, i: issued } = parsed.data
  const age = now / 1000 - issued
  return age <= SESSION_SECONDS && age > -300 ? { userId, name, issued } : null
}

/** The Set-Cookie header that gives a browser this session. `secure` only behind https: over plain http the cookie would be dropped. */
export function sessionCookie(secret: Buffer, session: Session, secure: boolean): string {
  const value = signSession(secret, session)
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The Set-Cookie header that makes a browser forget its session. */
export function endedSessionCookie(secure: boolean): string {
  return `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
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
