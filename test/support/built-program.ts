import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIsCurrent } from '../../server/stamps.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = {
  main: 'server/main.ts',
  jobs: 'server/processes/jobs.ts',
  database: 'server/processes/database.ts',
  admin: 'server/commands/admin.ts',
} as const

let current: Promise<boolean> | null = null

/** Where the server is compiled to, or '' where that is not of the sources as they are now. */
export async function builtFolder(): Promise<string> {
  return (await (current ??= buildIsCurrent(root, 'server'))) ? join(root, 'server/built') : ''
}

/** What Node is given to run one of the server's programs: as it was compiled, which starts in half the time, or else its source. */
export async function programArguments(name: keyof typeof sources): Promise<[...flags: string[], file: string]> {
  const built = await builtFolder()
  return built ? [join(built, `${name}.mjs`)] : ['--import', 'tsx', join(root, sources[name])]
}
