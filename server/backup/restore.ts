import { Client } from 'pg'
import { Refusal } from '../base/refusal.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations.ts'
import { readArchive } from './archive.ts'
import type { Counts } from './backup.ts'
import { dataFiles, StagedFiles } from './data-files.ts'
import { isEmpty, loadRows, MIGRATIONS_TABLE } from './database-rows.ts'

export interface RestoreOptions {
  /** What is there is given up. */
  replace: boolean
  /** Whether the data folder's files are restored as well as the database. */
  files: boolean
}

/** Brings a backup into the database at `url` and into a data folder that no server uses. Throws a Refusal, and has changed nothing, where
 *  the backup is damaged or from a newer Sparring, or where there is something to lose and `replace` is not set. */
export async function restore(
  archive: string,
  url: string,
  dataFolder: string,
  options: RestoreOptions,
): Promise<Counts> {
  const { counts, migrations } = await examine(archive)
  await checkMigrations(archive, migrations)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  const staged = options.files ? new StagedFiles(dataFolder) : null
  try {
    await client.connect()
    if (!(await isEmpty(client)) && !options.replace)
      throw new Refusal('The database is not empty: add --replace to give up what is in it.')
    const waiting = (await dataFiles(dataFolder)).filter((path) => path !== 'secret')
    if (staged && waiting.length > 0 && !options.replace)
      throw new Refusal(`The data folder holds ${waiting[0]}: add --replace to give up what waits there.`)
    if (staged) {
      await staged.begin()
      for await (const entry of readArchive(archive)) if (entry.kind === 'file') await staged.add(entry)
    }
    await loadRows(client, migrations, rowsOf(archive))
    // After the database, so that no result that waits is given up for a restore that failed.
    await staged?.place()
  } finally {
    await client.end().catch(() => {})
    await staged?.drop()
  }
  await migrate(url)
  return counts
}

/** Reads all of an archive, so that a damaged one is found before anything is touched. */
async function examine(archive: string): Promise<{ counts: Counts; migrations: string[] }> {
  const rows: Record<string, number> = {}
  const files = new Set<string>()
  const migrations: string[] = []
  for await (const entry of readArchive(archive)) {
    if (entry.kind === 'file') files.add(entry.path)
    else {
      rows[entry.table] = (rows[entry.table] ?? 0) + 1
      if (entry.table === MIGRATIONS_TABLE) {
        const applied: { migration_name: string; rolled_back_at: string | null } = JSON.parse(entry.row)
        if (applied.rolled_back_at === null) migrations.push(applied.migration_name)
      }
    }
  }
  return { counts: { rows, files: files.size }, migrations: migrations.sort() }
}

async function checkMigrations(archive: string, migrations: readonly string[]): Promise<void> {
  const known = (await readMigrations()).migrationDirectories.map(({ path }) => path)
  const unknown = migrations.find((name) => !known.includes(name))
  if (unknown)
    throw new Refusal(
      `${archive} is from a newer version (it knows ${unknown}, this program does not): update this program first.`,
    )
}

async function* rowsOf(archive: string): AsyncGenerator<{ table: string; row: string }> {
  for await (const entry of readArchive(archive)) if (entry.kind === 'row') yield entry
}
