import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backup } from '../backup/backup.ts'
import { restore } from '../backup/restore.ts'
import type { Config } from '../base/config.ts'
import { Refusal } from '../base/refusal.ts'
import { runCommand, withData } from './with-data.ts'

/** `npm run restore -- FILE [--replace]` brings a backup back. `npm run restore -- --from FOLDER [--replace]` brings the embedded database of
 *  a data folder, and what waits beside it, to where the settings point: with DATABASE_URL to a Postgres server. */
const USAGE = 'Usage: npm run restore -- FILE [--replace]    or: npm run restore -- --from FOLDER [--replace]'

await runCommand(async (config, args) => {
  const { values, positionals } = parse(args)
  const { from, replace } = values
  if ((from === undefined) === (positionals.length === 0) || positionals.length > 1) throw new Refusal(USAGE)
  if (positionals[0] !== undefined) return bring(config, resolve(positionals[0]), { replace, files: true })
  const source = resolve(from ?? '')
  if (config.databaseUrl === null && source === config.dataFolder)
    throw new Refusal('It is there already: set DATABASE_URL or SPARRING_DATA to where it is to go.')
  const archive = join(tmpdir(), `sparring-${randomBytes(6).toString('hex')}.backup.gz`)
  try {
    // What a running server records after this would be left behind.
    await withData({ databaseUrl: null, dataFolder: source }, { alone: true, make: false }, ({ url, folder }) =>
      backup(url, folder, archive, Date.now()),
    )
    await bring(config, archive, { replace, files: source !== config.dataFolder })
  } finally {
    await rm(archive, { force: true })
  }
})

async function bring(config: Config, archive: string, options: { replace: boolean; files: boolean }): Promise<void> {
  await withData(config, { alone: true, make: true }, async ({ url, folder }) => {
    const { rows, files } = await restore(archive, url, folder, options)
    const what = `${rows.User ?? 0} users, ${rows.Match ?? 0} matches, ${rows.Revision ?? 0} revisions, ${files} files`
    process.stdout.write(`Restored: ${what}\n`)
  })
}

function parse(args: string[]): { values: { from?: string; replace: boolean }; positionals: string[] } {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { from: { type: 'string' }, replace: { type: 'boolean', default: false } },
    })
  } catch {
    throw new Refusal(USAGE)
  }
}
