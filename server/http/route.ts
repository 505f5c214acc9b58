import type { z } from 'zod'
import type { OutgoingHttpHeaders } from 'node:http'
import { LIMITS } from '../base/limits.ts'
import type { Session } from './session.ts'

/** Classes of requests, each with a limit for one client address. */
export const HTTP_RATES = {
  read: LIMITS.readPerAddress,
  change: LIMITS.changePerAddress,
  guest: LIMITS.guestsPerAddress,
  goodbye: LIMITS.goodbyesPerAddress,
  recover: LIMITS.recoveriesPerAddress,
  weights: LIMITS.weightsPerAddress,
} as const
export type HttpRateClass = keyof typeof HTTP_RATES

export interface ApiContext {
  /** Values of the path's `:names`. */
  params: Record<string, string>
  query: URLSearchParams
  /** The session of whoever asks; null for a stranger, and for a request whose cookie does not count. */
  session: Session | null
  /** The request's Cookie header. */
  cookie: string | undefined
}

export type ApiReply =
  | { body: unknown; headers?: OutgoingHttpHeaders }
  | { bytes: Uint8Array; headers: OutgoingHttpHeaders }
  /** JSON that is too long to be held at once. */
  | { pieces: AsyncGenerator<string>; headers: OutgoingHttpHeaders }

/** One row of the API's table. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  /** Such as `/api/agents/:id`. */
  path: string
  rate: HttpRateClass
  answer: (context: ApiContext, rawBody: unknown) => Promise<ApiReply>
}

/** A row without a body. */
export function get(path: string, rate: HttpRateClass, answer: (context: ApiContext) => Promise<ApiReply>): Route {
  return { method: 'GET', path, rate, answer }
}

/** A row whose body has been checked by `schema` when it is answered; the schema's ZodError is answered as 400. */
export function change<S extends z.ZodType>(
  method: 'POST' | 'DELETE',
  path: string,
  rate: HttpRateClass,
  schema: S,
  answer: (context: ApiContext, body: z.infer<S>) => Promise<ApiReply>,
): Route {
  return { method, path, rate, answer: async (context, rawBody) => answer(context, schema.parse(rawBody ?? {})) }
}

/** The row for a path and the values in it. `allowed`: the methods of the rows with that path, for a 405. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { route: Route | null; params: Record<string, string>; allowed: string[] } {
  const allowed: string[] = []
  for (const route of routes) {
    const params = matchPath(route.path, pathname)
    if (!params) continue
    if (route.method === method) return { route, params, allowed }
    allowed.push(route.method)
  }
  return { route: null, params: {}, allowed }
}

function matchPath(pattern: string, pathname: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), pathname.split('/')]
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return null
  }
  return params
}
