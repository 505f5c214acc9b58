import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../store/migrate.ts'
import { MIGRATIONS_FOLDER, readMigrations } from '../store/migrations.ts'
import { SCHEMA_FILE, withSchemaEngine } from '../store/schema-engine.ts'
import { startDatabase } from '../store/start-database.ts'

/** `node --import tsx server/tools/new-migration.ts NAME` writes a migration, in Prisma's own format, from the newest migration to
 *  prisma/schema.prisma. Each migration keeps the schema it leads to beside its SQL. The result is applied to an empty
 *  embedded database before this calls it written. */
const LOCK_FILE = '# Written by server/tools/new-migration.ts; Prisma reads it.\nprovider = "postgresql"\n'

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('Give the migration a name of small letters, digits and underscores.\n')
  process.exit(1)
}

const schema = await readFile(SCHEMA_FILE, 'utf8')
const newest = (await readMigrations()).migrationDirectories.at(-1)
const before = newest && (await readFile(new URL(`${newest.path}/schema.prisma`, MIGRATIONS_FOLDER), 'utf8'))
const scratch = await mkdtemp(join(tmpdir(), 'sparring-migration-'))
const database = await startDatabase(join(scratch, 'pg'), scratch)
try {
  const script = await withSchemaEngine(database.url, async (engine) => {
    const { stdout } = await engine.diff({
      from: before ? { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: before }] } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  })
  if (script.includes(';')) {
    const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`
    const target = new URL(`${folder}/`, MIGRATIONS_FOLDER)
    await mkdir(target, { recursive: true })
    await writeFile(new URL('migration.sql', target), script)
    await writeFile(new URL('schema.prisma', target), schema)
    await writeFile(new URL('migration_lock.toml', MIGRATIONS_FOLDER), LOCK_FILE)
    const applied = await migrate(database.url)
    process.stdout.write(`Written: prisma/migrations/${folder} (all ${applied.length} applied to an empty database)\n`)
  } else {
    process.stdout.write('The migrations already describe the schema.\n')
  }
} finally {
  await database.stop()
  await rm(scratch, { recursive: true, force: true })
}
