import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { LiveView, MyMatchView } from '../../game/protocol/http.ts'
import type { Limits } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import type { Timers } from '../base/time.ts'
import { cspReports } from './csp-report.ts'
import { healthOf, type Health, type HealthCheck, type ResultsLeft } from './health.ts'
import { HttpRefusal, notFound } from './http-refusal.ts'
import { createMetrics } from './metrics.ts'
import { isPrivateRequest } from './private-request.ts'
import type { WebProxy } from './proxy.ts'
import { RateLimiter } from '../base/rate-limiter.ts'
import { readBody } from './read-body.ts'
import { parseTarget } from './request-target.ts'
import { CSP_REPORT_PATH, securityHeaders } from './security-headers.ts'
import { sendRefusal } from './send-refusal.ts'

export interface GameDoorDeps {
  web: WebProxy
  limits: Pick<Limits, 'readPerAddress' | 'changePerAddress' | 'bodyBytes' | 'bodyMs'>
  timers: Timers
  log: Logger
  addressOf: (request: IncomingMessage) => string
  /** A token: whoever sends it may see what otherwise only this machine sees; null: nobody else may. */
  token: string | null
  health: HealthCheck
  /** What the game process knows of itself and its children. */
  report: () => Omit<Health, 'status' | 'answers'>
  /** Results that the database does not have; may reject. */
  results: () => Promise<ResultsLeft>
  live: () => LiveView
  /** The match that waits for the sender. */
  myMatch: (request: IncomingMessage) => MyMatchView
}

/** What the game process answers itself, and by which method. */
export const GAME_ROUTES = {
  '/healthz': 'GET',
  '/metrics': 'GET',
  '/api/live': 'GET',
  '/api/my-match': 'GET',
  [CSP_REPORT_PATH]: 'POST',
} as const
export type GamePath = keyof typeof GAME_ROUTES

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The first to hear of every HTTP request: answers what only the game process knows, and hands all else on to web. */
export function createGameDoor(deps: GameDoorDeps): RequestListener {
  const { limits, timers } = deps
  const limiters = {
    GET: new RateLimiter(limits.readPerAddress, timers.now),
    POST: new RateLimiter(limits.changePerAddress, timers.now),
  }
  const metrics = createMetrics(deps.report, deps.results)
  const isReport = cspReports(deps.log, timers)
  const answers: Record<GamePath, Answer> = {
    '/healthz': async (request, response) => {
      const answers = await deps.health.answers()
      const { status, body } = healthOf({ ...deps.report(), answers })
      const shown = isPrivateRequest(request, deps.token) ? body : { status: body.status }
      send(request, response, status, JSON.stringify(shown))
    },
    '/metrics': async (request, response) => {
      if (!isPrivateRequest(request, deps.token)) throw notFound('page')
      send(request, response, 200, await metrics.text(), metrics.contentType)
    },
    '/api/live': async (request, response) => send(request, response, 200, JSON.stringify(deps.live())),
    '/api/my-match': async (request, response) => send(request, response, 200, JSON.stringify(deps.myMatch(request))),
    [CSP_REPORT_PATH]: async (request, response) => {
      if (!isReport(await readBody(request, limits, timers))) throw badReport()
      metrics.violation()
      response.writeHead(204, securityHeaders).end()
    },
  }

  return (request, response) => {
    metrics.count(request, response)
    const pathname = parseTarget(request.url)?.pathname
    const path = gamePaths.find((each) => each === pathname)
    if (!path) return deps.web.handle(request, response)
    request.on('error', () => {})
    const method = GAME_ROUTES[path]
    const refusal = refusalOf(request, method, limiters[method].spend(deps.addressOf(request)))
    const answer = refusal ? Promise.reject(refusal) : answers[path](request, response)
    answer.catch((error: unknown) => {
      if (error instanceof HttpRefusal) return sendRefusal(response, error, true)
      // A sender that went away; or a fault, which must not end the process.
      if (!request.socket.destroyed) deps.log.error({ err: error, path }, 'A request failed')
      request.socket.destroy()
    })
  }
}

const gamePaths = Object.keys(GAME_ROUTES) as GamePath[]

function refusalOf(request: IncomingMessage, method: 'GET' | 'POST', wait: number): HttpRefusal | null {
  const given = request.method === 'HEAD' ? 'GET' : request.method
  if (given !== method) {
    return new HttpRefusal(405, 'method', `This address answers ${method} only.`, {
      Allow: method,
      Connection: 'close',
    })
  }
  if (wait === 0) return null
  const seconds = Math.ceil(wait / 1000)
  return new HttpRefusal(429, 'too-often', `Too many requests: try again in ${seconds} s.`, {
    'Retry-After': `${seconds}`,
    ...(method === 'POST' ? { Connection: 'close' } : {}),
  })
}

const badReport = (): HttpRefusal =>
  new HttpRefusal(400, 'malformed', 'This is no report of a violation of the content security policy.')

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  type = 'application/json; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...securityHeaders })
  response.end(request.method === 'HEAD' ? undefined : text)
}
