// `npm run bench -- NAME [--json] [--OPTION=VALUE …]`: runs test/bench/NAME.ts, which exports
// run(options): Promise<Record<string, number>>, and prints its figures as a table, or with --json as one line of JSON at the end.
// What a benchmark needs is prepared first, as for a start: dependencies and the database client, and the pages for one whose file exports
// `needsPages`. Imports no dependency before that: on a fresh clone there is none yet.
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const [name, ...flags] = process.argv.slice(2)
const options = Object.fromEntries(
  flags
    .filter((flag) => flag.startsWith('--'))
    .map((flag) => {
      const [key = '', ...value] = flag.slice(2).split('=')
      return [key, value.length > 0 ? value.join('=') : 'true']
    }),
)
const { json, ...own } = options

const files = await readdir(new URL('.', import.meta.url))
const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length))
if (!name || !names.includes(name)) {
  console.error(
    `${name ? `There is no benchmark ${name}` : 'Which benchmark?'}: npm run bench -- NAME [--json], NAME one of`,
  )
  for (const known of names) console.error(`  ${known}`)
  process.exit(1)
}

await prepare(/^export const needsPages = true/m.test(await readFile(new URL(`./${name}.ts`, import.meta.url), 'utf8')))
const { register } = await import('tsx/esm/api')
register()
const { run } = await import(new URL(`./${name}.ts`, import.meta.url).href)
const figures = await run(own)
if (json) console.log(JSON.stringify({ bench: name, figures }))
else {
  const width = Math.max(...Object.keys(figures).map((key) => key.length))
  for (const [key, value] of Object.entries(figures)) {
    console.log(`${key.padEnd(width)}  ${value.toLocaleString('en', { maximumFractionDigits: 4 })}`)
  }
}
process.exit(0)

/** Runs the preparation of `npm start`; what it says goes to stderr, so that stdout holds figures alone. */
function prepare(withPages) {
  const start = fileURLToPath(new URL('../../server/start.mjs', import.meta.url))
  const args = [start, '--prepare-only', ...(withPages ? [] : ['--without-pages'])]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 2, 2] })
    child.once('error', () => process.exit(1))
    child.once('close', (code) => (code === 0 ? resolve() : process.exit(code ?? 1)))
  })
}
