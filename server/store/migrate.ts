import { Client } from 'pg'
import { Refusal } from '../base/refusal.ts'
import { readMigrations } from './migrations.ts'

const EVERYTHING = { externalTables: [], externalEnums: [] }

/** Applies the migrations of `prisma/migrations` that the database at `databaseUrl` has not seen; returns their names. Throws a
 *  Refusal when the database is newer than this program or holds a migration that failed, and the driver's error (see `isAway`) when
 *  it cannot be reached. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations()
  const names = migrationsList.migrationDirectories.map(({ path }) => path)
  if (await holdsExactly(databaseUrl, names)) return []
  // Three megabytes of program, for the rare case.
  const { withSchemaEngine } = await import('./schema-engine.ts')
  return withSchemaEngine(databaseUrl, async (engine) => {
    const state = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: EVERYTHING,
    })
    if (state.failedMigrationNames.length > 0) {
      throw new Refusal(
        `The migration ${state.failedMigrationNames[0]} failed earlier; restore the database from a backup, or mend it and mark the migration as resolved.`,
      )
    }
    const unknown = unknownMigrations(state.history)
    if (unknown.length > 0) {
      throw new Refusal(
        `The database is from a newer version (it knows ${unknown[0]}, this program does not); update this program.`,
      )
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: EVERYTHING })
    return appliedMigrationNames
  })
}

/** Whether these migrations, and no others, are in the database. The usual case: it spares the start the engine, and tells why there is no
 *  connection, which the engine would hide. */
async function holdsExactly(databaseUrl: string, names: string[]): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    const table = await client.query<{ exists: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
    )
    if (!table.rows[0]?.exists) return false
    const { rows } = await client.query<{ name: string; done: boolean }>(
      'SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    return rows.length === names.length && rows.every(({ name, done }) => done && names.includes(name))
  } finally {
    await client.end()
  }
}

/** Names of migrations in the database that this program does not have. */
function unknownMigrations(history: unknown): string[] {
  if (typeof history !== 'object' || history === null || !('unpersistedMigrationNames' in history)) return []
  const names = history.unpersistedMigrationNames
  return Array.isArray(names) ? names.map(String) : []
}
