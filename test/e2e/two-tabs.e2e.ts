import type { Page } from '@playwright/test'
import { taskById } from '../../game/tasks/index.ts'
import { expect, test } from '../support/players.ts'
import { leave, rowsOf, SMALL_WINDOW, spar } from '../support/recorded-page.ts'

test('two tabs on one seat: the newer one plays, the older one says so and can take the seat back, each in the exact state', async ({
  player,
}) => {
  const first = await player('ann', { viewport: SMALL_WINDOW })
  const match = await spar(first)
  const second = await first.context().newPage()
  const states: Readonly<Record<string, number>>[] = []
  /** Waits until a page has gone on for a second from where it came in, and keeps what it then shows. */
  const goesOn = async (page: Page): Promise<void> => {
    const from = Math.max(...states.map((state) => state['tick']!), 0)
    await page.waitForFunction((tick) => (window.sparring?.confirmed?.['tick'] ?? 0) > tick + 60, from)
    await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
    states.push(await page.evaluate(() => window.sparring!.confirmed!))
  }
  const isTaken = (page: Page): Promise<void> =>
    expect(page.getByRole('heading', { name: 'This match goes on elsewhere' })).toBeVisible()
  const playsAgain = (page: Page): Promise<void> => page.getByRole('button', { name: 'Play here' }).click()

  await goesOn(first)
  await second.goto(first.url())
  await isTaken(first)
  await goesOn(second)
  await playsAgain(first)
  await isTaken(second)
  await goesOn(first)
  await playsAgain(second)
  await isTaken(first)
  await goesOn(second)
  expect(await second.evaluate(() => window.sparring!.seat)).toBe(0)

  await leave(second)
  const rows = await rowsOf(second, `/api/matches/${match}/log`)
  const { layout } = taskById('pong')
  for (const state of states)
    expect(state).toEqual(Object.fromEntries(layout.map((name, i) => [name, rows[state['tick']!]![i]])))
  await second.close()
})
