import { afterAll, beforeAll, expect, test } from 'vitest'
import { WholeSparring } from '../support/whole-sparring.ts'

/** Sparring as `npm start` runs it: what it was built to, not its sources. */
let sparring: WholeSparring
beforeAll(async () => {
  sparring = await WholeSparring.start()
}, 180_000)
afterAll(() => sparring.close())

test('every process runs what was built at the preparation, and no compiler is among them', () => {
  const commands = sparring.commands()
  for (const program of ['main', 'web', 'jobs', 'database'])
    expect(commands.filter((command) => command.includes(`server/built/${program}.mjs`))).toHaveLength(1)
  expect(commands).toHaveLength(4)
})
