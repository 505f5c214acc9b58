import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { backup, type Counts } from '../backup/backup.ts'
import { Refusal } from '../base/refusal.ts'
import { runCommand, withData } from './with-data.ts'

/** `npm run backup -- [FILE]`: everything that is to be kept, in one file, while the server runs or not. */
await runCommand(async (config, args) => {
  const [name, ...more] = args
  if (more.length > 0 || name?.startsWith('-')) throw new Refusal('Usage: npm run backup -- [FILE]')
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  const file = resolve(name ?? `sparring-${stamp}.backup.gz`)
  if (existsSync(file)) throw new Refusal(`${file} exists already: give another name.`)
  await withData(config, { alone: false, make: false }, async ({ url, folder }) => {
    const counts = await backup(url, folder, file, Date.now())
    const { size } = await stat(file)
    process.stdout.write(`Written: ${file} (${(size / 1e6).toFixed(1)} MB), ${summary(counts)}\n`)
  })
})

function summary({ rows, files }: Counts): string {
  return `${rows.User ?? 0} users, ${rows.Match ?? 0} matches, ${rows.Revision ?? 0} revisions, ${files} files`
}
