import { readdir, readFile } from 'node:fs/promises'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'

export const MIGRATIONS_FOLDER = new URL('../../prisma/migrations/', import.meta.url)

/** The folders of `prisma/migrations` in their order, as the engine wants them. */
export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const content = await readFile(new URL(`${path}/migration.sql`, MIGRATIONS_FOLDER), 'utf8')
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: content } } }
    }),
  )
  return {
    baseDir: 'prisma/migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}
