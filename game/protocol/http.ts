import * as z from 'zod/mini'

/** Every reply of the HTTP API under `/api`, used by the page to read it and by the server to build it. Written with zod's small edition,
 *  which every page loads; what the server alone reads is in `http-bodies.ts`. */

const Id = z.string().check(z.regex(/^[0-9a-z]{16,40}$/))
const Time = z.iso.datetime()

/** A rating as it is shown: the scale of `game/league/rating.ts`. */
export const RatingView = z.object({
  rating: z.number(),
  uncertainty: z.number(),
  games: z.int(),
  wins: z.int(),
  losses: z.int(),
  provisional: z.boolean(),
})
export type RatingView = z.infer<typeof RatingView>

/** How many visible characters a person's name has. */
export const NAME_LENGTH = { min: 3, max: 20 } as const

/** GET or POST /api/session: who I am; null before the first action (GET only). POST makes a guest. */
export const SessionView = z.object({ user: z.nullable(z.object({ id: Id, name: z.string() })) })
export type SessionView = z.infer<typeof SessionView>

export const AgentKind = z.enum(['house', 'builtin', 'partner'])
export type AgentKind = z.infer<typeof AgentKind>

/** One agent in a list. */
export const AgentSummary = z.object({
  id: Id,
  kind: AgentKind,
  name: z.string(),
  description: z.string(),
  task: z.string(),
  reactionTicks: z.int(),
  rating: z.nullable(RatingView),
})
export type AgentSummary = z.infer<typeof AgentSummary>

/** GET /api/agents: the house agents and built-ins that can be chosen, in their order. */
export const AgentsView = z.object({ agents: z.array(AgentSummary) })
export type AgentsView = z.infer<typeof AgentsView>

export const MatchSeatView = z.object({
  seat: z.int(),
  kind: z.enum(['human', 'agent']),
  id: z.nullable(Id),
  name: z.string(),
  score: z.int(),
  place: z.int(),
  ratingBefore: z.nullable(z.number()),
  ratingAfter: z.nullable(z.number()),
})

/** A finished match in a list. */
export const MatchSummary = z.object({
  id: Id,
  task: z.string(),
  mode: z.enum(['sparring', 'ranked', 'people', 'invite']),
  rated: z.boolean(),
  status: z.enum(['checked', 'disputed', 'void']),
  endedAt: Time,
  seconds: z.number(),
  reason: z.string(),
  seats: z.array(MatchSeatView),
})
export type MatchSummary = z.infer<typeof MatchSummary>

/** GET /api/matches/ID (?key=): one finished match. 404 with an ErrorView where there is none to be seen. */
export const MatchView = z.object({ match: MatchSummary })
export type MatchView = z.infer<typeof MatchView>

export const RevisionView = z.object({
  number: z.int(),
  hash: z.string(),
  checkpoint: z.boolean(),
  checkpointName: z.nullable(z.string()),
  note: z.string(),
  matchId: z.nullable(Id),
  createdAt: Time,
  head: z.boolean(),
})
export type RevisionView = z.infer<typeof RevisionView>

/** GET /api/agents/ID: who it is, its checkpoints with their ratings, its latest matches. */
export const AgentView = z.object({
  agent: z.extend(AgentSummary, { owner: z.nullable(z.object({ id: Id, name: z.string() })), createdAt: Time }),
  checkpoints: z.array(z.extend(RevisionView, { rating: z.nullable(RatingView) })),
  matches: z.array(MatchSummary),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
})
export type AgentView = z.infer<typeof AgentView>

/** GET /api/leaderboard?task=pong&who=people|agents|both: best first. */
export const BoardRow = z.object({
  rank: z.nullable(z.int()),
  kind: z.enum(['human', 'agent']),
  id: Id,
  name: z.string(),
  rating: RatingView,
  me: z.boolean(),
})
export type BoardRow = z.infer<typeof BoardRow>
export const LeaderboardView = z.object({ task: z.string(), rows: z.array(BoardRow) })
export type LeaderboardView = z.infer<typeof LeaderboardView>

/** GET /api/me: my page. POST /api/me/partners/ID/{rewind {number} | freeze {frozen} | restart {}} and DELETE /api/me/partners/ID
 *  change a partner and reply MeView; the server refuses others' partners with 404. Deleting can be undone for a while by
 *  POST /api/me/partners/ID/restore {}. */
export const PartnerView = z.object({
  id: Id,
  name: z.string(),
  parentName: z.string(),
  frozen: z.boolean(),
  headNumber: z.int(),
  revisions: z.array(RevisionView),
  matches: z.int(),
  wins: z.int(),
  createdAt: Time,
})
export type PartnerView = z.infer<typeof PartnerView>
export const MeView = z.object({
  user: z.nullable(z.object({ id: Id, name: z.string(), createdAt: Time })),
  rating: z.nullable(RatingView),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
  partners: z.array(PartnerView),
  matches: z.array(MatchSummary),
})
export type MeView = z.infer<typeof MeView>

/** GET /api/live (answered by the game process): public matches being played now, newest first. */
export const LiveMatch = z.object({
  id: Id,
  task: z.string(),
  mode: z.enum(['sparring', 'ranked', 'people', 'invite']),
  seats: z.array(z.object({ name: z.string(), kind: z.enum(['human', 'agent']), score: z.int() })),
  seconds: z.number(),
  watching: z.int(),
})
export type LiveMatch = z.infer<typeof LiveMatch>
export const LiveView = z.object({ matches: z.array(LiveMatch) })
export type LiveView = z.infer<typeof LiveView>

/** GET /api/weights/HASH: the little-endian float32 bytes, immutable (application/octet-stream, cached for a year).
 *  Only weights of public agents, or of the asking user's partners. */

/** Any refusal: what happened and what to do. */
export const ErrorView = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export type ErrorView = z.infer<typeof ErrorView>
