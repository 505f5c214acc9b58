import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig, type Config } from '../base/config.ts'
import { checkDatabase } from '../store/check-database.ts'
import { Refusal, refuse } from '../base/refusal.ts'
import { databaseSocketFolder, embeddedDatabaseUrl, openDataFolder } from '../store/data-folder.ts'
import { startDatabase } from '../store/start-database.ts'

export interface Data {
  /** The database's address. */
  url: string
  folder: string
  /** Whether a server runs on it. */
  running: boolean
}

/** Runs a command of an operator with the settings of the environment. What can be mended is said in one sentence, with exit code 1. */
export async function runCommand(command: (config: Config, args: string[]) => Promise<void>): Promise<void> {
  try {
    await command(parseConfig(process.env), process.argv.slice(2))
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.message}\n`)
      process.exit(1)
    }
    refuse(error)
  }
}

/** Runs `use` on a data folder and its database, beside a running server or alone: without a server it keeps one from starting meanwhile,
 *  and starts the embedded database itself. `alone`: throws a Refusal where a server runs. `make`: a data folder that is missing is made. */
export async function withData<T>(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  { alone, make }: { alone: boolean; make: boolean },
  use: (data: Data) => Promise<T>,
): Promise<T> {
  const { databaseUrl, dataFolder: folder } = config
  if (!make && !existsSync(join(folder, 'version'))) throw new Refusal(`There is no data of Sparring in ${folder}.`)
  if (databaseUrl !== null) await checkDatabase(databaseUrl)
  const held = hold(folder, alone)
  try {
    if (databaseUrl !== null) return await use({ url: databaseUrl, folder, running: !held })
    const socketFolder = databaseSocketFolder(folder)
    if (!held) {
      if (!existsSync(join(socketFolder, '.s.PGSQL.5432')))
        throw new Refusal('The server that runs does not use the embedded database: set DATABASE_URL as it has it.')
      return await use({ url: embeddedDatabaseUrl(folder), folder, running: true })
    }
    if (!make && !existsSync(join(folder, 'pg')))
      throw new Refusal(`There is no embedded database in ${folder}: set DATABASE_URL to the database in use.`)
    const database = await startDatabase(join(folder, 'pg'), socketFolder)
    try {
      return await use({ url: database.url, folder, running: false })
    } finally {
      await database.stop()
    }
  } finally {
    held?.release()
  }
}

/** Null where a running server holds the folder. */
function hold(folder: string, alone: boolean): { release(): void } | null {
  try {
    return openDataFolder(folder)
  } catch (error) {
    if (alone || !(error instanceof Refusal) || !error.message.includes('in use by')) throw error
    return null
  }
}
