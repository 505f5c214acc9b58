import { z } from 'zod'

/** Every reply of the HTTP API under `/api`, used by the page to read it and by the server to build it. */

const Id = z.string().regex(/^[0-9a-z]{16,40}$/)
const Time = z.iso.datetime()

/** A rating as it is shown: the scale of `game/league/rating.ts`. */
export const RatingView = z.object({
  rating: z.number(),
  uncertainty: z.number(),
  games: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
  provisional: z.boolean(),
})
export type RatingView = z.infer<typeof RatingView>

/** GET or POST /api/session: who I am; null before the first action (GET only). POST makes a guest. */
export const SessionView = z.object({ user: z.object({ id: Id, name: z.string() }).nullable() })
export type SessionView = z.infer<typeof SessionView>

/** POST /api/me/name {name}: 1 to 24 characters after trimming; sets a new cookie. Replies SessionView. */
export const NameBody = z.strictObject({ name: z.string().trim().min(1).max(24) })

export const AgentKind = z.enum(['house', 'builtin', 'partner'])
export type AgentKind = z.infer<typeof AgentKind>

/** One agent in a list. */
export const AgentSummary = z.object({
  id: Id,
  kind: AgentKind,
  name: z.string(),
  description: z.string(),
  task: z.string(),
  reactionTicks: z.number().int(),
  rating: RatingView.nullable(),
})
export type AgentSummary = z.infer<typeof AgentSummary>

/** GET /api/agents: the house agents and built-ins that can be chosen, in their order. */
export const AgentsView = z.object({ agents: z.array(AgentSummary) })
export type AgentsView = z.infer<typeof AgentsView>

export const MatchSeatView = z.object({
  seat: z.number().int(),
  kind: z.enum(['human', 'agent']),
  id: Id.nullable(),
  name: z.string(),
  score: z.number().int(),
  place: z.number().int(),
  ratingBefore: z.number().nullable(),
  ratingAfter: z.number().nullable(),
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
  number: z.number().int(),
  hash: z.string(),
  checkpoint: z.boolean(),
  checkpointName: z.string().nullable(),
  note: z.string(),
  matchId: Id.nullable(),
  createdAt: Time,
  head: z.boolean(),
})
export type RevisionView = z.infer<typeof RevisionView>

/** GET /api/agents/ID: who it is, its checkpoints with their ratings, its latest matches. */
export const AgentView = z.object({
  agent: AgentSummary.extend({ owner: z.object({ id: Id, name: z.string() }).nullable(), createdAt: Time }),
  checkpoints: z.array(RevisionView.extend({ rating: RatingView.nullable() })),
  matches: z.array(MatchSummary),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
})
export type AgentView = z.infer<typeof AgentView>

/** GET /api/leaderboard?task=pong&who=people|agents|both: best first. */
export const BoardRow = z.object({
  rank: z.number().int().nullable(),
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
  headNumber: z.number().int(),
  revisions: z.array(RevisionView),
  matches: z.number().int(),
  wins: z.number().int(),
  createdAt: Time,
})
export type PartnerView = z.infer<typeof PartnerView>
export const MeView = z.object({
  user: z.object({ id: Id, name: z.string(), createdAt: Time }).nullable(),
  rating: RatingView.nullable(),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
  partners: z.array(PartnerView),
  matches: z.array(MatchSummary),
})
export type MeView = z.infer<typeof MeView>
export const RewindBody = z.strictObject({ number: z.number().int().min(0) })
export const FreezeBody = z.strictObject({ frozen: z.boolean() })

/** GET /api/live (answered by the game process): public matches being played now, newest first. */
export const LiveMatch = z.object({
  id: Id,
  task: z.string(),
  mode: z.enum(['sparring', 'ranked', 'people', 'invite']),
  seats: z.array(z.object({ name: z.string(), kind: z.enum(['human', 'agent']), score: z.number().int() })),
  seconds: z.number(),
  watching: z.number().int(),
})
export type LiveMatch = z.infer<typeof LiveMatch>
export const LiveView = z.object({ matches: z.array(LiveMatch) })
export type LiveView = z.infer<typeof LiveView>

/** GET /api/weights/HASH: the little-endian float32 bytes, immutable (application/octet-stream, cached for a year).
 *  Only weights of public agents, or of the asking user's partners. */

/** Any refusal: what happened and what to do. */
export const ErrorView = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export type ErrorView = z.infer<typeof ErrorView>
