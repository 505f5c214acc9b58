// `npm run bench -- NAME [--json] [--OPTION=VALUE …]`: runs test/bench/NAME.ts, which exports
// run(options): Promise<Record<string, number>>, and prints its figures as a table, or with --json as one line of JSON at the end.
import { readdir } from 'node:fs/promises'
import { register } from 'tsx/esm/api'

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
