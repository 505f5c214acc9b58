import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Where the server's programs were compiled to (server/build.mjs), if this process runs one of them: start.mjs says so, and a child is told
 *  by its parent. Without it the sources run as they are. */
const built = process.env['SPARRING_BUILT']

/** What Node is given to run one of our programs as a process of its own. source: its TypeScript file. */
export function processArguments(source: URL): string[] {
  if (built) return ['--enable-source-maps', compiled(built, source)]
  return ['--import', import.meta.resolve('tsx'), fileURLToPath(source)]
}

/** The file to run in a thread of its own. source: its TypeScript file; beside it lies a .mjs that starts it where nothing is compiled. */
export function threadFile(source: URL): URL {
  return built ? pathToFileURL(compiled(built, source)) : new URL(source.href.replace(/\.ts$/, '.mjs'))
}

const compiled = (folder: string, source: URL): string => join(folder, `${basename(fileURLToPath(source), '.ts')}.mjs`)
