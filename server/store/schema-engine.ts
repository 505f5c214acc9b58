import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

export const SCHEMA_FILE = new URL('../../prisma/schema.prisma', import.meta.url)

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
