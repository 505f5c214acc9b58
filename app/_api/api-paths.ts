import type { BoardRange } from '../../game/protocol/http.ts'

/** The addresses of the API below /api, under which a page in the browser keeps what it was told: those rendered on the server give it the same. */

export const SESSION_PATH = '/session'

export const agentPath = (id: string): string => `/agents/${encodeURIComponent(id)}`

export const policyPath = (id: string): string => `${agentPath(id)}/policy`

export const playerPath = (id: string): string => `/players/${encodeURIComponent(id)}`

/** key: for a private one. */
export const matchPath = (id: string, key?: string | null): string =>
  `/matches/${encodeURIComponent(id)}${key ? `?key=${encodeURIComponent(key)}` : ''}`

export const dailyPath = (task: string): string => `/daily?task=${encodeURIComponent(task)}`

/** Which part of a board. */
export interface BoardPart {
  task: string
  who: 'people' | 'agents' | 'both'
  range?: BoardRange
  /** 1 for the first. */
  page?: number
}

export function boardPartPath({ task, who, range = 'all', page = 1 }: BoardPart): string {
  const rest = `${range === 'all' ? '' : `&range=${range}`}${page === 1 ? '' : `&page=${page}`}`
  return `/leaderboard?task=${encodeURIComponent(task)}&who=${who}${rest}`
}
