import { z } from 'zod'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import {
  BoardRange,
  type MeView,
  type RecoverableView,
  type RecoveryView,
  type SessionView,
} from '../../game/protocol/http.ts'
import {
  AccessBody,
  FreezeBody,
  NameBody,
  PartnerNameBody,
  RecoverBody,
  RewindBody,
} from '../../game/protocol/http-bodies.ts'
import { agentsView, agentView, policyView } from '../store/agents.ts'
import type { Database } from '../store/connect.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { newId } from '../base/ids.ts'
import { dailyView } from '../store/daily-board.ts'
import { deleteUser } from '../store/delete-user.ts'
import { deletedAmong } from '../store/exclusions.ts'
import { exportUser } from '../store/export-user.ts'
import { keptCounts } from '../store/kept-counts.ts'
import { countRows, leaderboard, rangeStart } from '../store/leaderboard.ts'
import { matchLog, matchView } from '../store/matches.ts'
import { meView } from '../store/me.ts'
import { playerView } from '../store/players.ts'
import { findRecoverable, makeRecoveryLink, type Recoverable, revokeRecoveryLink } from '../store/recovery.ts'
import { scoreBoard } from '../store/score-board.ts'
import {
  deletePartner,
  freezePartner,
  type PartnerNameOutcome,
  renamePartner,
  setPartnerAccess,
  restartPartner,
  restorePartner,
  rewindPartner,
} from '../store/partners.ts'
import { namesOf, renameUser, type UserRow } from '../store/users.ts'
import { weightsBytes } from '../store/weights.ts'
import { guestName } from '../store/guest-name.ts'
import { HttpRefusal, noSession, notFound } from './http-refusal.ts'
import { type ApiContext, type ApiReply, change, get, type Route } from './route.ts'
import { endedSessionCookies, hasCurrentCookie, sessionCookies, type Session } from './session.ts'

export interface RouteDeps {
  db: Database
  tasks: TaskRegistry
  secret: Buffer
  /** Cookies are marked Secure: only behind https. */
  secure: boolean
  /** For how long the newborn of a day is raised. */
  dailySeconds: number
  /** Milliseconds since 1970. */
  now: () => number
  /** Called when a user was deleted, whose session counts no more. */
  learnExclusions: () => Promise<void>
}

const Empty = z.strictObject({})
/** It cannot be undone: a request that only looks like this one must not do it. */
const DeleteMeBody = z.strictObject({ confirm: z.literal('delete everything') })
const taskName = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'no task has such a name')
  .default(DEFAULT_TASK)
