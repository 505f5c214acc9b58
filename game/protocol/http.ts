import * as z from 'zod/mini'
import { AgentKind, Difficulty, MatchMode, MatchStatus } from './terms.ts'

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

/** What somebody has scored in a task that is ranked by score. match: of the best one. */
export const ScoreView = z.object({ best: z.number(), mean: z.number(), games: z.int(), match: Id, at: Time })
export type ScoreView = z.infer<typeof ScoreView>

/** How many visible characters a person's name has. */
export const NAME_LENGTH = { min: 3, max: 20 } as const

/** GET or POST /api/session: who I am; null before the first action (GET only). POST makes a guest. */
export const SessionView = z.object({ user: z.nullable(z.object({ id: Id, name: z.string() })) })
export type SessionView = z.infer<typeof SessionView>

/** One agent in a list. */
export const AgentSummary = z.object({
  id: Id,
  kind: AgentKind,
  name: z.string(),
  description: z.string(),
  task: z.string(),
  reactionTicks: z.int(),
  /** One of the two, by what the task's board goes by; neither before the first match. */
  rating: z.nullable(RatingView),
  score: z.nullable(ScoreView),
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
  score: z.number(),
  place: z.int(),
  ratingBefore: z.nullable(z.number()),
  ratingAfter: z.nullable(z.number()),
})

/** A finished match in a list. */
export const MatchSummary = z.object({
  id: Id,
  task: z.string(),
  /** Those of the log's header. */
  options: z.record(z.string(), z.number()),
  mode: MatchMode,
  /** How hard the agent was to make it, null where it played its best; and the share of its decisions that it let pass for that. */
  difficulty: z.nullable(Difficulty),
  heldBack: z.number(),
  rated: z.boolean(),
  status: MatchStatus,
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

const BoardName = z.object({ kind: z.enum(['human', 'agent']), id: Id, name: z.string(), me: z.boolean() })
export const RatedRow = z.extend(BoardName, { rank: z.nullable(z.int()), rating: RatingView })
export type RatedRow = z.infer<typeof RatedRow>
export const ScoredRow = z.extend(BoardName, { rank: z.int(), score: ScoreView })
export type ScoredRow = z.infer<typeof ScoredRow>
export const RatingBoard = z.object({ ranked: z.literal('rating'), task: z.string(), rows: z.array(RatedRow) })
export type RatingBoard = z.infer<typeof RatingBoard>
export const ScoreBoard = z.object({ ranked: z.literal('score'), task: z.string(), rows: z.array(ScoredRow) })
export type ScoreBoard = z.infer<typeof ScoreBoard>

/** GET /api/leaderboard?task=ID&who=people|agents|both: best first, by what the task says it is ranked by. */
export const LeaderboardView = z.discriminatedUnion('ranked', [RatingBoard, ScoreBoard])
export type LeaderboardView = z.infer<typeof LeaderboardView>

/** GET /api/me: my page. POST /api/me/partners/ID/{rewind {number} | freeze {frozen} | restart {}} and DELETE /api/me/partners/ID
 *  change a partner and reply MeView; the server refuses others' partners with 404. Deleting can be undone for a while by
 *  POST /api/me/partners/ID/restore {}. */
export const PartnerView = z.object({
  id: Id,
  task: z.string(),
  name: z.string(),
  /** The house agent that it was forked from. */
  parentId: z.nullable(Id),
  parentName: z.string(),
  frozen: z.boolean(),
  headNumber: z.int(),
  revisions: z.array(RevisionView),
  matches: z.int(),
  wins: z.int(),
  createdAt: Time,
})
export type PartnerView = z.infer<typeof PartnerView>
/** Where somebody stands in a task: by rating or by score, as its board goes. */
export const StandingView = z.object({
  task: z.string(),
  rating: z.nullable(RatingView),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
  score: z.nullable(ScoreView),
})
export type StandingView = z.infer<typeof StandingView>
export const MeView = z.object({
  user: z.nullable(z.object({ id: Id, name: z.string(), createdAt: Time })),
  /** One of each task in which there is anything. */
  standings: z.array(StandingView),
  partners: z.array(PartnerView),
  matches: z.array(MatchSummary),
})
export type MeView = z.infer<typeof MeView>

/** GET /api/live (answered by the game process): public matches being played now, newest first. */
export const LiveMatch = z.object({
  id: Id,
  task: z.string(),
  mode: MatchMode,
  seats: z.array(z.object({ name: z.string(), kind: z.enum(['human', 'agent']), score: z.number() })),
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
