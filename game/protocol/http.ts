import * as z from 'zod/mini'
import { RunningMatch } from './running-match.ts'
import { AgentKind, Difficulty, MatchMode, MatchStatus, PartnerAccess } from './terms.ts'

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
  /** Whether it has a page that who asks may open. */
  page: z.boolean(),
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

/** The best win of somebody: rated, against whoever was surest to be strong; of a partner, the clearest. rating: the other's before it. */
export const BestWin = z.object({
  match: Id,
  at: Time,
  mine: z.number(),
  theirs: z.number(),
  against: z.object({ kind: z.enum(['human', 'agent']), id: z.nullable(Id), name: z.string(), page: z.boolean() }),
  rating: z.nullable(z.number()),
})
export type BestWin = z.infer<typeof BestWin>

/** A match of a partner, as a point of its curve. share: of the points, its own. heldBack: the share of its decisions that it let pass. */
export const CurvePoint = z.object({ match: Id, at: Time, share: z.number(), heldBack: z.number() })
export type CurvePoint = z.infer<typeof CurvePoint>

/** How somebody plays a task, from their latest matches that everybody may see; see PlayStyle in game/core. */
export const StyleView = z.object({
  matches: z.int(),
  habits: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      parts: z.array(z.object({ name: z.string(), count: z.int() })),
    }),
  ),
})
export type StyleView = z.infer<typeof StyleView>

/** GET /api/agents/ID: who it is, its checkpoints with their ratings, its latest matches. */
export const AgentView = z.object({
  agent: z.extend(AgentSummary, {
    owner: z.nullable(z.object({ id: Id, name: z.string() })),
    createdAt: Time,
    /** Of a partner; null for the agents that everybody may play. */
    access: z.nullable(PartnerAccess),
    parent: z.nullable(z.object({ id: Id, name: z.string() })),
  }),
  checkpoints: z.array(z.extend(RevisionView, { rating: z.nullable(RatingView) })),
  matches: z.array(MatchSummary),
  ratingHistory: z.array(z.object({ at: Time, rating: z.number() })),
  /** Of a partner, from its matches that everybody may see, the oldest first. */
  curve: z.array(CurvePoint),
  bestWin: z.nullable(BestWin),
  /** Null where that cannot be told. */
  style: z.nullable(StyleView),
})
export type AgentView = z.infer<typeof AgentView>

/** How a match went for one of its contenders; lost: somebody had a better place. */
export const Outcome = z.enum(['won', 'lost', 'drawn'])
export type Outcome = z.infer<typeof Outcome>

const BoardName = z.object({ kind: z.enum(['human', 'agent']), id: Id, name: z.string(), me: z.boolean() })
/** rank: null while a contender is settling. record: the rated matches of the board's range. form: the last five rated matches, the oldest
 *  first. */
export const RatedRow = z.extend(BoardName, {
  rank: z.nullable(z.int()),
  rating: RatingView,
  record: z.object({ won: z.int(), lost: z.int() }),
  form: z.array(Outcome),
})
export type RatedRow = z.infer<typeof RatedRow>
export const ScoredRow = z.extend(BoardName, { rank: z.int(), score: ScoreView })
export type ScoredRow = z.infer<typeof ScoredRow>
/** Which page this is, of how many, and how many rows they have. */
const BoardPage = z.object({ task: z.string(), page: z.int(), pages: z.int(), total: z.int() })
export const RatingBoard = z.extend(BoardPage, {
  ranked: z.literal('rating'),
  rows: z.array(RatedRow),
  /** My row where it is on another page, with those around it. */
  mine: z.nullable(z.object({ page: z.int(), rows: z.array(RatedRow) })),
})
export type RatingBoard = z.infer<typeof RatingBoard>
export const ScoreBoard = z.extend(BoardPage, {
  ranked: z.literal('score'),
  rows: z.array(ScoredRow),
  mine: z.nullable(z.object({ page: z.int(), rows: z.array(ScoredRow) })),
})
export type ScoreBoard = z.infer<typeof ScoreBoard>

/** Who is on a board of ratings: everybody, or who has played within 30 or 7 days. */
export const BoardRange = z.enum(['all', 'month', 'week'])
export type BoardRange = z.infer<typeof BoardRange>

/** GET /api/leaderboard?task=ID&who=people|agents|both&range=all|month|week&page=N: best first, by what the task says it is ranked by. */
export const LeaderboardView = z.discriminatedUnion('ranked', [RatingBoard, ScoreBoard])
export type LeaderboardView = z.infer<typeof LeaderboardView>

/** GET /api/me: my page. POST /api/me/partners/ID/{rewind {number} | freeze {frozen} | restart {}} and DELETE /api/me/partners/ID
 *  change a partner and reply MeView; the server refuses others' partners with 404. Deleting can be undone for a while by
 *  POST /api/me/partners/ID/restore {}. POST /api/me/partners/ID/{name {name} | access {access}} likewise. */
