import { ratingView } from '../../game/league/rating.ts'
import type { BoardRange, RatedRow, RatingBoard } from '../../game/protocol/http.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { type BoardQuery, GROUP, onBoard, STRENGTH } from './board-order.ts'
import type { Database } from './connect.ts'
import { formOf, recordOf } from './form.ts'

/** Rows of a page. */
export const PAGE_ROWS = 50
/** Rows that are shown above and below mine where it is on another page. */
const NEIGHBOURS = 2

const DAY = 24 * 3_600_000
const DAYS: Record<BoardRange, number | null> = { all: null, month: 30, week: 7 }

/** Since when somebody must have played to be on a board of this range; null: whenever. */
export function rangeStart(range: BoardRange, now: number): Date | null {
  const days = DAYS[range]
  return days === null ? null : new Date(now - days * DAY)
}

/** A page of the board of a task that is ranked by rating: the ranked by it, then who is settling by its lower bound, those without a win
 *  last. Of an agent the newest checkpoint. A page beyond the last is the last. count: how its rows are counted. */
export async function leaderboard(db: Database, query: BoardQuery, count: CountRows = countRows): Promise<RatingBoard> {
  const [total, place] = await Promise.all([count(db, query), placeOf(db, query)])
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS))
  const page = Math.min(query.page ?? 1, pages)
  const rows = await rowsFrom(db, query, (page - 1) * PAGE_ROWS, PAGE_ROWS)
  const elsewhere = place !== null && !rows.some((row) => row.me)
  const mine = elsewhere
    ? {
        page: 1 + Math.floor(place / PAGE_ROWS),
        rows: await rowsFrom(db, query, Math.max(0, place - NEIGHBOURS), Math.min(place, NEIGHBOURS) + 1 + NEIGHBOURS),
      }
    : null
  return { ranked: 'rating', task: query.task, page, pages, total, mine, rows }
}

export type CountRows = (db: Database, query: BoardQuery) => Promise<number>

/** Counts the rows of a board. */
export const countRows: CountRows = async (db, query) => {
  const [found] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int FROM "Rating" WHERE ${onBoard(query)}`
  return found?.count ?? 0
}

/** How many rows stand above mine; null where I have none. */
async function placeOf(db: Database, query: BoardQuery): Promise<number | null> {
  const { task, who, me } = query
  if (me === null || who === 'agents') return null
  const own = `user:${me}`
  const [mine] = await db.$queryRaw<{ group: number; strength: number }[]>`
    SELECT ${GROUP} AS "group", ${STRENGTH} AS strength FROM "Rating"
    WHERE ${onBoard({ ...query, task })} AND contender = ${own}`
  if (!mine) return null
  const [above] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM "Rating" WHERE ${onBoard(query)} AND ${GROUP} <= ${mine.group} AND (
      ${GROUP} < ${mine.group} OR ${STRENGTH} > ${mine.strength} OR (${STRENGTH} = ${mine.strength} AND contender < ${own}))`
  return above?.count ?? 0
}

/** The statement that finds a page: walks along the index of the board's order. */
export function pageOfBoard(query: BoardQuery, skip: number, take: number): Prisma.Sql {
  return Prisma.sql`
    SELECT contender, ${GROUP} AS "group" FROM "Rating" WHERE ${onBoard(query)}
    ORDER BY ${GROUP}, ${STRENGTH} DESC, contender LIMIT ${take} OFFSET ${skip}`
}

async function rowsFrom(db: Database, query: BoardQuery, skip: number, take: number): Promise<RatedRow[]> {
  const { task, me, since } = query
  const places = await db.$queryRaw<{ contender: string; group: number }[]>(pageOfBoard(query, skip, take))
  const contenders = places.map(({ contender }) => contender)
  const [found, form, record] = await Promise.all([
    db.rating.findMany({
      where: { task, contender: { in: contenders } },
      include: { user: { select: { name: true } }, agent: { select: { name: true } } },
    }),
    formOf(db, contenders, task),
    since ? recordOf(db, contenders, task, since) : null,
  ])
  const rows = new Map(found.map((row) => [row.contender, row]))
  return places.flatMap(({ contender, group }, i): RatedRow[] => {
    const row = rows.get(contender)
    if (!row) return []
    const { wins, losses, userId, agentId } = row
    return [
      {
        rank: group === 0 ? skip + i + 1 : null,
        kind: userId === null ? 'agent' : 'human',
        id: userId ?? agentId ?? contender,
        name: row.user?.name ?? row.agent?.name ?? '',
        me: me !== null && userId === me,
        rating: ratingView(row),
        record: record ? (record.get(contender) ?? { won: 0, lost: 0 }) : { won: wins, lost: losses },
        form: form.get(contender) ?? [],
      },
    ]
  })
}
