// Makes server/built/ of the server's TypeScript, so that a start compiles nothing: one file for each program, with its source map. Needs
// the dependencies and the generated database client.
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** The programs, by the name of their file in server/built/: each is run by one process or thread (server/program.ts). */
const PROGRAMS = {
  main: 'server/main.ts',
  web: 'server/processes/web.ts',
  jobs: 'server/processes/jobs.ts',
  database: 'server/processes/database.ts',
  'policy-worker': 'server/brains/policy-worker.ts',
}

/** Compiles the programs of the project at `root`. Throws with the compiler's own words where the source is wrong. */
export async function buildServer(root) {
  const { build, stop } = await import('esbuild')
  const outdir = join(root, 'server/built')
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(PROGRAMS).map(([out, file]) => ({ out, in: file })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    logLevel: 'silent',
    plugins: [
      { name: 'own-place', setup: (on) => on.onLoad({ filter: /\.ts$/ }, (file) => inPlace(file.path, outdir)) },
    ],
  })
  // Else the compiler waits for more as long as this process runs.
  await stop()
}

/** A source that asks where it lies is told so, though it runs from another place. */
async function inPlace(path, outdir) {
  const source = await readFile(path, 'utf8')
  if (!source.includes('import.meta.url')) return
  const place = `new URL(${JSON.stringify(relative(outdir, path).replaceAll('\\', '/'))}, import.meta.url).href`
  return { contents: source.replaceAll('import.meta.url', place), loader: 'ts', resolveDir: dirname(path) }
}
