import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/store/migrate.ts'
import { execute } from './execute.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated and empty database on the server of TEST_DATABASE_URL that tests copy; '' without such a server. */
    templateDatabase: string
  }
}

const server = process.env['TEST_DATABASE_URL']
const name = server ? `sparring_test_template_${randomBytes(6).toString('hex')}` : ''

/** Before all integration tests: makes the database that those on a Postgres server copy. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('templateDatabase', name)
  if (!server) return
  await execute(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrate(url.href)
  // What somebody is connected to cannot be copied.
  await execute(server, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await execute(server, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
}

export async function teardown(): Promise<void> {
  if (server) await execute(server, `DROP DATABASE ${name} WITH (FORCE)`)
}
