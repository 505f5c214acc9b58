// Makes server/built/ of the server's TypeScript, so that a start compiles nothing: one file for each program, with its source map. Needs
// the dependencies and the generated database client.
import { readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** The programs, by the name of their file in server/built/: each is run by one process or thread (server/base/program.ts). The operator's
 *  commands run as they are, so that they need no preparation; admin is here for its tests, which run it fifty times. */
const PROGRAMS = {
  main: 'server/main.ts',
  web: 'server/processes/web.ts',
  jobs: 'server/processes/jobs.ts',
  database: 'server/processes/database.ts',
  'policy-worker': 'server/brains/policy-worker.ts',
  admin: 'server/commands/admin.ts',
}

/** Dependencies that are compiled in. */
const INSIDE = new Set(['openskill', '@stdlib', 'ramda', 'sort-unwind', 'zod', '@noble/hashes', 'fflate'])

/** Compiles the programs of the project at `root`. Throws with the compiler's own words where the source is wrong. */
export async function buildServer(root) {
  const { build, stop } = await import('esbuild')
  const outdir = join(root, 'server/built')
  await rm(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(PROGRAMS).map(([out, file]) => ({ out, in: file })),
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    // What is imported later is loaded later.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    logLevel: 'silent',
    plugins: [
      { name: 'own-place', setup: (on) => on.onLoad({ filter: /\.ts$/ }, (file) => inPlace(file.path, outdir)) },
      { name: 'outside', setup: (on) => on.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => outside(path, kind)) },
    ],
  })
  // Else the compiler waits for more as long as this process runs.
  await stop()
}

/** Dependencies stay where they are installed, but for those of which a start would read far more than it uses. */
function outside(path, kind) {
  const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/')
  return kind === 'entry-point' || INSIDE.has(name) ? undefined : { path, external: true }
}

/** A source that asks where it lies is told so, though it runs from another place. */
async function inPlace(path, outdir) {
  const source = await readFile(path, 'utf8')
  if (!source.includes('import.meta.url')) return
  const place = `new URL(${JSON.stringify(relative(outdir, path).replaceAll('\\', '/'))}, import.meta.url).href`
  return { contents: source.replaceAll('import.meta.url', place), loader: 'ts', resolveDir: dirname(path) }
}
