import type { ClientRequest, ServerResponse } from 'node:http'
import type { Timers } from '../base/time.ts'
import type { HttpLimits } from './http-limits.ts'
import { HttpRefusal } from './http-refusal.ts'

/** Headers that concern one connection only (RFC 9110, 7.6.1). */
export const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

interface RelayDeps {
  limits: HttpLimits
  timers: Timers
  /** Aborted when the browser has gone. */
  signal: AbortSignal
}

/** Sends a request to web and streams the reply back, held back while the browser reads slowly. Resolves when web's socket is free
 *  again. Rejects when web cannot be reached, with an HttpRefusal (504) when it is silent, and when a reply is broken off: because
 *  either side made no progress for too long, or the browser has gone. */
export function relay(
  upstream: ClientRequest,
  body: Buffer,
  outgoing: ServerResponse,
  { limits, timers, signal }: RelayDeps,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null
    let complete = false
    const fail = (error: Error): void => {
      failure ??= error
      upstream.destroy()
    }
    const progress = alarm(timers, () => fail(outgoing.headersSent ? new Error('No progress.') : silent()))
    const whole = alarm(timers, () => fail(new Error('The reply took too long.')))
    const onAbort = (): void => fail(new Error('The browser went away.'))
    signal.addEventListener('abort', onAbort)
    progress.set(limits.replyMs)

    upstream.on('response', (reply) => {
      try {
        outgoing.writeHead(reply.statusCode ?? 502, without(reply.headers, HOP_BY_HOP))
      } catch (error) {
        return fail(error instanceof Error ? error : new Error(String(error)))
      }
      progress.set(limits.idleMs)
      whole.set(limits.wholeReplyMs)
      reply.on('data', () => progress.set(limits.idleMs))
      reply.on('end', () => (complete = true))
      reply.on('error', fail)
      reply.pipe(outgoing)
    })
    upstream.on('error', fail)
    // The last that a request says, however it went.
    upstream.on('close', () => {
      progress.end()
      whole.end()
      signal.removeEventListener('abort', onAbort)
      if (complete) resolve()
      else reject(failure ?? new Error('Web broke off its reply.'))
    })
    if (signal.aborted) return onAbort()
    upstream.end(body)
  })
}

/** The headers without some. */
export function without<T extends object>(headers: T, names: string[]): T {
  const kept = { ...headers }
  for (const name of names) Reflect.deleteProperty(kept, name)
  return kept
}

/** One alarm that is set again and again. */
function alarm(timers: Timers, ring: () => void): { set: (ms: number) => void; end: () => void } {
  let cancel = (): void => {}
  return {
    set(ms) {
      cancel()
      cancel = Number.isFinite(ms) ? timers.after(ms, ring) : () => {}
    },
    end: () => cancel(),
  }
}

const silent = (): HttpRefusal =>
  new HttpRefusal(504, 'silent', 'The server did not answer in time: try again in a moment.', { 'Retry-After': '5' })
