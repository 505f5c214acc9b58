import { readFile } from 'node:fs/promises'
import type { Client } from 'pg'
import { Refusal } from '../base/refusal.ts'
import { MIGRATIONS_FOLDER } from '../store/migrations.ts'

/** Prisma's own list of what was applied; made by it, and not by a migration. */
export const MIGRATIONS_TABLE = '_prisma_migrations'
const MIGRATIONS_SQL = `CREATE TABLE "${MIGRATIONS_TABLE}" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`
/** How values are written: as the archive says, whatever this server or an earlier client of the embedded database's one session has set. */
const SESSION = {
  bytea_output: 'hex',
  extra_float_digits: 1,
  DateStyle: 'ISO',
  IntervalStyle: 'iso_8601',
  TimeZone: `'UTC'`,
}
/** Rows that are asked for at once. */
const FETCH = 100
/** Characters of rows that are written at once. */
const BATCH = 4_000_000

/** Gives every row of every table to `take`, as one JSON object in text, all as they were at one moment. */
export async function dumpRows(client: Client, take: (table: string, row: string) => Promise<void>): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  for (const [name, value] of Object.entries(SESSION)) await client.query(`SET LOCAL ${name} = ${value}`)
  for (const table of await tablesOf(client)) {
    await client.query(`DECLARE rows CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${quoted(table)} t`)
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`FETCH ${FETCH} FROM rows`)
      for (const { row } of rows) await take(table, row)
      if (rows.length < FETCH) break
    }
    await client.query('CLOSE rows')
  }
  await client.query('COMMIT')
}

/** Makes the database be what the rows say: the schema of these migrations, and the rows. All of it or nothing, in one transaction. */
export async function loadRows(
  client: Client,
  migrations: readonly string[],
  rows: AsyncIterable<{ table: string; row: string }>,
): Promise<void> {
  await client.query('BEGIN')
  try {
    await dropAll(client)
    await client.query(MIGRATIONS_SQL)
    for (const name of migrations)
      await client.query(await readFile(new URL(`${name}/migration.sql`, MIGRATIONS_FOLDER), 'utf8'))
    const tables = new Set(await tablesOf(client))
    // Tables refer to each other in circles; each reference is checked when it is put back.
    const references = await takeReferences(client)
    await insertAll(client, tables, rows)
    for (const sql of references) await client.query(sql)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** Whether nobody would miss what is in this database: it has no tables, or nobody has played yet. Throws a Refusal where its tables are
 *  another program's. */
export async function isEmpty(client: Client): Promise<boolean> {
  const tables = await tablesOf(client)
  if (tables.length === 0) return true
  if (!tables.includes(MIGRATIONS_TABLE) || !tables.includes('User'))
    throw new Refusal('The database holds tables of another program: give Sparring a database of its own.')
  const { rows } = await client.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM "User") OR EXISTS (SELECT 1 FROM "Match") AS used',
  )
  return !rows[0]?.used
}

async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
  )
  return rows.map(({ name }) => name)
}

async function dropAll(client: Client): Promise<void> {
  for (const table of await tablesOf(client)) await client.query(`DROP TABLE ${quoted(table)} CASCADE`)
  const { rows } = await client.query<{ name: string }>(
    "SELECT typname AS name FROM pg_type WHERE typtype = 'e' AND typnamespace = current_schema()::regnamespace",
  )
  for (const { name } of rows) await client.query(`DROP TYPE ${quoted(name)} CASCADE`)
}

/** Removes the foreign keys; gives the statements that bring them back. */
async function takeReferences(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  )
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`)
  return rows.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`)
}

async function insertAll(
  client: Client,
  tables: ReadonlySet<string>,
  rows: AsyncIterable<{ table: string; row: string }>,
): Promise<void> {
  let table = ''
  let waiting: string[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) {
      const sql = `INSERT INTO ${quoted(table)} SELECT * FROM json_populate_recordset(NULL::${quoted(table)}, $1::json)`
      await client.query(sql, [`[${waiting.join(',')}]`])
    }
    waiting = []
    size = 0
  }
  for await (const next of rows) {
    if (!tables.has(next.table)) throw new Refusal(`The backup has a table "${next.table}" that its schema has not.`)
    if (next.table !== table || size >= BATCH) await flush()
    table = next.table
    waiting.push(next.row)
    size += next.row.length
  }
  await flush()
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
