import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

export const SCHEMA_FILE = new URL('../../prisma/schema.prisma', import.meta.url)
export const MIGRATIONS_FOLDER = new URL('../../prisma/migrations/', import.meta.url)

/** The folders of `prisma/migrations` in their order, as the engine wants them. */
export async function readMigrations(): Promise<bindings.MigrationList> {
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

/** Runs `use` with Prisma's own schema engine (WebAssembly, nothing to download) on the database at `url`. */
export async function withSchemaEngine<T>(url: string, use: (engine: bindings.SchemaEngine) => Promise<T>): Promise<T> {
  await instantiate()
  const factory = bindMigrationAwareSqlAdapterFactory(
    new PrismaPg({ connectionString: url, max: 2, connectionTimeoutMillis: 3_000 }),
  )
  const datamodels: [string, string][] = [['schema.prisma', await readFile(SCHEMA_FILE, 'utf8')]]
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, factory)
  try {
    return await use(engine)
  } finally {
    engine.free()
  }
}

let instantiated: Promise<void> | undefined

/** The package imports its `.wasm` as a module, which Node cannot do yet; so it is read and linked here, once. */
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm')
      .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
    const module = await WebAssembly.compile(await readFile(file))
    const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings })
    bindings.__wbg_set_wasm(instance.exports)
    const start = instance.exports['__wbindgen_start']
    if (typeof start === 'function') start()
  })()
  return instantiated
}
