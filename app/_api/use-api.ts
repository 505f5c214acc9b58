'use client'

import useSWR, { type SWRConfiguration, type SWRResponse } from 'swr'
import type * as z from 'zod/mini'
import {
  AgentsView,
  AgentView,
  DailyView,
  LeaderboardView,
  LiveView,
  MatchView,
  MeView,
  PlayerView,
  SessionView,
} from '../../game/protocol/http.ts'
import {
  agentPath,
  boardPartPath,
  type BoardPart,
  dailyPath,
  matchPath,
  playerPath,
  SESSION_PATH,
} from './api-paths.ts'
import { fetchApi, type ApiError } from './fetch-api.ts'

/** What an SWR hook of the API returns. */
export type ApiReply<Data> = SWRResponse<Data, ApiError>

function useApi<Schema extends z.ZodMiniType>(
  schema: Schema,
  path: string | null,
  options: SWRConfiguration<z.infer<Schema>, ApiError> = {},
): ApiReply<z.infer<Schema>> {
  return useSWR<z.infer<Schema>, ApiError>(path, (key: string) => fetchApi(schema, key), {
    // A refusal (404, 403) stays refused: only silence and faults of the server are worth asking again.
    shouldRetryOnError: (error: ApiError) => error.status === 0 || error.status >= 500,
    errorRetryInterval: 3000,
    ...options,
  })
}

/** Asks who I am: `user` is null before the first action. */
export const useSession = (): ApiReply<SessionView> => useApi(SessionView, SESSION_PATH)

/** The house agents and built-ins. */
export const useAgents = (): ApiReply<AgentsView> => useApi(AgentsView, '/agents')

/** One agent by its id. */
export const useAgent = (id: string): ApiReply<AgentView> => useApi(AgentView, agentPath(id))

/** What everybody may see of a person. */
export const usePlayer = (id: string): ApiReply<PlayerView> => useApi(PlayerView, playerPath(id))

/** A page of the board of a task. */
export const useLeaderboard = (part: BoardPart): ApiReply<LeaderboardView> =>
  useApi(LeaderboardView, boardPartPath(part), { refreshInterval: 20_000 })

/** The newborn of the day of a task; asked for often while one of mine is being measured. */
export const useDaily = (task: string): ApiReply<DailyView> =>
  useApi(DailyView, dailyPath(task), {
    refreshInterval: (daily) => (daily?.tries.some(({ outcome }) => outcome === 'waiting') ? 2000 : 30_000),
  })

/** My page. */
export const useMe = (): ApiReply<MeView> => useApi(MeView, '/me')

/** The public matches being played, every four seconds while the page is seen. */
export const useLive = (): ApiReply<LiveView> => useApi(LiveView, '/live', { refreshInterval: 4000 })

/** One finished match; `key` for a private one, `null` as id asks nothing. */
export const useMatch = (id: string | null, key?: string | null): ApiReply<MatchView> =>
  useApi(MatchView, id === null ? null : matchPath(id, key))
