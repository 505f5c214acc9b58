import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { connect, type Database } from '../../server/store/connect.ts'
import { startDatabase, type RunningDatabase } from '../../server/store/start-database.ts'
import { programArguments } from './built-program.ts'
import { copyNewDatabase } from './database-template.ts'
import { createDatabase } from './server-database.ts'

/** A migrated database of a test file's own. */
export interface TestDatabase {
  url: string
  db: Database
  /** Ends the server while clients are connected, in order or by SIGKILL; only the embedded one. */
  stopServer(): Promise<void>
  killServer(): Promise<void>
  startServer(): Promise<void>
  /** Ends all sessions, and takes no new ones until told otherwise (SQLSTATE 55000); only the database on a server. */
  refuse(refused: boolean): Promise<void>
  close(): Promise<void>
}

export interface DatabaseKind {
  name: string
  /** Whether the test may stop and start the server. */
  ours: boolean
  open(): Promise<TestDatabase>
}

const server = process.env['TEST_DATABASE_URL']

/** The databases that the storage tests run against: the embedded one, and the server of TEST_DATABASE_URL where it is set. */
export const databaseKinds: DatabaseKind[] = [
  {
    name: server ? 'PGlite' : 'PGlite (TEST_DATABASE_URL is not set: no Postgres server)',
    ours: true,
    open: openEmbedded,
  },
  ...(server ? [{ name: 'Postgres', ours: false, open: () => openOnServer(server) }] : []),
]

async function openEmbedded(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sparring-'))
  await copyNewDatabase(join(folder, 'pg'))
  const start = async (): Promise<RunningDatabase> =>
    startDatabase(join(folder, 'pg'), folder, await programArguments('database'))
  let running = await start()
  const { url } = running
  const db = connect(url, 'jobs')
  return {
    url,
    db,
    stopServer: () => running.stop(),
    killServer: () => running.kill(),
    startServer: async () => {
      running = await start()
    },
    refuse: () => Promise.reject(new Error('The embedded database knows no such setting.')),
    close: async () => {
      await db.$disconnect()
      await running.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openOnServer(serverUrl: string): Promise<TestDatabase> {
  const { url, refuse, drop } = await createDatabase(serverUrl, inject('templateDatabase'))
  const db = connect(url, 'jobs')
  const notOurs = (): Promise<never> => Promise.reject(new Error('This server belongs to somebody else.'))
  return {
    url,
    db,
    stopServer: notOurs,
    killServer: notOurs,
    startServer: notOurs,
    refuse,
    close: async () => {
      await db.$disconnect()
      await drop()
    },
  }
}
