import { randomBytes } from 'node:crypto'
import { execute } from './execute.ts'

/** A database of a test's own on a Postgres server. */
export interface ServerDatabase {
  url: string
  /** Ends all sessions, and takes no new ones until told otherwise (SQLSTATE 55000). */
  refuse(refused: boolean): Promise<void>
  drop(): Promise<void>
}

/** Makes an empty database on a server, or a copy of `template`. */
export async function createDatabase(serverUrl: string, template?: string): Promise<ServerDatabase> {
  const name = `sparring_test_${randomBytes(6).toString('hex')}`
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await execute(serverUrl, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`)
  return {
    url: url.href,
    async refuse(refused) {
      await execute(serverUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS ${String(!refused)}`)
      await execute(serverUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    },
    drop: () => execute(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}
