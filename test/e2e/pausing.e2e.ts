import type { Page } from '@playwright/test'
import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'
import { SMALL_WINDOW, spar } from '../support/recorded-page.ts'

const confirmed = (page: Page): Promise<number> => page.evaluate(() => window.sparring?.confirmed?.['tick'] ?? -1)
const mine = (page: Page): Promise<number> => page.evaluate(() => window.sparring?.state?.['leftY'] ?? 0)
const screen = (page: Page) => page.getByTestId('match')
const paused = (page: Page) => page.getByRole('heading', { name: 'Paused' })
const goesOn = (page: Page): Promise<void> => expect(screen(page)).toHaveAttribute('data-state', 'playing')

/** The page has drawn so many frames more. */
const frames = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (left) => {
    while (left-- > 0) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, count)

/** The match stands still: no tick comes while the page draws on. */
async function standsStill(page: Page): Promise<number> {
  await expect(screen(page)).toHaveAttribute('data-state', 'paused')
  const tick = await confirmed(page)
  await frames(page, 30)
  expect(await confirmed(page)).toBe(tick)
  return tick
}

test('Escape, Space and a button pause a sparring match and let it go on after a countdown', async ({ player }) => {
  const page = await player('ann', { viewport: SMALL_WINDOW })
  await spar(page)
  await page.keyboard.press('Escape')
  await expect(paused(page)).toBeVisible()
  await expectNoFaults(page, 'a paused match')
  const tick = await standsStill(page)
  await page.keyboard.press('Space')
  await expect(page.getByRole('status').filter({ hasText: 'It goes on in' })).toBeAttached()
  expect(await confirmed(page)).toBe(tick)
  await goesOn(page)

  await page.keyboard.press('Space')
  await standsStill(page)
  await page.keyboard.press('Escape')
  await goesOn(page)

  await page.getByRole('button', { name: 'Pause' }).click()
  await standsStill(page)
  await page.getByRole('button', { name: 'Go on' }).first().click()
  await goesOn(page)
})

test('an explanation stops the match for as long as it is open, and leaves the keys to the game', async ({
  player,
}) => {
  const page = await player('bob', { viewport: { width: 800, height: 600 } })
  await page.goto('/')
  await page.getByRole('button', { name: 'Play now' }).click()
  await page.waitForURL(/\/match\//)
  await page.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 30)
  await page
    .getByRole('button', { name: /^What is this/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await standsStill(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(paused(page)).toBeHidden()
  // At once, without a click: the keys steer as soon as it goes on.
  await page.keyboard.down('KeyW')
  await goesOn(page)
  await expect.poll(() => mine(page)).toBeGreaterThan(20)
  await page.keyboard.up('KeyW')
})

test('Escape first clears what a chart shows, and pauses only once there is nothing to clear', async ({ player }) => {
  const page = await player('eve', { viewport: { width: 800, height: 600 } })
  await page.goto('/play/pong')
  await chooseForMatch(page, '21')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await goesOn(page)
  const match = new URL(page.url()).pathname.split('/').at(-1)
  // A curve of before, so that nobody waits for the first hundred points.
  const points = [3, 6].map((seconds) => ({ seconds, won: 60, lost: 50 }))
  await page.evaluate((kept) => sessionStorage.setItem('sparring.progress', JSON.stringify(kept)), { match, points })
  await page.reload()
  await goesOn(page)
  const chart = page.getByRole('application', { name: /against its starting self/ })
  await chart.focus()
  await page.keyboard.press('Home')
  await expect(chart.getByRole('status')).toContainText('0:03')
  await page.keyboard.press('Escape')
  await expect(chart.getByRole('status')).toBeEmpty()
  await frames(page, 30)
  await goesOn(page)
  await page.keyboard.press('Escape')
  await standsStill(page)
})

test('a hidden tab pauses the match, which waits for its person', async ({ player }) => {
  const page = await player('cat', { viewport: SMALL_WINDOW })
  await spar(page)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await standsStill(page)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: false })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(paused(page)).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).first().click()
  await goesOn(page)
})

test('a ranked match is not paused by any key', async ({ player }) => {
  const page = await player('dan', { viewport: { width: 800, height: 600 } })
  await page.goto('/play/pong')
  await page.getByRole('radio', { name: 'Ranked' }).check({ force: true })
  await page.getByRole('button', { name: 'Challenge Wall' }).click()
  await page.waitForURL(/\/match\//)
  await goesOn(page)
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Space')
  const tick = await confirmed(page)
  await page.waitForFunction((from) => (window.sparring?.confirmed?.['tick'] ?? 0) > from + 60, tick)
  await goesOn(page)
})
