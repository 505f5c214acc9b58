import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { display } from '../../game/league/rating.ts'
import type { MatchSummary, MatchView } from '../../game/protocol/http.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'

/** What hasPage needs of an agent. */
export const pageColumns = { kind: true, access: true, deletedAt: true, ownerId: true } satisfies Prisma.AgentSelect

/** What a match's summary needs of its row: all but the log. */
const summaryColumns = {
  id: true,
  task: true,
  options: true,
  mode: true,
  difficulty: true,
  heldBack: true,
  rated: true,
  status: true,
  public: true,
  key: true,
  startedAt: true,
  endedAt: true,
  reason: true,
  seats: {
    orderBy: { seat: 'asc' },
    include: { agent: { select: pageColumns } },
  },
} satisfies Prisma.MatchSelect

type SummaryRow = Prisma.MatchGetPayload<{ select: typeof summaryColumns }>

/** One finished match. Null where there is none, or where it is private and neither its `key` is given nor did `me` play it. */
export async function matchView(
  db: Database,
  id: string,
  key: string | null,
  me: string | null,
): Promise<MatchView | null> {
  const row = await db.match.findUnique({ where: { id }, select: summaryColumns })
  return row && maySee(row, key, me) ? { match: matchSummary(row, me) } : null
}

/** The log of a finished match, raw deflate of game/core/match-log.ts, under the same conditions. */
export async function matchLog(
  db: Database,
  id: string,
  key: string | null,
  me: string | null,
): Promise<Uint8Array | null> {
  const row = await db.match.findUnique({ where: { id }, select: { ...summaryColumns, log: true } })
  // The log of an old sparring match is not kept (retention.ts).
  return row && maySee(row, key, me) && row.log.length > 0 ? row.log : null
}

/** The newest matches in which a user or an agent sat, newest first: the public ones and those that `me` played. */
export async function latestMatches(
  db: Database,
  who: { userId: string } | { agentId: string },
  me: string | null,
  take: number,
): Promise<MatchSummary[]> {
  const mine: Prisma.MatchWhereInput[] = me === null ? [] : [{ seats: { some: { userId: me } } }]
  const rows = await db.match.findMany({
    where: { seats: { some: who }, OR: [{ public: true }, ...mine] },
    select: summaryColumns,
    orderBy: { endedAt: 'desc' },
    take,
  })
  return rows.map((row) => matchSummary(row, me))
}

function maySee(row: SummaryRow, key: string | null, me: string | null): boolean {
  if (row.public || (me !== null && row.seats.some((seat) => seat.userId === me))) return true
  if (key === null || row.key === null) return false
  const [given, wanted] = [Buffer.from(key), Buffer.from(row.key)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function matchSummary(row: SummaryRow, me: string | null): MatchSummary {
  const { id, task, mode, difficulty, heldBack, rated, status, reason } = row
  const options = z.record(z.string(), z.number()).parse(row.options)
  return {
    id,
    task,
    options,
    mode,
    difficulty,
    heldBack,
    rated,
    status,
    reason,
    endedAt: row.endedAt.toISOString(),
    seconds: Math.max(0, (row.endedAt.getTime() - row.startedAt.getTime()) / 1000),
    seats: row.seats.map((seat) => ({
      seat: seat.seat,
      kind: seat.agentId === null ? 'human' : 'agent',
      id: seat.agentId ?? seat.userId,
      name: seat.name,
      score: seat.score,
      place: seat.place,
      page: hasPage(seat, row.public, me),
      ratingBefore: shown(seat.muBefore, seat.sigmaBefore),
      ratingAfter: shown(seat.muAfter, seat.sigmaAfter),
    })),
  }
}

/** Whether whoever sat here has a page that `me` may open: a person by what is public of them, such as this match. */
export function hasPage(
  seat: { userId: string | null; agent: Prisma.AgentGetPayload<{ select: typeof pageColumns }> | null },
  open: boolean,
  me: string | null = null,
): boolean {
  if (!seat.agent) return seat.userId !== null && open
  const { kind, access, deletedAt, ownerId } = seat.agent
  return deletedAt === null && (kind !== 'partner' || access !== 'private' || (me !== null && ownerId === me))
}

function shown(mu: number | null, sigma: number | null): number | null {
  return mu === null || sigma === null ? null : display({ mu, sigma }).rating
}