export const PartnerView = z.object({
  id: Id,
  task: z.string(),
  name: z.string(),
  /** The house agent that it was forked from. */
  parentId: z.nullable(Id),
  parentName: z.string(),
  /** Whether its owner named it. */
  named: z.boolean(),
  access: PartnerAccess,
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
  /** The last five rated matches, the oldest first. */
  form: z.array(Outcome),
  bestWin: z.nullable(BestWin),
})
export type StandingView = z.infer<typeof StandingView>
export const MeView = z.object({
  user: z.nullable(z.object({ id: Id, name: z.string(), createdAt: Time })),
  /** One of each task in which there is anything. */
  standings: z.array(StandingView),
  partners: z.array(PartnerView),
  matches: z.array(MatchSummary),
  /** Whether there is a link that brings me back, and since when. */
  recoveryLink: z.nullable(z.object({ createdAt: Time })),
})
export type MeView = z.infer<typeof MeView>

/** POST /api/me/recovery: the secret of a link to /recover#SECRET, which is shown this once. DELETE /api/me/recovery has it open nothing any
 *  more. Replies MeView. */
export const RecoveryView = z.object({ secret: z.string() })
export type RecoveryView = z.infer<typeof RecoveryView>

/** POST /api/recover/whose {secret}: whom a link brings back, and whether who asks is that person. 404 where it opens nothing. POST /api/recover
 *  {secret} makes this browser that person's. Replies SessionView. */
export const RecoverableView = z.object({ name: z.string(), partners: z.int(), same: z.boolean() })
export type RecoverableView = z.infer<typeof RecoverableView>

/** GET /api/players/ID: what everybody may see of a person. 404 where that is nothing. */
export const PlayerView = z.object({
  player: z.object({ id: Id, name: z.string() }),
  standings: z.array(StandingView),
  partners: z.array(
    z.object({
      id: Id,
      name: z.string(),
      task: z.string(),
      parentName: z.string(),
      access: PartnerAccess,
      matches: z.int(),
      wins: z.int(),
    }),
  ),
  matches: z.array(MatchSummary),
  /** Of each task in which it can be told. */
  styles: z.array(z.object({ task: z.string(), style: StyleView })),
})
export type PlayerView = z.infer<typeof PlayerView>

/** What became of a try at raising the newborn of a day. */
export const DailyOutcome = z.enum(['waiting', 'measured', 'left', 'idle', 'failed'])
export type DailyOutcome = z.infer<typeof DailyOutcome>

/** score: the share of games against the field that it won, and half of its 95 % interval, both 0 to 1. */
const Strength = { score: z.number(), margin: z.number() }
export const DailyRow = z.object({
  rank: z.int(),
  name: z.string(),
  me: z.boolean(),
  ...Strength,
  /** What was raised, to be played against; null where it is not kept. */
  agent: z.nullable(Id),
  /** In which match; null where that is not kept. */
  match: z.nullable(Id),
})
export type DailyRow = z.infer<typeof DailyRow>

export const DailyTry = z.object({
  match: Id,
  outcome: DailyOutcome,
  score: z.nullable(z.number()),
  margin: z.nullable(z.number()),
})
export type DailyTry = z.infer<typeof DailyTry>

/** GET /api/daily?task=ID: the newborn of today, who raised it to what, and my tries. 404 where the task has none. */
export const DailyView = z.object({
  task: z.string(),
  /** The UTC day, 'YYYY-MM-DD'; and when the next newborn comes. */
  day: z.string(),
  nextAt: Time,
  /** How long it is raised. */
  seconds: z.number(),
  /** The best of each trainer, the strongest first; those and no more are listed, and mine. */
  rows: z.array(DailyRow),
  trainers: z.int(),
  /** Mine of today, the first first, and how many are left. */
  tries: z.array(DailyTry),
  triesLeft: z.int(),
  /** Whose was the strongest of the day before; null where nobody's was measured. */
  yesterday: z.nullable(z.object({ name: z.string(), ...Strength, agent: z.nullable(Id), match: z.nullable(Id) })),
})
export type DailyView = z.infer<typeof DailyView>

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

/** GET /api/my-match (answered by the game process): the match that I have a seat in, which runs while no page of mine is in it. */
export const MyMatchView = z.object({ match: z.nullable(RunningMatch) })
export type MyMatchView = z.infer<typeof MyMatchView>

/** GET /api/weights/HASH: the little-endian float32 bytes, immutable (application/octet-stream, cached for a year).
 *  Only weights of public agents, or of the asking user's partners. */

/** Any refusal: what happened and what to do. */
export const ErrorView = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export type ErrorView = z.infer<typeof ErrorView>
