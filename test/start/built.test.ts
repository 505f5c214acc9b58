import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WholeSparring } from '../support/whole-sparring.ts'

/** Sparring as `npm start` runs it the first time: what it was built to, not its sources, on a data folder with nothing in it. */
let sparring: WholeSparring
beforeAll(async () => {
  sparring = await WholeSparring.startOn(await mkdtemp(join(tmpdir(), 'sparring-first-')))
}, 180_000)
afterAll(() => sparring.close())

test('every process runs what was built at the preparation, and no compiler is among them', () => {
  const commands = sparring.commands()
  for (const program of ['main', 'web', 'jobs', 'database'])
    expect(commands.filter((command) => command.includes(`server/built/${program}.mjs`))).toHaveLength(1)
  expect(commands).toHaveLength(4)
})

test('the first start has made and migrated its database: the agents to play against are there', async () => {
  const response = await fetch(`${sparring.origin}/api/agents`)
  expect(response.status).toBe(200)
  expect(((await response.json()) as { agents: unknown[] }).agents.length).toBeGreaterThan(3)
})
