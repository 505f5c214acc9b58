import type { ServerResponse } from 'node:http'
import type { ErrorView } from '../../game/protocol/http.ts'
import type { HttpRefusal } from './http-refusal.ts'
import { securityHeaders } from './security-headers.ts'

/** Answers with a refusal: an ErrorView to who asks the API, its sentence to everyone else. */
export function sendRefusal(response: ServerResponse, refusal: HttpRefusal, toApi: boolean): void {
  const view: ErrorView = { error: { code: refusal.code, message: refusal.message } }
  const text = toApi ? JSON.stringify(view) : `${refusal.message}\n`
  response.writeHead(refusal.status, {
    ...securityHeaders,
    'Content-Type': toApi ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...refusal.headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : text)
}

/** Whether a target, well-formed or not, is meant for the API. */
export function isForApi(url: string | undefined): boolean {
  return url?.startsWith('/api/') ?? false
}
