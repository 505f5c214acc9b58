import type { Page } from '@playwright/test'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'

/** What a window of 1280 × 720 has left at a zoom of 200 %. */
const ZOOMED = { width: 640, height: 360 }
const NARROW = { width: 320, height: 568 }

async function expectFit(page: Page, name: string): Promise<void> {
  const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await expect.poll(wide, `${name} is too wide`).toBeLessThanOrEqual(0)
}

test('a page that is zoomed in or very narrow keeps all that it has, and a match says its points', async ({
  player,
}) => {
  test.setTimeout(240_000)
  const page = await player('ann', { viewport: NARROW })
  for (const path of ['/leaderboard', '/daily', '/me', '/']) {
    await page.goto(path)
    await page.mouse.move(20, 20)
    await page.waitForLoadState('networkidle')
    await expectFit(page, path)
  }
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await expectFit(page, 'settings')
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  expect(await sheet.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
  await page.keyboard.press('Escape')

  await page.goto('/play/pong')
  await chooseForMatch(page, '3')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  await expectFit(page, 'match')
  await page.setViewportSize(ZOOMED)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeInViewport()
  await expect(page.getByRole('complementary', { name: 'The agent' })).toBeVisible()
  await expect(page.getByTestId('court')).toBeInViewport({ ratio: 1 })

  // Nobody moves, so the points are soon made; the partner may miss one, too.
  const missed = String.raw`^(You|Your partner) missed (low|high)\. `
  await expect(page.getByTestId('said')).toHaveText(new RegExp(`${missed}.+ [12] to [0-2]\\.$`), { timeout: 60_000 })
  await expect(page.getByTestId('said')).toHaveText(new RegExp(`${missed}You (lose|win), [0-3] to [0-3]\\.$`), {
    timeout: 60_000,
  })
  await page.getByRole('button', { name: 'Play again' }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('button', { name: 'Play again' })).toBeInViewport({ ratio: 1 })
  await page.setViewportSize(NARROW)
  await expectFit(page, 'result')
})

test('where colours are forced, what is chosen, filled and framed is still seen', async ({ player }) => {
  const page = await player('bob', { viewport: { width: 800, height: 600 } })
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/play/pong')
  await chooseForMatch(page, '21')
  // Colours blend for a moment after a choice.
  const marked = (): Promise<string[]> =>
    page.locator('fieldset', { hasText: 'First to' }).evaluate((group) => {
      const labels = [...group.querySelectorAll('label')]
      const groundOf = (label: Element): string => getComputedStyle(label).backgroundColor
      const usual = groundOf(labels[0]!)
      return labels.filter((label) => groundOf(label) !== usual).map((label) => label.textContent)
    })
  await expect.poll(marked).toEqual(['21'])
  const slider = page.getByRole('slider', { name: 'Its reaction delay' })
  expect(await slider.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('linear-gradient')
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  expect(await slider.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')

  await page.getByRole('button', { name: 'Spar with Hound' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  const court = page.getByTestId('court').locator('..')
  expect(await court.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  await page.screenshot({ path: 'test-results/screens/match-forced-colours.png' })
})
