import { PGlite } from '@electric-sql/pglite'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_CONNECTIONS, socketUrl } from '../store/pools.ts'
import { lockWithin } from '../store/data-folder.ts'
import { PostgresSocket } from '../store/postgres-socket.ts'
import { Refusal, refuse } from '../base/refusal.ts'

/** The embedded database: `node --import tsx server/processes/database.ts DATA_FOLDER SOCKET_FOLDER`. Serves the Postgres in
 *  DATA_FOLDER on the socket `.s.PGSQL.5432` in SOCKET_FOLDER, says `{ ready: true, url }` over IPC, and ends when the IPC channel
 *  closes. What prevents it from starting is one sentence on stderr: exit 78 where the folder is in use (a
 *  person has to act), else exit 1. */
async function main(dataFolder: string, socketFolder: string): Promise<void> {
  // Ctrl-C, and SIGTERM from a service manager, reach the whole group; the parent decides when the database goes, after those who
  // still write.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await mkdir(socketFolder, { recursive: true, mode: 0o700 })
  // Two processes on one folder lose data without an error. One whose parent died a moment ago is still closing its files.
  const unlock = await lockWithin(dataFolder, 10_000)
  const socket = join(socketFolder, '.s.PGSQL.5432')
  await rm(socket, { force: true })
  const postgres = await open(join(dataFolder, 'postgres'))
  const server = new PostgresSocket(postgres, fail, MAX_CONNECTIONS)
  await server.listen(socket)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void (async () => {
      await server.close()
      await postgres.close()
      await rm(socket, { force: true })
      unlock()
      process.exit(0)
    })().catch(fail)
  }
  process.on('disconnect', stop)
  // The parent may have gone while the files were being opened.
  if (process.send && !process.connected) return stop()
  process.send?.({ ready: true, url: socketUrl(socketFolder) })
}

/** Opens the files in `folder`. New ones are made beside it first: making them takes a second, and files that were half made when the
 *  process was killed would never open. */
async function open(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) {
    const unfinished = `${folder}.new`
    await rm(unfinished, { recursive: true, force: true })
    const made = await PGlite.create({ dataDir: unfinished })
    await made.close()
    await rename(unfinished, folder)
  }
  return PGlite.create({ dataDir: folder })
}

function fail(error: unknown): never {
  if (error instanceof Refusal) refuse(error)
  process.stderr.write(`The embedded database stopped: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

const [dataFolder, socketFolder] = process.argv.slice(2)
if (!dataFolder || !socketFolder) fail(new Error('it was not told its data folder and its socket folder.'))
main(dataFolder, socketFolder).catch(fail)
