import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { ZodError } from 'zod'
import type { ErrorView } from '../../game/protocol/http.ts'
import type { Logger } from '../base/logger.ts'
import type { ExclusionList } from '../store/exclusions.ts'
import { isAway } from '../store/faults.ts'
import { HttpRefusal } from './http-refusal.ts'
import { judgeOrigin, type OriginRule } from './origin.ts'
import { RateLimiter } from '../base/rate-limiter.ts'
import { readJson } from './read-json.ts'
import { parseTarget } from './request-target.ts'
import { type ApiReply, findRoute, HTTP_RATES, type HttpRateClass, type Route } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { type Session, verifySession } from './session.ts'

export interface ApiDeps {
  routes: readonly Route[]
  secret: Buffer
  originRule: OriginRule
  log: Logger
  /** Milliseconds since 1970. */
  now: () => number
  /** The people whose sessions count no more. */
  exclusions: Pick<ExclusionList, 'of'>
  /** The address whose limits a request counts against. */
  addressOf: (request: IncomingMessage) => string
}

const MAX_BODY_BYTES = 4_096
/** Shorter replies are not worth compressing. */
const MIN_GZIP_BYTES = 1_000
const compress = promisify(gzip)

export type ApiHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The one door of the HTTP API: limits, origin, session, body, then the row of the table. Answers everything, also what it refuses. */
export function createApi(deps: ApiDeps): ApiHandler {
  const classes = Object.entries(HTTP_RATES).map(([name, rate]) => [name, new RateLimiter(rate, deps.now)] as const)
  const limiters = new Map<string, RateLimiter>(classes)

  const answer = async (request: IncomingMessage): Promise<ApiReply> => {
    const asked = parseTarget(request.url)
    if (!asked) throw new HttpRefusal(400, 'address', 'This is no address of the API.')
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '')
    const { route, params, allowed } = findRoute(deps.routes, method, asked.pathname)
    limit(limiters, route?.rate ?? 'read', deps.addressOf(request))
    if (!route && allowed.length > 0) {
      const Allow = allowed.join(', ')
      throw new HttpRefusal(405, 'method', `This address answers ${Allow} only.`, { Allow })
    }
    if (!route) throw new HttpRefusal(404, 'not-found', 'The API has no such address.')
    const session = admit(request, deps)
    const body = route.method === 'GET' ? undefined : await readJson(request, MAX_BODY_BYTES)
    return route.answer({ params, query: asked.query, session, cookie: request.headers.cookie }, body)
  }

  return async (request, response) => {
    try {
      await send(request, response, 200, await answer(request))
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal.status >= 500) deps.log.error({ err: error, url: request.url }, 'A request failed')
      const view: ErrorView = { error: { code: refusal.code, message: refusal.message } }
      await send(request, response, refusal.status, { body: view, headers: refusal.headers })
    }
  }
}

function limit(limiters: Map<string, RateLimiter>, rate: HttpRateClass, address: string): void {
  const wait = limiters.get(rate)?.spend(address) ?? 0
  if (wait === 0) return
  const seconds = Math.ceil(wait / 1000)
  throw new HttpRefusal(429, 'too-often', `Too many requests: try again in ${seconds} s.`, {
    'Retry-After': `${seconds}`,
  })
}

/** The session that counts for a request. Throws an HttpRefusal when it comes from somebody else's page, or wants to change something
 *  and does not say that it comes from ours. */
function admit(request: IncomingMessage, { secret, originRule, now, exclusions }: ApiDeps): Session | null {
  const verdict = judgeOrigin(request.headers, originRule)
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  if (verdict === 'ours') {
    const session = verifySession(secret, request.headers.cookie, now())
    const excluded = session && exclusions.of(session.userId)
    if (excluded === 'banned') throw new HttpRefusal(403, 'banned', 'You were shut out of this server.')
    return excluded === 'deleted' ? null : session
  }
  if (changes || (verdict === 'foreign' && request.headers.cookie !== undefined)) {
    throw new HttpRefusal(
      403,
      'origin',
      'This request does not come from our own page. Open Sparring at localhost or at the address of its machine; under another name, its PUBLIC_URL must be set.',
    )
  }
  return null
}

function asRefusal(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error
  if (error instanceof ZodError) {
    const issue = error.issues[0]
    const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : ''
    return new HttpRefusal(
      400,
      'malformed',
      `The request is not as it should be${where}: ${issue?.message ?? 'invalid'}.`,
    )
  }
  if (isAway(error)) {
    return new HttpRefusal(
      503,
      'database-away',
      'The database does not answer just now; matches go on. Try again in a moment.',
      {
        'Retry-After': '2',
      },
    )
  }
  return new HttpRefusal(500, 'fault', 'Something went wrong on the server. Try again in a moment.')
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  reply: ApiReply,
): Promise<void> {
  if ('pieces' in reply) return sendPieces(request, response, reply)
  const isBytes = 'bytes' in reply
  let bytes = isBytes ? Buffer.from(reply.bytes) : Buffer.from(JSON.stringify(reply.body))
  const headers: OutgoingHttpHeaders = {
    ...securityHeaders,
    'Content-Type': isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...reply.headers,
  }
  if (!isBytes && bytes.length >= MIN_GZIP_BYTES && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    bytes = await compress(bytes)
    headers['Content-Encoding'] = 'gzip'
    headers.Vary = 'Accept-Encoding'
  }
  headers['Content-Length'] = bytes.length
  response.writeHead(status, headers)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** Sends as fast as it is read. Where the reader goes, or something fails on the way, the connection is cut, so that nobody takes a part for
 *  all of it. */
async function sendPieces(
  request: IncomingMessage,
  response: ServerResponse,
  { pieces, headers }: Extract<ApiReply, { pieces: unknown }>,
): Promise<void> {
  const type = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
  response.writeHead(200, { ...securityHeaders, ...type, ...headers })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(Readable.from(pieces), response).catch(() => response.destroy())
}
