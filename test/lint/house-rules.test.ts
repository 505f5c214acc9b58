import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { missingFrom } from '../support/complete-lock.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function sources(...folders: string[]): Promise<{ file: string; code: string }[]> {
  const found: { file: string; code: string }[] = []
  for (const folder of folders) {
    const files = await readdir(join(root, folder), { recursive: true }).catch(() => [])
    for (const file of files.filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('generated'))) {
      found.push({ file: `${folder}/${file}`, code: await readFile(join(root, folder, file), 'utf8') })
    }
  }
  return found
}

/** Code without its comments and strings, roughly: enough to look for an operator. */
const bare = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, "''")

test('dynamics raise nothing but 2 to a power: engines differ in the last bit', async () => {
  // Opponents and models of persons are no part of the dynamics: what they do is logged.
  const found = (await sources('game/core', 'game/tasks')).filter(({ file }) => !/built-in|\/person\//.test(file))
  expect(found.filter(({ code }) => /(?<!\b2 )\*\*/.test(bare(code))).map(({ file }) => file)).toEqual([])
})

test('no code forces one type upon another by way of unknown', async () => {
  const found = await sources('app', 'game', 'server', 'prisma')
  expect(found.filter(({ code }) => /\bas unknown as\b/.test(bare(code))).map(({ file }) => file)).toEqual([])
})

test('nothing outside a court’s folder knows its game: neither what is in it nor its keys', async () => {
  const found = (await sources('app/_net', 'app/_stage', 'app/match')).filter(
    ({ file }) => !/^app\/_stage\/[^/]+\//.test(file),
  )
  expect(found.length).toBeGreaterThan(40)
  const knows = ({ file, code }: { file: string; code: string }): boolean =>
    /paddle|\bKey[A-Z]\b|game\/tasks\/(?!index)/.test(code) ||
    (/_stage\/\w+\/|'\.\/(pong|plain)\//.test(code) && !/_stage\/(courts\.ts|signs\.tsx)$/.test(file))
  expect(found.filter(knows).map(({ file }) => file)).toEqual([])
})

test('the lock names the binary packages of every platform (node test/support/complete-lock.mjs adds them)', async () => {
  const lock: unknown = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  expect(missingFrom(lock)).toEqual({})
})

test('the lock names no registry, so that each machine uses its own', async () => {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8')
  expect(lock).not.toMatch(/"resolved": "https?:/)
})