const DailyQuery = z.object({ task: taskName })
const BoardQuery = z.object({
  task: taskName,
  who: z.enum(['people', 'agents', 'both']).default('both'),
  range: z.enum(BoardRange.options).default('all'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
})
/** A session's cookie is made anew once a month, so that who comes back stays known. */
const REFRESH_SECONDS = 30 * 24 * 3600

/** The HTTP API, one row for each request of game/protocol/http.ts but /api/live, which the game process answers. */
export function apiRoutes(deps: RouteDeps): Route[] {
  const { db } = deps
  const counted = keptCounts(countRows, deps.now)
  return [
    get('/api/session', 'read', async ({ session }) => ({
      body: { user: session ? { id: session.userId, name: session.name } : null } satisfies SessionView,
    })),
    change('POST', '/api/session', 'guest', Empty, (context) => beKnown(deps, context)),
    get('/api/me', 'read', async ({ session }) => ({ body: await myPage(db, session) })),
    get('/api/me/export', 'guest', ({ session }) => exportMe(deps, session)),
    change('DELETE', '/api/me', 'goodbye', DeleteMeBody, ({ session }) => deleteMe(deps, session)),
    change('POST', '/api/me/recovery', 'recover', Empty, async ({ session }) => {
      if (!session) throw noSession()
      const secret = await makeRecoveryLink(db, personOf(session), new Date(deps.now()))
      if (secret === null) throw noSession()
      return { body: { secret } satisfies RecoveryView }
    }),
    change('DELETE', '/api/me/recovery', 'change', Empty, async ({ session }) => {
      if (!session) throw noSession()
      await revokeRecoveryLink(db, session.userId)
      return { body: await myPage(db, session) }
    }),
    change('POST', '/api/recover/whose', 'recover', RecoverBody, async ({ session }, { secret }) => {
      const { user, partners } = await recoverable(deps, secret)
      return { body: { name: user.name, partners, same: user.id === session?.userId } satisfies RecoverableView }
    }),
    change('POST', '/api/recover', 'recover', RecoverBody, async (_, { secret }) =>
      withSession(deps, (await recoverable(deps, secret)).user),
    ),
    change('POST', '/api/me/name', 'change', NameBody, (context, { name }) => rename(deps, context, name)),
    change('POST', '/api/me/partners/:id/rewind', 'change', RewindBody, (context, { number }) =>
      changePartner(deps, context, (user, partner) => rewindPartner(db, user, partner, number)),
    ),
    change('POST', '/api/me/partners/:id/freeze', 'change', FreezeBody, (context, { frozen }) =>
      changePartner(deps, context, (user, partner) => freezePartner(db, user, partner, frozen)),
    ),
    change('POST', '/api/me/partners/:id/name', 'change', PartnerNameBody, (context, { name }) =>
      changePartner(deps, context, (user, partner) => renamePartner(db, user, partner, name)),
    ),
    change('POST', '/api/me/partners/:id/access', 'change', AccessBody, (context, { access }) =>
      changePartner(deps, context, (user, partner) => setPartnerAccess(db, user, partner, access)),
    ),
    change('POST', '/api/me/partners/:id/restart', 'change', Empty, (context) =>
      changePartner(deps, context, (user, partner) => restartPartner(db, user, partner)),
    ),
    change('POST', '/api/me/partners/:id/restore', 'change', Empty, (context) =>
      changePartner(deps, context, (user, partner) => restorePartner(db, user, partner, new Date(deps.now()))),
    ),
    change('DELETE', '/api/me/partners/:id', 'change', Empty, (context) =>
      changePartner(deps, context, (user, partner) => deletePartner(db, user, partner, new Date(deps.now()))),
    ),
    get('/api/agents', 'read', async () => ({ body: await agentsView(db) })),
    get('/api/agents/:id', 'read', async ({ params, session }) => ({
      body: (await agentView(db, params.id ?? '', session?.userId ?? null)) ?? refuse('agent'),
    })),
    get('/api/agents/:id/policy', 'read', async ({ params }) => ({
      body: (await policyView(db, params.id ?? '')) ?? refuse('house agent'),
    })),
    get('/api/players/:id', 'read', async ({ params }) => ({
      body: (await playerView(db, params.id ?? '')) ?? refuse('player'),
    })),
    get('/api/leaderboard', 'read', async ({ query, session }) => {
      const { range, ...board } = BoardQuery.parse(Object.fromEntries(query))
      const scoring = deps.tasks.find(board.task)?.scoring
      const asked = { ...board, since: rangeStart(range, deps.now()), me: session?.userId ?? null }
      if (scoring?.ranked === 'score') return { body: await scoreBoard(db, asked, scoring) }
      return { body: await leaderboard(db, asked, counted) }
    }),
    get('/api/daily', 'read', async ({ query, session }) => {
      const { task } = DailyQuery.parse(Object.fromEntries(query))
      const asked = { task, me: session?.userId ?? null, now: deps.now(), seconds: deps.dailySeconds }
      return { body: (await dailyView(db, deps.tasks, asked)) ?? refuse('newborn of the day') }
    }),
    get('/api/matches/:id', 'read', async ({ params, query, session }) => ({
      body: (await matchView(db, params.id ?? '', query.get('key'), session?.userId ?? null)) ?? refuse('match'),
    })),
    get('/api/matches/:id/log', 'weights', async ({ params, query, session }) =>
      download((await matchLog(db, params.id ?? '', query.get('key'), session?.userId ?? null)) ?? refuse('match')),
    ),
    get('/api/weights/:hash', 'weights', async ({ params, session }) =>
      download((await weightsBytes(db, params.hash ?? '', session?.userId ?? null)) ?? refuse('set of weights')),
    ),
  ]
}

/** Makes the asking browser known: as who it already is, or as a new guest. Writes nothing: a guest is their signed cookie, until there is
 *  something to be kept of them. */
async function beKnown(deps: RouteDeps, { session, cookie }: ApiContext): Promise<ApiReply> {
  // Another process may have deleted somebody whom this one still takes for known.
  if (!session || (await deletedAmong(deps.db, [session.userId])).has(session.userId))
    return withSession(deps, { id: newId(), name: guestName() })
  const person = personOf(session)
  const user = { id: person.id, name: (await namesOf(deps.db, [person]))[person.id] ?? person.name }
  const young = deps.now() / 1000 - session.issued < REFRESH_SECONDS
  const fresh = young && session.name === user.name && hasCurrentCookie(cookie, deps.secure)
  return fresh ? { body: { user } } : withSession(deps, user)
}

/** A session as the store knows people. */
const personOf = ({ userId: id, name }: Session): UserRow => ({ id, name })

/** The page of who asks; of a guest of whom nothing is kept it has what the cookie says. */
async function myPage(db: Database, session: Session | null): Promise<MeView> {
  const view = await meView(db, session?.userId ?? null)
  if (!session || view.user) return view
  return { ...view, user: { ...personOf(session), createdAt: new Date(session.issued * 1000).toISOString() } }
}

async function exportMe({ db }: RouteDeps, session: Session | null): Promise<ApiReply> {
  if (!session) throw noSession()
  const pieces = await exportUser(db, personOf(session))
  return { pieces, headers: { 'Content-Disposition': 'attachment; filename="sparring-my-data.json"' } }
}

async function deleteMe(deps: RouteDeps, session: Session | null): Promise<ApiReply> {
  if (!session || !(await deleteUser(deps.db, session.userId, new Date(deps.now())))) throw noSession()
  await deps.learnExclusions()
  const headers = { 'Set-Cookie': endedSessionCookies(deps.secure) }
  return { body: { user: null } satisfies SessionView, headers }
}

async function rename(deps: RouteDeps, { session }: ApiContext, name: string): Promise<ApiReply> {
  if (!session) throw noSession()
  const outcome = await renameUser(deps.db, personOf(session), name)
  if (outcome.ok) return withSession(deps, outcome.user)
  switch (outcome.reason) {
    case 'deleted':
      throw noSession()
    case 'name':
      throw new HttpRefusal(400, 'name', outcome.message)
    case 'taken':
      throw new HttpRefusal(409, 'name-taken', outcome.message)
  }
}

async function recoverable({ db }: RouteDeps, secret: string): Promise<Recoverable> {
  const found = await findRecoverable(db, secret)
  if (!found) throw new HttpRefusal(404, 'no-such-link', 'This link opens nothing, or nothing any more.')
  return found
}

function withSession(deps: RouteDeps, user: UserRow): ApiReply {
  const session = { userId: user.id, name: user.name, issued: Math.floor(deps.now() / 1000) }
  const cookies = sessionCookies(deps.secret, session, deps.secure)
  return { body: { user } satisfies SessionView, headers: { 'Set-Cookie': cookies } }
}

async function changePartner(
  { db }: RouteDeps,
  { params, session }: ApiContext,
  make: (userId: string, partnerId: string) => Promise<PartnerNameOutcome>,
): Promise<ApiReply> {
  if (!session) throw noSession()
  const outcome = await make(session.userId, params.id ?? '')
  if (typeof outcome === 'object')
    throw outcome.reason === 'name'
      ? new HttpRefusal(400, 'name', outcome.message)
      : new HttpRefusal(409, 'name-taken', outcome.message)
  switch (outcome) {
    case 'done':
      return { body: await myPage(db, session) }
    case 'not-found':
      throw notFound('partner of yours')
    case 'no-such-revision':
      throw new HttpRefusal(404, outcome, 'This partner has no such revision (any more).')
    case 'replaced':
      throw new HttpRefusal(409, outcome, 'You have a new partner in its place: delete that one first.')
  }
}

function refuse(what: string): never {
  throw notFound(what)
}

/** Bytes under a name that stands for exactly them; shared caches must not keep them, since they may be for one person only. */
function download(bytes: Uint8Array): ApiReply {
  return { bytes, headers: { 'Cache-Control': 'private, max-age=31536000, immutable' } }
}
