import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from '../../server/store/data-folder.ts'

/** `npm start` without its preparation: each of these must end with one plain sentence and exit code 1. */
const start = fileURLToPath(new URL('../../server/start.mjs', import.meta.url))

interface Outcome {
  code: number | null
  /** What it said, without the lines that tell how far it is. */
  sentences: string[]
}

async function runStart(env: Record<string, string>): Promise<Outcome> {
  const child = spawn(process.execPath, [start, '--without-pages'], {
    env: { ...process.env, DATABASE_URL: '', HOST: '127.0.0.1', PORT: '0', SPARRING_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
  await once(child, 'close')
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\[\s*[\d.]+ s\]/.test(line))
  return { code: child.exitCode, sentences: lines }
}

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-start-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function occupiedPort(): Promise<{ server: Server; port: string }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: String(typeof address === 'object' ? address?.port : '') }
}

test('a port in use', async () => {
  const { server, port } = await occupiedPort()
  const outcome = await runStart({ PORT: port })
  server.close()
  expect(outcome).toEqual({
    code: 1,
    sentences: [`Port ${port} is in use by another program: stop it, or set PORT to another one.`],
  })
})

test('a data folder in use', async () => {
  const held = openDataFolder(folder)
  const outcome = await runStart({})
  held.release()
  expect(outcome).toEqual({
    code: 1,
    sentences: [
      `The data folder ${folder} is in use by another Sparring (process ${process.pid}): stop that one, or set SPARRING_DATA to another folder.`,
    ],
  })
})

test('a data folder from a newer version', async () => {
  await writeFile(join(folder, 'version'), '99\n')
  const { code, sentences } = await runStart({})
  expect(code).toBe(1)
  expect(sentences).toHaveLength(1)
  expect(sentences[0]).toMatch(/was written by a newer Sparring \(format 99, this one reads up to 1\): update Sparring/)
})

test('a database that cannot be reached', async () => {
  const { server, port } = await occupiedPort()
  server.close()
  const outcome = await runStart({ DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/sparring` })
  expect(outcome.code).toBe(1)
  expect(outcome.sentences).toHaveLength(1)
  expect(outcome.sentences[0]).toContain(`No Postgres could be reached at 127.0.0.1:${port} (`)
  expect(outcome.sentences[0]).not.toContain('secret')
})

test.each([
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must start with postgres:// or postgresql://.'],
  [{ PORT: 'eighty' }, 'PORT must be a number.'],
  [{ PUBLIC_URL: 'play.example.org' }, 'PUBLIC_URL must be an http or https address.'],
])('settings that cannot be: %j', async (env, sentence) => {
  expect(await runStart(env)).toEqual({ code: 1, sentences: [sentence] })
})

test('an address that is not of this machine', async () => {
  const outcome = await runStart({ HOST: '203.0.113.7' })
  expect(outcome).toEqual({ code: 1, sentences: ['HOST is 203.0.113.7, which is not an address of this machine.'] })
})

test('another version of Node', async () => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.1' }); await import(${JSON.stringify(start)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  await once(child, 'close')
  expect(child.exitCode).toBe(1)
  expect(said).toBe(
    'Sparring needs Node 20.19 or newer, and this is Node 18.20.1: install a newer one from nodejs.org.\n',
  )
})
