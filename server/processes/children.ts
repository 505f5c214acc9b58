import { join } from 'node:path'
import type { Config } from '../base/config.ts'
import { databaseSocketFolder, embeddedDatabaseUrl, socketPath } from '../store/data-folder.ts'
import { JobsClient } from './jobs-client.ts'
import type { SupervisedChild, Supervisor } from './supervisor.ts'

/** The order in which the children stop: who is served by whom goes first. */
export const STOP_ORDER = ['web', 'jobs', 'database']

export interface Children {
  /** Usable at once: what is asked before jobs runs is refused. */
  jobs: JobsClient
  /** The socket on which web answers once it is ready. */
  webSocket: string
  /** Resolves when jobs and web can work (the schema is up to date by then). Rejects when a child refuses to start. */
  ready: Promise<void>
}

/** Starts web, the embedded database (unless DATABASE_URL names another) and jobs side by side: who needs the database waits for it. */
export function startChildren(config: Config, supervisor: Supervisor): Children {
  const webSocket = socketPath(config.dataFolder, 'web')
  const env = {
    DATABASE_URL: config.databaseUrl ?? embeddedDatabaseUrl(config.dataFolder),
    SPARRING_DATA: config.dataFolder,
    SPARRING_WEB_SOCKET: webSocket,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  // Next greets the terminal at every start.
  const quiet = !config.dev && !config.logToTerminal
  const web = supervisor.supervise({ name: 'web', script: script('web'), env, finish: 'disconnect', quiet }).start()
  const database = config.databaseUrl === null ? startDatabase(config, supervisor) : null
  const jobs = supervisor.supervise({ name: 'jobs', script: script('jobs'), env, finish: 'ask' }).start()
  const ready = Promise.all([database?.ready(), jobs.ready(), web.ready()]).then(() => {})
  return { jobs: new JobsClient(jobs), webSocket, ready }
}

function startDatabase(config: Config, supervisor: Supervisor): SupervisedChild {
  const args = [join(config.dataFolder, 'pg'), databaseSocketFolder(config.dataFolder)]
  return supervisor.supervise({ name: 'database', script: script('database'), args, finish: 'disconnect' }).start()
}

function script(name: string): URL {
  return new URL(`./${name}.ts`, import.meta.url)
}
