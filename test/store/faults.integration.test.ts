import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Client } from 'pg'
import { connect, type Database } from '../../server/store/connect.ts'
import { faultOf, isAway, ranOutOfTime, sqlStateOf } from '../../server/store/faults.ts'
import { readFile } from 'node:fs/promises'
import { databaseKinds, type TestDatabase } from '../support/database.ts'

/** What a piece of work rejects with. */
async function errorOf(work: Promise<unknown>): Promise<unknown> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  )
  expect(outcome).not.toBeNull()
  return outcome
}

const judged = (error: unknown) => [sqlStateOf(error), faultOf(error), isAway(error)]

describe.each(databaseKinds)('the errors of $name', ({ name, open }) => {
  const onServer = name === 'Postgres'
  let t: TestDatabase
  let admin: Client
  let database: string
  const clients: Database[] = []
  /** A client whose connections are new, so that what was changed at the server counts for it. */
  const fresh = (user = 'postgres'): Database => {
    const url = new URL(t.url)
    if (onServer) url.username = user
    const db = connect(url.href, 'tool')
    clients.push(db)
    return db
  }
  const look = (db: Database): Promise<unknown> => db.match.findUnique({ where: { id: 'x' } })
  const add = (db: Database): Promise<unknown> =>
    db.$transaction((tx) => tx.user.createMany({ data: { id: 'ann', name: 'Ann' }, skipDuplicates: true }))
  const endSessions = (): Promise<unknown> =>
    admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database])

  beforeAll(async () => {
    t = await open()
    if (!onServer) return
    database = new URL(t.url).pathname.slice(1)
    admin = new Client({ connectionString: process.env['TEST_DATABASE_URL'] })
    await admin.connect()
  })
  afterEach(async () => {
    for (const db of clients.splice(0)) await db.$disconnect()
  })
  afterAll(async () => {
    if (onServer) await admin.end()
    await t.close()
  })

  test.each<[string, string | null, (db: Database) => Promise<unknown>]>([
    ['a number out of range', '22003', (db) => db.$executeRaw`UPDATE "User" SET name = (1e12)::bigint::int::text`],
    ['text with a zero byte', '22021', (db) => db.user.create({ data: { id: 'zero', name: 'a\u0000b' } })],
    ['text that is no number', '22P02', (db) => db.$queryRaw`SELECT 'x'::int`],
    ['a second row of one id', '23505', (db) => db.user.createMany({ data: [twice, twice] })],
    [
      'a seat without its match',
      '23503',
      (db) => db.matchSeat.create({ data: { matchId: 'none', seat: 0, name: '', score: 0, place: 1 } }),
    ],
    ['what Prisma does not even ask', null, (db) => db.user.create({ data: { id: 'x', name: 'x', createdAt: never } })],
  ])('%s is the fault of the line', async (_, state, work) => {
    await add(t.db)
    expect(judged(await errorOf(work(t.db)))).toEqual([state, 'line', false])
  })
  const twice = { id: 'twice', name: 'Twice' }
  const never = new Date('no date')

  test.each(['53100', '40001', '57014', '53200', '58030', '25006'])(
    'a database that answers with %s can be asked again later',
    async (state) => {
      const raise = `DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '${state}'; END $$`
      expect(judged(await errorOf(t.db.$executeRawUnsafe(raise)))).toEqual([state, 'wait', true])
    },
  )

  test('an error of ours waits, and is no database that is away: a missing file, a table that is not there, a bug', async () => {
    const missing = await errorOf(readFile('/nowhere/at/all'))
    expect(judged(missing)).toEqual([null, 'wait', false])
    expect(judged(await errorOf(t.db.$queryRaw`SELECT 1 FROM nowhere`))).toEqual(['42P01', 'wait', false])
    expect(judged(new TypeError('x is not a function'))).toEqual([null, 'wait', false])
  })

  test('a transaction that takes longer than it may is told from a database that is away', async () => {
    const slow = t.db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.5)::text`.then(() => tx.user.count()), {
      timeout: 50,
    })
    expect(ranOutOfTime(await errorOf(slow))).toBe(true)
    const nowhere = connect('postgres://postgres@127.0.0.1:1/none', 'tool')
    clients.push(nowhere)
    expect(ranOutOfTime(await errorOf(look(nowhere)))).toBe(false)
  })

  test('nobody at the address is a database that is away', async () => {
    for (const url of [
      'postgres://postgres@127.0.0.1:1/none',
      'postgresql://postgres@localhost/none?host=%2Fnowhere%2Fat%2Fall',
    ]) {
      const db = connect(url, 'tool')
      clients.push(db)
      expect(judged(await errorOf(look(db)))).toEqual([null, 'wait', true])
      expect(judged(await errorOf(add(db)))).toEqual([null, 'wait', true])
      expect(judged(await errorOf(db.$queryRaw`SELECT 1`))).toEqual([null, 'wait', true])
    }
  })

  describe.runIf(onServer)('on a server that an operator changes', () => {
    test('connections that are refused, and a database under another name', async () => {
      await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`)
      expect(judged(await errorOf(look(fresh())))).toEqual(['55000', 'wait', true])
      expect(judged(await errorOf(add(fresh())))).toEqual(['55000', 'wait', true])
      await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`)
      await endSessions()
      await admin.query(`ALTER DATABASE ${database} RENAME TO ${database}_away`)
      expect(judged(await errorOf(look(fresh())))).toEqual(['3D000', 'wait', true])
      expect(judged(await errorOf(add(fresh())))).toEqual(['3D000', 'wait', true])
      await admin.query(`ALTER DATABASE ${database}_away RENAME TO ${database}`)
      await add(fresh())
    })

    test('a database that is read-only, and one that gives a statement no time', async () => {
      await admin.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`)
      expect(judged(await errorOf(add(fresh())))).toEqual(['25006', 'wait', true])
      await admin.query(`ALTER DATABASE ${database} RESET default_transaction_read_only`)
      await admin.query(`ALTER DATABASE ${database} SET statement_timeout = '20ms'`)
      expect(judged(await errorOf(fresh().$queryRaw`SELECT pg_sleep(9)::text`))).toEqual(['57014', 'wait', true])
      await admin.query(`ALTER DATABASE ${database} RESET statement_timeout`)
    })

    test('a login whose rights, and then itself, are revoked', async () => {
      const role = `${database}_role`
      await admin.query(`CREATE ROLE ${role} LOGIN`)
      try {
        expect(judged(await errorOf(add(fresh(role))))).toEqual(['42501', 'wait', true])
        await admin.query(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`)
        expect(judged(await errorOf(look(fresh(role))))).toEqual(['42501', 'wait', true])
        await admin.query(`ALTER ROLE ${role} NOLOGIN`)
        expect(judged(await errorOf(look(fresh(role))))).toEqual(['28000', 'wait', true])
      } finally {
        await admin.query(`DROP ROLE ${role}`)
      }
    })

    test('a session that is ended in a transaction, and at its commit', async () => {
      const within = fresh().$transaction(async (tx) => {
        await tx.user.count()
        await endSessions()
        await tx.user.count()
      })
      // The driver may notice the closed connection before it reads why it was closed.
      expect(judged(await errorOf(within)).slice(1)).toEqual(['wait', true])
      const atCommit = fresh().$transaction(async (tx) => {
        await tx.user.createMany({ data: { id: 'bob', name: 'Bob' } })
        await endSessions()
      })
      expect(judged(await errorOf(atCommit)).slice(1)).toEqual(['wait', true])
    })

    test('two transactions that wait for each other, and one that cannot be put in order', async () => {
      const db = fresh()
      await db.user.createMany({
        data: ['a', 'b'].map((id) => ({ id, name: id })),
        skipDuplicates: true,
      })
      const rename = (id: string) => ({ where: { id }, data: { name: 'x' } })
      let bothHold: () => void
      const held = new Promise<void>((resolve) => (bothHold = resolve))
      let holding = 0
      const take = (first: string, second: string): Promise<unknown> =>
        db.$transaction(async (tx) => {
          await tx.user.update(rename(first))
          if (++holding === 2) bothHold()
          await held
          await tx.user.update(rename(second))
        })
      const outcomes = await Promise.allSettled([take('a', 'b'), take('b', 'a')])
      const [lost] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
      expect(judged(lost)).toEqual(['40P01', 'wait', true])

      const late = db.$transaction(
        async (tx) => {
          await tx.user.count()
          await t.db.user.update(rename('a'))
          await tx.user.update(rename('a'))
        },
        { isolationLevel: 'RepeatableRead' },
      )
      expect(judged(await errorOf(late))).toEqual(['40001', 'wait', true])
    })
  })
})
