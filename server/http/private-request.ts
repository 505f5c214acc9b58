import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { plainAddress } from '../base/networks.ts'
import { isLoopback } from './client-address.ts'

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/** Whether a request may see what only operators see: it has the token (`Authorization: Bearer …`), or comes from this machine itself,
 *  under a name of this machine and not on behalf of somebody else. */
export function isPrivateRequest(request: IncomingMessage, token: string | null): boolean {
  const [scheme, given] = (request.headers.authorization ?? '').split(' ')
  if (token !== null && scheme === 'Bearer' && given !== undefined && isSame(given, token)) return true
  if (!isLoopback(plainAddress(request.socket.remoteAddress ?? ''))) return false
  if (FORWARDED.some((name) => request.headers[name] !== undefined)) return false
  // A page elsewhere whose name was turned to this machine (DNS rebinding) asks under that name.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host)
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
