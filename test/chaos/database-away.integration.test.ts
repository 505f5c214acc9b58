import { afterEach, expect, test } from 'vitest'
import { playWhileAway, type SparringWithGate, waysToBeAway } from '../support/database-away.ts'
import { Guest } from '../support/guest.ts'

const MATCHES = 12
/** The recorder waits up to eight seconds between two tries. */
const PATIENCE = { timeout: 60_000, interval: 250 }

let gate: SparringWithGate | null = null
afterEach(async () => {
  await gate?.close()
  gate = null
}, 60_000)

// How long it is away does not matter here: until everything was tried in vain. `npm run bench -- away` takes a true minute.
test.each(waysToBeAway)(
  'the database $name while matches end: everything announced is there afterwards, once and in order, and who asks meanwhile hears why not',
  async ({ start }) => {
    gate = await start()
    const { recorded, sparring } = gate
    const { announced, page, play } = await playWhileAway(gate, MATCHES, () => Promise.resolve())
    expect(announced).toHaveLength(MATCHES)
    expect(page).toMatchObject({ status: 503, body: { error: { code: 'database-away' } } })
    expect(play).toMatchObject({ ok: false, message: expect.stringMatching(/Choose another one, or try again/) })
    await expect.poll(async () => (await recorded()).length, PATIENCE).toBe(MATCHES)
    expect(await recorded()).toEqual(announced)
    const guest = await Guest.connect(sparring, 100)
    await guest.play()
    await guest.giveUp()
    await expect.poll(() => guest.recorded(), PATIENCE).toBe('left')
    guest.close()
  },
  240_000,
)
