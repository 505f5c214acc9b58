import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WholeSparring, type Part } from '../support/whole-sparring.ts'
import { Guest } from '../support/guest.ts'

const MATCHES = 20
/** Killed processes are started again, and the embedded database reads its files anew. */
const PATIENCE = { timeout: 60_000, interval: 250 }

/** One Sparring for all: whatever befalls it, it must be whole again for the next. */
let sparring: WholeSparring
const guests: Guest[] = []
let connected = 0

beforeAll(async () => {
  sparring = await WholeSparring.start()
}, 120_000)
afterEach(() => {
  for (const guest of guests.splice(0)) guest.close()
})
afterAll(() => sparring.close(), 60_000)

async function connect(): Promise<Guest> {
  const guest = await Guest.connect(sparring, connected++)
  guests.push(guest)
  return guest
}

/** Twenty matches being played; the first half has ended, and their results were announced. */
async function halfPlayed(): Promise<{ ended: Guest[]; running: Guest[] }> {
  await Promise.all(Array.from({ length: MATCHES }, connect))
  await Promise.all(guests.map((guest) => guest.play()))
  return { ended: guests.slice(0, MATCHES / 2), running: guests.slice(MATCHES / 2) }
}

/** Every result that was announced stands in the database with the reason that was announced. */
async function expectKept(announced: readonly Guest[]): Promise<void> {
  for (const guest of announced) {
    expect(guest.result?.reason).toBe('left')
    await expect.poll(() => guest.recorded(), PATIENCE).toBe('left')
  }
}

test.each<Part>(['web', 'jobs', 'database'])(
  'the %s process is killed in the middle of twenty matches: they go on, and every announced result is kept',
  async (part) => {
    const { ended, running } = await halfPlayed()
    const endings = ended.map((guest) => guest.giveUp())
    sparring.kill(part)
    await Promise.all(endings)
    await Promise.all(running.map((guest) => guest.giveUp()))
    await expectKept(guests)
  },
  240_000,
)

test('the game process is killed in the middle of twenty matches: announced results are kept, the others do not count, and one plays again', async () => {
  const { ended, running } = await halfPlayed()
  await Promise.all(ended.map((guest) => guest.giveUp()))
  const cut = guests.map((guest) => guest.cut())
  const ready = sparring.readyCount
  sparring.kill('game')
  await Promise.all(cut)
  await sparring.untilReady(ready + 1)
  await expectKept(ended)
  const [stranded] = running
  expect(await stranded?.recorded()).toBe(404)
  const again = await connect()
  expect(await again.ask('match:join', { match: stranded?.match ?? '' })).toMatchObject({ ok: false })
  await again.play()
  await again.giveUp()
  await expectKept([again])
}, 240_000)

test('all processes are killed in one moment and started at once: every announced result is kept', async () => {
  const { ended, running } = await halfPlayed()
  await Promise.all(ended.map((guest) => guest.giveUp()))
  sparring.killAll()
  await sparring.launch()
  await expectKept(ended)
  expect(await running[0]?.recorded()).toBe(404)
}, 240_000)

test('asked to stop during play: players are told, matches end, the starter ends with 0, and a new start has every result', async () => {
  const { ended, running } = await halfPlayed()
  await Promise.all(ended.map((guest) => guest.giveUp()))
  expect(await sparring.terminate()).toBe(0)
  for (const guest of running) {
    expect(guest.notices.length).toBeGreaterThan(0)
    expect(guest.result?.reason).toBe('void')
  }
  await sparring.launch()
  await expectKept(ended)
  await expect.poll(() => running[0]?.recorded(), PATIENCE).toBe('void')
}, 240_000)
