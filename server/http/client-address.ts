import type { IncomingMessage } from 'node:http'

/** Whose limits a connection counts against: the address of its other end. A reverse proxy on this machine, which PUBLIC_URL announces,
 *  is believed about whom it speaks for; nobody else is. IPv6 counts by /64, the smallest network that one customer gets. */
export function clientAddress(request: IncomingMessage, behindProxy: boolean): string {
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  const forwarded = request.headers['x-forwarded-for']
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim()
  const believed = behindProxy && isLoopback(peer) && last ? plainAddress(last) : peer
  return networkOf(believed)
}

/** An IPv4 address inside an IPv6 one, as itself. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

/** Whether an address is this machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** An IPv6 address's first four groups; anything else as it is. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
