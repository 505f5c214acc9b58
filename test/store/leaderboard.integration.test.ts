import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lowerBound } from '../../game/league/rating.ts'
import { LeaderboardView, type RatingBoard } from '../../game/protocol/http.ts'
import { tasks } from '../../game/tasks/index.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { newId } from '../../server/base/ids.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import type { BoardQuery } from '../../server/store/board-order.ts'
import { leaderboard, PAGE_ROWS, pageOfBoard, rangeStart } from '../../server/store/leaderboard.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

const DAY = 24 * 3_600_000

describe.each(databaseKinds)('the board of ratings on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterEach(async () => {
    await t.db.user.deleteMany()
    await t.db.ratingHistory.deleteMany()
  })
  afterAll(() => t.close())

  const settled = { sigma: 2, games: 30, wins: 15, losses: 15, opponents: 7 }

  async function rated(
    name: string,
    rating: Partial<Prisma.RatingUncheckedCreateInput> & { mu: number },
  ): Promise<string> {
    const { id } = await createUser(t.db, { id: newId(), name })
    await t.db.rating.create({ data: { contender: `user:${id}`, userId: id, task: 'pong', ...settled, ...rating } })
    return id
  }

  const boardOf = async (query: Partial<BoardQuery> = {}): Promise<RatingBoard> => {
    const board = LeaderboardView.parse(await leaderboard(t.db, { task: 'pong', who: 'people', me: null, ...query }))
    if (board.ranked !== 'rating') throw new Error('Pong is ranked by rating')
    return board
  }

  const ranksOf = ({ rows }: RatingBoard): [string, number | null][] => rows.map(({ name, rank }) => [name, rank])

  const meet = (winner: string, loser: string, endedAt = '2026-01-02T10:00:30.000Z'): Promise<unknown> => {
    const line = playedLine(newId(), [userSeat(winner), userSeat(loser)], { endedAt })
    const places = line.seats.map(({ place }) => place)
    if (places[0]! > places[1]!) {
      const [first, second] = [line.seats[0]!, line.seats[1]!]
      line.seats[0] = { ...first, userId: loser, name: loser, contender: `user:${loser}` }
      line.seats[1] = { ...second, userId: winner, name: winner, contender: `user:${winner}` }
    }
    return recordMatch(t.db, line, checkLine(line))
  }

  test('gives the seeded agents ranks before anybody has played them, by their measured strength', async () => {
    const board = await boardOf({ who: 'agents' })
    expect(board.rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6])
    expect(board.rows[0]!.name).toBe('Best')
    expect(board.rows.at(-1)!.name).toBe('Newborn')
    expect(board.rows.every(({ rating, form }) => !rating.provisional && form.length === 0)).toBe(true)
  })

  test('has those who are settling behind the ranked, by the lower bound, and those without a win last', async () => {
    const settling = { games: 3, wins: 1, losses: 2, opponents: 3 }
    await rated('Steady', { mu: 10 })
    await rated('Unsure', { mu: 30, sigma: 5, ...settling })
    await rated('Surer', { mu: 27, sigma: 3, ...settling })
    await rated('Winless', { mu: 40, sigma: 2, games: 20, wins: 0, losses: 20, opponents: 9 })
    expect(lowerBound({ mu: 27, sigma: 3 })).toBeGreaterThan(lowerBound({ mu: 30, sigma: 5 }))
    expect(ranksOf(await boardOf())).toEqual([
      ['Steady', 1],
      ['Surer', null],
      ['Unsure', null],
      ['Winless', null],
    ])
  })

  test('has nobody without a win above the person who beat them', async () => {
    const names = Array.from({ length: 6 }, (_, i) => `Player ${i}`)
    const ids: string[] = []
    for (const name of names) ids.push((await createUser(t.db, { id: newId(), name })).id)
    const beaten: [string, string][] = []
    for (const [winner, loser] of [
      [0, 1],
      [1, 2],
      [0, 2],
      [3, 4],
      [5, 4],
      [5, 3],
      [4, 2],
    ] as const) {
      await meet(ids[winner]!, ids[loser]!)
      beaten.push([ids[winner]!, ids[loser]!])
    }
    const rows = (await boardOf()).rows
    const placeOf = (id: string): number => rows.findIndex((row) => row.id === id)
    const wrong = beaten.filter(
      ([winner, loser]) => rows[placeOf(loser)]!.rating.wins === 0 && placeOf(loser) < placeOf(winner),
    )
    expect(wrong).toEqual([])
    expect(rows.map(({ rating }) => rating.wins > 0)).toEqual([true, true, true, true, true, false])
  })

  test('ranks a person from the tenth rated game on, and only against five opponents or more', async () => {
    const [farmer, player, ...crowd] = await Promise.all(
      ['The Farmer', 'The Player', 'One', 'Two', 'Three', 'Four', 'Five'].map(
        async (name) => (await createUser(t.db, { id: newId(), name })).id,
      ),
    )
    const rowOf = async (me: string): Promise<object | undefined> => (await boardOf({ me })).rows.find((row) => row.me)
    for (let game = 0; game < 11; game++) await meet(farmer!, crowd[0]!)
    expect(await rowOf(farmer!)).toMatchObject({ rank: null, rating: { games: 11, provisional: true } })
    for (let game = 0; game < 9; game++) await meet(player!, crowd[game % 5]!)
    expect(await rowOf(player!)).toMatchObject({ rank: null, rating: { games: 9, provisional: true } })
    await meet(player!, crowd[4]!)
    expect(await rowOf(player!)).toMatchObject({ rank: 1, rating: { games: 10, provisional: false } })
  })

  test('says how the last five matches of each went, the oldest first', async () => {
    const [ann, bob] = await Promise.all(
      ['Ann', 'Bob'].map(async (name) => (await createUser(t.db, { id: newId(), name })).id),
    )
    for (const [i, won] of [true, true, false, true, false, false].entries())
      await meet(won ? ann! : bob!, won ? bob! : ann!, new Date(Date.UTC(2026, 0, 2 + i)).toISOString())
    const rows = (await boardOf()).rows
    expect(rows.find(({ id }) => id === ann)).toMatchObject({
      form: ['won', 'lost', 'won', 'lost', 'lost'],
      record: { won: 3, lost: 3 },
    })
    expect(rows.find(({ id }) => id === bob)!.form).toEqual(['lost', 'won', 'lost', 'won', 'won'])
  })

  test('of a week has who played within it, and their matches of it', async () => {
    const now = Date.UTC(2026, 5, 30)
    const people = await Promise.all(
      ['Ann', 'Bob', 'Cleo'].map(async (name) => (await createUser(t.db, { id: newId(), name })).id),
    )
    const [ann, bob, cleo] = people as [string, string, string]
    const ago = (days: number): string => new Date(now - days * DAY).toISOString()
    await meet(ann, cleo, ago(20))
    await meet(ann, bob, ago(10))
    await meet(bob, ann, ago(3))
    const week = await boardOf({ since: rangeStart('week', now) })
    const recordsOf = ({ rows }: RatingBoard): object =>
      Object.fromEntries(rows.map(({ name, record }) => [name, record]))
    expect(recordsOf(week)).toEqual({ Ann: { won: 0, lost: 1 }, Bob: { won: 1, lost: 0 } })
    expect(week.total).toBe(2)
    const month = await boardOf({ since: rangeStart('month', now) })
    expect(recordsOf(month)).toEqual({
      Ann: { won: 2, lost: 1 },
      Bob: { won: 1, lost: 1 },
      Cleo: { won: 0, lost: 1 },
    })
    expect((await boardOf({ who: 'agents', since: rangeStart('month', now) })).rows).toEqual([])
  })

  test('has pages, and finds my row with its neighbours on another one', async () => {
    const me = await rated('Me', { mu: 10 })
    await t.db.user.createMany({
      data: Array.from({ length: 119 }, (_, i) => ({ id: `crowd${String(i).padStart(11, '0')}`, name: `Crowd ${i}` })),
    })
    await t.db.rating.createMany({
      data: Array.from({ length: 119 }, (_, i) => {
        const userId = `crowd${String(i).padStart(11, '0')}`
        return { contender: `user:${userId}`, userId, task: 'pong', ...settled, mu: 30 - i / 10 - (i > 110 ? 20 : 0) }
      }),
    })
    const first = await boardOf({ me })
    expect([first.page, first.pages, first.total, first.rows.length]).toEqual([1, 3, 120, PAGE_ROWS])
    expect(first.mine!.page).toBe(3)
    expect(first.mine!.rows.map(({ name, rank }) => [name, rank])).toEqual([
      ['Crowd 109', 110],
      ['Crowd 110', 111],
      ['Me', 112],
      ['Crowd 111', 113],
      ['Crowd 112', 114],
    ])
    const last = await boardOf({ me, page: 3 })
    expect(last.mine).toBeNull()
    expect(last.rows.find((row) => row.me)).toMatchObject({ name: 'Me', rank: 112 })
    expect((await boardOf({ page: 99 })).page).toBe(3)
    const seen = new Set([first, await boardOf({ page: 2 }), last].flatMap(({ rows }) => rows.map(({ id }) => id)))
    expect(seen.size).toBe(120)
  })

  test('walks along its index to a page', async () => {
    await t.db
      .$executeRaw`INSERT INTO "User" (id, name) SELECT lpad(i::text, 16, '0'), 'Crowd ' || i FROM generate_series(1, 5000) i`
    await t.db.$executeRaw`
      INSERT INTO "Rating" (contender, task, "userId", mu, sigma, games, wins, losses, opponents)
      SELECT 'user:' || lpad(i::text, 16, '0'), 'pong', lpad(i::text, 16, '0'), i % 977 / 20.0, 2, i % 30, i % 7, 1, 6
      FROM generate_series(1, 5000) i`
    await t.db.$executeRaw`ANALYZE "Rating"`
    const query = pageOfBoard({ task: 'pong', who: 'both', me: null }, 200, PAGE_ROWS)
    const plan = await t.db.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${query}`)
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(lines).toContain('Rating_board_idx')
    expect(lines).not.toContain('Sort')
  })
})
