import type * as z from 'zod/mini'
import { ErrorView } from '../../game/protocol/http.ts'

/** A refusal or failure of the API, in words for people. `status` 0: nobody answered. */
export class ApiError extends Error {
  override name = 'ApiError'
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
  ) {
    super(message)
  }
}

async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const refusal = ErrorView.safeParse(body)
  if (refusal.success) return new ApiError(refusal.data.error.message, response.status, refusal.data.error.code)
  return new ApiError('The server could not answer this. Try again in a moment.', response.status, 'unexpected')
}

/** Asks `/api` and returns the reply as its schema reads it. Throws ApiError for refusals, silence, and replies of another shape. */
export async function fetchApi<Schema extends z.ZodMiniType>(
  schema: Schema,
  path: string,
  init: { method?: 'GET' | 'POST' | 'DELETE'; body?: unknown; signal?: AbortSignal } = {},
): Promise<z.infer<Schema>> {
  let response: Response
  try {
    response = await fetch(`/api${path}`, {
      method: init.method ?? 'GET',
      credentials: 'same-origin',
      cache: 'no-store',
      signal: init.signal,
      headers: init.body === undefined ? {} : { 'content-type': 'application/json' },
      body: init.body === undefined ? null : JSON.stringify(init.body),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError('The server did not answer. Check your network; this tries again by itself.', 0, 'unreachable')
  }
  if (!response.ok) throw await readError(response)
  const body: unknown = await response.json().catch(() => null)
  const reply = schema.safeParse(body)
  if (!reply.success)
    throw new ApiError(
      'The server answered something this page does not understand. Reload the page.',
      response.status,
      'shape',
    )
  return reply.data
}
