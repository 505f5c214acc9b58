import { readMigrations, withSchemaEngine } from './schema-engine.ts'

const EVERYTHING = { externalTables: [], externalEnums: [] }

/** Applies the migrations of `prisma/migrations` that the database at `databaseUrl` has not seen; returns their names. Throws a
 *  sentence for people when the database cannot be reached, is newer than this program, or holds a migration that failed. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations()
  return withSchemaEngine(databaseUrl, async (engine) => {
    const state = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: EVERYTHING })
    if (state.failedMigrationNames.length > 0) {
      throw new Error(`The migration ${state.failedMigrationNames[0]} failed earlier; restore the database from a backup, or mend it and mark the migration as resolved.`)
    }
    const unknown = unknownMigrations(state.history)
    if (unknown.length > 0) {
      throw new Error(`The database is from a newer version (it knows ${unknown[0]}, this program does not); update this program.`)
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: EVERYTHING })
    return appliedMigrationNames
  })
}

/** Names of migrations in the database that this program does not have. */
function unknownMigrations(history: unknown): string[] {
  if (typeof history !== 'object' || history === null || !('unpersistedMigrationNames' in history)) return []
  const names = history.unpersistedMigrationNames
  return Array.isArray(names) ? names.map(String) : []
}
