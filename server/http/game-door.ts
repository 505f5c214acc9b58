import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { LiveView } from '../../game/protocol/http.ts'
import type { Limits } from '../limits.ts'
import type { Timers } from '../match/time.ts'
import { healthOf, type Health, type HealthCheck } from './health.ts'
import { HttpRefusal } from './http-refusal.ts'
import { isPrivateRequest } from './private-request.ts'
import type { WebProxy } from './proxy.ts'
import { RateLimiter } from './rate-limit.ts'
import { parseTarget } from './request-target.ts'
import { securityHeaders } from './security-headers.ts'
import { sendRefusal } from './send-refusal.ts'

export interface GameDoorDeps {
  web: WebProxy
  limits: Pick<Limits, 'readPerAddress'>
  timers: Timers
  addressOf: (request: IncomingMessage) => string
  /** Who has it may see what only this machine sees otherwise; null: nobody else may. */
  token: string | null
  health: HealthCheck
  /** What the game process knows of itself and its children. */
  report: () => Omit<Health, 'status' | 'answers'>
  live: () => LiveView
}

/** The paths that the game process answers itself. */
export const GAME_PATHS = ['/healthz', '/api/live'] as const
type GamePath = (typeof GAME_PATHS)[number]

/** The first to hear of every HTTP request: answers what only the game process knows, and hands all else on to web. */
export function createGameDoor(deps: GameDoorDeps): RequestListener {
  const limiter = new RateLimiter(deps.limits.readPerAddress, deps.timers.now)
  const answers: Record<GamePath, (request: IncomingMessage, response: ServerResponse) => void> = {
    '/healthz': (request, response) => void answerHealth(deps, request, response),
    '/api/live': (request, response) => sendJson(request, response, 200, deps.live()),
  }
  return (request, response) => {
    const path = GAME_PATHS.find((each) => each === parseTarget(request.url)?.pathname)
    if (!path) return deps.web.handle(request, response)
    const refusal = refusalOf(request, limiter.take(deps.addressOf(request)))
    if (refusal) sendRefusal(response, refusal, true)
    else answers[path](request, response)
  }
}

function refusalOf(request: IncomingMessage, wait: number): HttpRefusal | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new HttpRefusal(405, 'method', 'This address answers GET only.', { Allow: 'GET, HEAD', Connection: 'close' })
  }
  if (wait === 0) return null
  const seconds = Math.ceil(wait / 1000)
  return new HttpRefusal(429, 'too-often', `Too many requests: try again in ${seconds} s.`, {
    'Retry-After': `${seconds}`,
  })
}

async function answerHealth(deps: GameDoorDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = healthOf({ ...deps.report(), answers: await deps.health.answers() })
  const shown = isPrivateRequest(request, deps.token) ? body : { status: body.status }
  sendJson(request, response, status, shown)
}

function sendJson(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...securityHeaders }
  response.writeHead(status, headers)
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body))
}
