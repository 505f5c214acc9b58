import type { Limits } from '../base/limits.ts'

/** The limits of the HTTP door in the game process: how long and how much of it one request, connection or address may hold. */
export type HttpLimits = Pick<
  Limits,
  | 'connectionsPerAddress'
  | 'requestsPerConnection'
  | 'headersMs'
  | 'requestMs'
  | 'silentMs'
  | 'headerBytes'
  | 'bodyBytes'
  | 'bodyMs'
  | 'upstream'
  | 'upstreamPerAddress'
  | 'coolMs'
  | 'waitingPerAddress'
  | 'waitMs'
  | 'replyMs'
  | 'idleMs'
  | 'wholeReplyMs'
>

/** Development: the first request of a page waits until it is compiled, some streams stay open, and errors of the page are sent with
 *  their source maps. */
export function forDevelopment<L extends HttpLimits>(limits: L): L {
  const endless = { replyMs: Infinity, idleMs: Infinity, wholeReplyMs: Infinity }
  return { ...limits, ...endless, silentMs: 0, bodyBytes: 4_000_000 }
}
