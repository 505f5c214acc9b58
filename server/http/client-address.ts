import type { IncomingMessage } from 'node:http'
import { addressOf, plainAddress } from '../base/networks.ts'

/** The address whose limits a connection counts against: that of its other end. A reverse proxy on this machine, which PUBLIC_URL announces,
 *  is believed about whom it speaks for; nobody else is. */
export function clientAddress(request: IncomingMessage, behindProxy: boolean): string {
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  const forwarded = request.headers['x-forwarded-for']
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim()
  const believed = behindProxy && isLoopback(peer) && last ? plainAddress(last) : peer
  return addressOf(believed)
}

/** Whether an address is this machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
