import type { IncomingHttpHeaders } from 'node:http'
import { Handshake, type HandshakeRefusal } from '../../game/protocol/messages.ts'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import type { Task } from '../../game/core/task.ts'
import { judgeOrigin, type OriginRule } from '../http/origin.ts'
import { verifySession, type Session } from '../http/session.ts'
import type { ExclusionList } from '../store/exclusions.ts'

export interface HandshakeRules {
  tasks: readonly Task[]
  originRule: OriginRule
  secret: Buffer
  /** A reverse proxy on this machine is believed about whom it speaks for. */
  behindProxy: boolean
  /** The people whose sessions count no more. */
  exclusions: Pick<ExclusionList, 'of'>
  /** Milliseconds since 1970. */
  wallClock: () => number
}

export type HandshakeVerdict =
  /** session: null for somebody without one, who may only watch. */
  { ok: true; session: Session | null } | { ok: false; code: HandshakeRefusal; message: string }

const SENTENCES: Record<HandshakeRefusal, string> = {
  malformed: 'The server did not understand this connection. Reload the page.',
  outdated: 'Sparring was updated. Reload the page.',
  origin: 'This connection comes from another site. Open Sparring under its own address.',
  busy: 'The server is full. It is tried again by itself.',
  crowded: 'Too many connections come from your network. Close other tabs, or wait: it is tried again by itself.',
  banned: 'You were shut out of this server.',
}

export function refuseHandshake(code: HandshakeRefusal): HandshakeVerdict & { ok: false } {
  return { ok: false, code, message: SENTENCES[code] }
}

/** Judges who may come in, and as whom: our own pages of this version. A cookie counts only where a browser says that it comes from us. */
export function judgeHandshake(headers: IncomingHttpHeaders, auth: unknown, rules: HandshakeRules): HandshakeVerdict {
  const origin = judgeOrigin(headers, rules.originRule)
  if (origin === 'foreign') return refuseHandshake('origin')
  const said = Handshake.safeParse(auth)
  if (!said.success) return refuseHandshake('malformed')
  const { protocol, tasks } = said.data
  const current = protocol === PROTOCOL_VERSION && rules.tasks.every(({ id, version }) => tasks[id] === version)
  if (!current) return refuseHandshake('outdated')
  const session = origin === 'ours' ? verifySession(rules.secret, headers.cookie, rules.wallClock()) : null
  const excluded = session && rules.exclusions.of(session.userId)
  if (excluded === 'banned') return refuseHandshake('banned')
  return { ok: true, session: excluded === 'deleted' ? null : session }
}

/** Who sends a request from a page of ours, as far as they have a session that counts. */
export function sessionOf(
  headers: IncomingHttpHeaders,
  rules: Pick<HandshakeRules, 'originRule' | 'secret' | 'exclusions' | 'wallClock'>,
): Session | null {
  if (judgeOrigin(headers, rules.originRule) !== 'ours') return null
  const session = verifySession(rules.secret, headers.cookie, rules.wallClock())
  return session && rules.exclusions.of(session.userId) ? null : session
}
