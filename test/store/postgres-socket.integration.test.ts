import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PostgresSocket } from '../../server/store/postgres-socket.ts'

let folder: string
let postgres: PGlite
let server: PostgresSocket
let pool: Pool
const failures: unknown[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-'))
  postgres = await PGlite.create(join(folder, 'data'))
  server = new PostgresSocket(postgres, (error) => failures.push(error), 30)
  await server.listen(join(folder, '.s.PGSQL.5432'))
  pool = new Pool({ host: folder, user: 'postgres', database: 'postgres', max: 8 })
  await pool.query('CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)')
  await pool.query('INSERT INTO account SELECT i, 0 FROM generate_series(0, 9) i')
})

afterAll(async () => {
  await pool.end()
  await server.close()
  await postgres.close()
  await rm(folder, { recursive: true, force: true })
})

test('every client gets its own answers while others hold transactions', async () => {
  const transfer = async (i: number): Promise<void> => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const { rows } = await client.query('SELECT balance FROM account WHERE id = $1 FOR UPDATE', [i % 10])
      await client.query('UPDATE account SET balance = $1 WHERE id = $2', [rows[0].balance + 1, i % 10])
      await client.query(i % 5 === 0 ? 'ROLLBACK' : 'COMMIT')
    } finally {
      client.release()
    }
  }
  const ask = async (i: number): Promise<void> => {
    const { rows } = await pool.query(`SELECT $1::text AS text, $2::int AS "number${i % 7}"`, [`text ${i}`, i])
    expect(rows).toEqual([{ text: `text ${i}`, [`number${i % 7}`]: i }])
  }
  const mistake = (i: number): Promise<void> =>
    expect(pool.query('SELECT $1::int / 0', [i])).rejects.toMatchObject({ code: '22012' })
  await Promise.all(Array.from({ length: 600 }, (_, i) => [transfer, ask, mistake][i % 3]!(i)))
  const { rows } = await pool.query('SELECT sum(balance)::int AS total FROM account')
  // 200 transfers, of which each fifth is taken back.
  expect(rows[0].total).toBe(160)
})

test('a client that vanishes in the middle of a transaction leaves nothing behind', async () => {
  const client = new Client({ host: folder, user: 'postgres', database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  await client.query('BEGIN')
  await client.query('INSERT INTO account VALUES (99, 1)')
  const waiting = pool.query('SELECT count(*)::int AS n FROM account WHERE id = 99')
  client.connection.stream.destroy()
  expect((await waiting).rows).toEqual([{ n: 0 }])
})

test('a client that vanishes between the messages of one query does not block the others', async () => {
  const socket = connectSocket(join(folder, '.s.PGSQL.5432'))
  const startup = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0\0', 'latin1')
  startup.writeUInt32BE(startup.length, 0)
  socket.write(startup)
  await once(socket, 'data')
  // Parse of "SELECT 1", no Sync.
  const parse = Buffer.from('P\0\0\0\0\0SELECT 1\0\0\0', 'latin1')
  parse.writeUInt32BE(parse.length - 1, 1)
  socket.write(parse)
  await once(socket, 'data')
  const waiting = pool.query('SELECT 2 AS two')
  socket.destroy()
  expect((await waiting).rows).toEqual([{ two: 2 }])
})

test('a message that comes in pieces is put together, and many in one piece are taken apart', async () => {
  const big = 'x'.repeat(300_000)
  const answers = await Promise.all([
    pool.query('SELECT length($1::text) AS length', [big]),
    ...Array.from({ length: 20 }, (_, i) => pool.query('SELECT $1::int AS length', [i])),
  ])
  expect(answers.map(({ rows }) => rows[0].length)).toEqual([300_000, ...Array.from({ length: 20 }, (_, i) => i)])
})

test('bytes that are no Postgres message end the connection and harm nobody', async () => {
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\0\0\0\x08\x04\xd2\x16\x2e', '\0\0\0\0\0\0\0\0\0']) {
    const socket = connectSocket(join(folder, '.s.PGSQL.5432'))
    socket.on('error', () => {})
    socket.write(Buffer.from(bytes, 'latin1'))
    await once(socket, 'close')
  }
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})

test('the session never failed', () => {
  expect(failures).toEqual([])
})
