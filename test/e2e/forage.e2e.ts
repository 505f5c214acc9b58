import type { Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import { checkLog } from '../../game/core/check-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { RatingBoard } from '../../game/protocol/http.ts'
import { forage } from '../../game/tasks/forage/forage.ts'
import { addressDoor, type AddressDoor } from '../support/address-door.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { freePort } from '../support/free-port.ts'
import { expect, test as base } from '../support/players.ts'
import { storedLog } from '../support/stored-log.ts'

const PORT = await freePort()
const PEOPLE = ['ann', 'bob', 'cleo', 'dan']
const SMALL = { width: 390, height: 480 }
const WAYS = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']

/** Each person has an address of their own: those who share one are not rated. */
const test = base.extend<{ doors: readonly AddressDoor[] }>({
  doors: async ({ sparring }, use) => {
    const doors = await Promise.all(PEOPLE.map((_, i) => addressDoor(`10.7.${i}.1`, sparring.origin)))
    await use(doors)
    for (const door of doors) door.close()
  },
})
test.use({ settings: { PORT: String(PORT), PUBLIC_URL: `http://127.0.0.1:${PORT}` } })

/** The final hash of the state that a page came to by its own steps. */
async function hashOf(page: Page): Promise<string> {
  const state = await page.evaluate(() => window.sparring?.confirmed ?? {})
  return finalHashOf(Float64Array.from(forage.layout, (name) => state[name] ?? NaN))
}

test('four people and four agents gather to the end, though one person leaves: all come to the same state, and the board has the result', async ({
  doors,
  player,
  sparring,
}) => {
  // Ranked it is played by the usual rules: ninety seconds.
  test.setTimeout(300_000)
  const pages = await Promise.all(PEOPLE.map((name) => player(name, { viewport: SMALL, reducedMotion: 'reduce' })))
  for (const [i, page] of pages.entries()) {
    await page.goto(`${doors[i]!.origin}/play/forage`)
    await chooseForMatch(page, '8')
  }
  // Agents take the seats that are free five seconds after the first has come: all have what they need before.
  for (const page of pages) {
    await page.getByRole('button', { name: 'Find' }).hover()
    await page.waitForLoadState('networkidle')
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Find' }).click()))
  for (const page of pages) await page.waitForURL(/\/match\//)
  const ids = new Set(pages.map((page) => new URL(page.url()).pathname.split('/').at(-1)!))
  expect(ids.size).toBe(1)
  const [id] = [...ids]
  const [ann, bob] = pages as [Page, Page]

  // Each goes round, and comes by food on the way.
  for (const turn of [1, 2, 3]) {
    await ann.waitForFunction((tick) => (window.sparring?.confirmed?.['tick'] ?? 0) > tick, 90 * turn)
    await Promise.all(
      pages.map(async ({ keyboard }, i) => {
        await keyboard.up(WAYS[(i + turn - 1) % 4]!)
        await keyboard.down(WAYS[(i + turn) % 4]!)
      }),
    )
  }
  // In the middle: who leaves in the first seconds leaves before it was really played, and it counts for nobody.
  await ann.waitForFunction((tick) => (window.sparring?.confirmed?.['tick'] ?? 0) > tick, 30 * forage.ticksPerSecond)
  await bob.getByRole('button', { name: 'Leave the match' }).click()
  await bob.getByRole('dialog', { name: 'Leave and come last?' }).getByRole('button', { name: 'Leave' }).click()
  await bob.waitForURL((url) => url.pathname === '/play/forage')

  const others = pages.filter((page) => page !== bob)
  for (const page of others)
    await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'over', { timeout: 120_000 })
  await expect(ann.getByRole('listitem').filter({ hasText: 'left' })).toHaveCount(1)

  const log = await storedLog(ann, sparring.origin, id!)
  const people = log.header.seats.filter(({ kind }) => kind === 'human')
  expect([people.length, log.header.seats.length]).toEqual([PEOPLE.length, 8])
  expect(log.footer.ticks).toBe(90 * forage.ticksPerSecond)
  expect(checkLog(forage, log)).toEqual({ ok: true })
  for (const page of others) expect(await hashOf(page)).toBe(log.footer.finalHash)

  // Who left is last, whatever they had; all four are on the board.
  const last = log.footer.places.indexOf(8)
  expect(log.header.seats[last]?.kind).toBe('human')
  const rated = async (): Promise<number> => {
    const reply = await ann.request.get(`${sparring.origin}/api/leaderboard?task=forage&who=people`)
    return RatingBoard.parse(await reply.json()).rows.length
  }
  await expect.poll(rated).toBe(PEOPLE.length)
  await ann.goto(`${sparring.origin}/leaderboard?task=forage&who=people`)
  await expect(ann.getByRole('table').getByRole('row')).toHaveCount(1 + PEOPLE.length)
})
