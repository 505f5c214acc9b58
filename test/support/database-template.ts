import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashOf } from '../../server/stamps.mjs'
import { migrate } from '../../server/store/migrate.ts'
import { startDatabase } from '../../server/store/start-database.ts'
import { programArguments } from './built-program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const templates = join(root, 'test-results/databases')
/** What the files of a new database follow from. */
const SOURCES = ['prisma/migrations', 'server/store', 'server/processes/database.ts', 'package-lock.json']

let template: Promise<string> | null = null

/** Puts an embedded database as it is after its first start, migrated and empty, into `folder`. Making one takes seconds: it is made once
 *  for the sources as they are, and copied. */
export async function copyNewDatabase(folder: string): Promise<void> {
  await cp(await (template ??= findTemplate()), folder, { recursive: true })
}

/** The folder to copy. Where two processes make it at once, the first one's is taken, and both remove those of older sources. */
async function findTemplate(): Promise<string> {
  const name = await hashOf(root, SOURCES)
  const folder = join(templates, name)
  await mkdir(templates, { recursive: true })
  const there = await readdir(templates)
  if (there.includes(name)) return folder
  const unfinished = await mkdtemp(join(templates, 'unfinished-'))
  const sockets = await mkdtemp(join(tmpdir(), 'sparring-template-'))
  const database = await startDatabase(unfinished, sockets, await programArguments('database'))
  try {
    await migrate(database.url)
  } finally {
    await database.stop()
    await rm(sockets, { recursive: true })
  }
  try {
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true })
    if (!(await readdir(templates)).includes(name)) throw error
  }
  for (const old of there)
    if (!old.startsWith('unfinished-')) await rm(join(templates, old), { recursive: true, force: true })
  return folder
}
