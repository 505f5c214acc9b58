import type { IncomingHttpHeaders } from 'node:http'
import { networkInterfaces } from 'node:os'

export interface OriginRule {
  /** The origin of PUBLIC_URL, such as `https://example.org`, or null. */
  publicOrigin: string | null
  /** Whether a host name without its port is this machine itself. */
  isOwnHost: (hostname: string) => boolean
}

export type OriginVerdict =
  /** From our own page. */
  | 'ours'
  /** No browser said where it comes from: not refused, but its cookies are ignored. */
  | 'none'
  /** From somebody else's page, or under a host name that is not ours (DNS rebinding). */
  | 'foreign'

/** The rule of this machine: localhost, its own addresses and its own name, and PUBLIC_URL. */
export function ownOriginRule(publicUrl: URL | null, ownName: string): OriginRule {
  let [addresses, readAt] = [ownAddresses(), Date.now()]
  return {
    publicOrigin: publicUrl?.origin ?? null,
    isOwnHost(hostname) {
      // A laptop changes networks: look again now and then.
      if (Date.now() - readAt > 10_000) [addresses, readAt] = [ownAddresses(), Date.now()]
      const host = hostname.toLowerCase().replace(/^\[|\]$/g, '')
      const name = ownName.toLowerCase().replace(/\.local$/, '')
      return isLoopback(host) || host === name || host === `${name}.local` || addresses.has(host)
    },
  }
}

/** Says where a request or a socket's handshake comes from, by its Origin, Sec-Fetch-Site or Referer, and Host headers. Browsers leave
 *  Origin out of plain GET requests; they then say so in Sec-Fetch-Site, but not over plain http to an address of the network, where
 *  only the Referer is left (our pages send it to ourselves: Referrer-Policy same-origin). */
export function judgeOrigin(headers: IncomingHttpHeaders, rule: OriginRule): OriginVerdict {
  const { origin, host, referer } = headers
  const site = headers['sec-fetch-site']
  const from = origin ?? (site === undefined ? originOf(referer) : undefined)
  if (from !== undefined) return isAllowedOrigin(from, host, rule) ? 'ours' : 'foreign'
  if (site === undefined) return 'none'
  // 'none' means typed into the address bar, or a bookmark.
  return (site === 'same-origin' || site === 'none') && isOwnHostHeader(host, rule) ? 'ours' : 'foreign'
}

/** The origin that a page's own addresses have: that of PUBLIC_URL, else the one under which it was asked for, where that is this machine. */
export function pageOrigin(host: string | undefined, rule: OriginRule): string {
  if (rule.publicOrigin !== null) return rule.publicOrigin
  return host !== undefined && isOwnHostHeader(host, rule) ? new URL(`http://${host}`).origin : 'http://localhost'
}

function isAllowedOrigin(origin: string, host: string | undefined, rule: OriginRule): boolean {
  if (origin === rule.publicOrigin) return true
  const url = parseUrl(origin)
  return url !== null && url.host === canonicalHost(host, url.protocol) && rule.isOwnHost(url.hostname)
}

function isOwnHostHeader(host: string | undefined, rule: OriginRule): boolean {
  const url = parseUrl(`http://${host ?? ''}`)
  if (!url) return false
  const publicHost = rule.publicOrigin === null ? null : new URL(rule.publicOrigin).host
  return rule.isOwnHost(url.hostname) || host?.toLowerCase() === publicHost
}

/** A Host header as URL.host would give it: lower case, without the scheme's default port. */
function canonicalHost(host: string | undefined, protocol: string): string | null {
  return host === undefined ? null : (parseUrl(`${protocol}//${host}`)?.host ?? null)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function ownAddresses(): Set<string> {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return new Set(all.map((entry) => entry.address.toLowerCase()))
}

function originOf(referer: string | undefined): string | undefined {
  return referer === undefined ? undefined : (parseUrl(referer)?.origin ?? 'null')
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
