// Makes one module of the few functions of zod's small edition that page and protocol call. Turbopack keeps all of zod's core wherever one
// function of it is used, twice the bytes on the first screen; esbuild leaves out what nobody calls.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where it lies in the project; next.config.ts puts it in zod's place. */
const OUTPUT = 'node_modules/.sparring/zod-mini.mjs'

/** Writes the module for the sources of the project at `root`. */
export async function pickSchemas(root, output = join(root, OUTPUT)) {
  const [{ buildSync }, mini] = await Promise.all([import('esbuild'), import('zod/mini')])
  const called = await calledNames(root)
  const names = Object.keys(mini).filter((name) => called.has(name))
  // Not by esbuild's service, which the compiler of the server stops when it has done.
  buildSync({
    stdin: { contents: `export { ${names.join(', ')} } from 'zod/mini'`, resolveDir: root },
    outfile: output,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
}

/** Each `name` of a `z.name` in a source of page or protocol. */
async function calledNames(root) {
  const names = new Set()
  for (const folder of ['app', 'game']) {
    const files = await readdir(join(root, folder), { recursive: true })
    for (const file of files.filter((path) => /\.tsx?$/.test(path))) {
      const source = await readFile(join(root, folder, file), 'utf8')
      // A chain may go on in the next line.
      if (source.includes("'zod/mini'")) for (const [, name] of source.matchAll(/\bz\s*\.(\w+)/g)) names.add(name)
    }
  }
  return names
}
