import type { Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

/** A picture of a screen in test-results/screens/, to look at, and that nothing of it hangs over the side. */
async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` })
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    `${name} is too wide`,
  ).toBeLessThanOrEqual(0)
}

for (const [device, width, height] of [
  ['desktop', 1440, 900],
  ['phone', 390, 844],
] as const)
  for (const colorScheme of ['dark', 'light'] as const)
    test(`every screen fits a ${device}, ${colorScheme}`, async ({ player }) => {
      const look = `${device}-${colorScheme}`
      const page = await player(look, { viewport: { width, height }, colorScheme, expectedErrors: /status of 404/ })
      for (const [path, name, ready] of [
        ['/', 'home', page.getByRole('button', { name: 'Spar with Minute' })],
        ['/leaderboard', 'leaderboard', page.getByRole('link', { name: 'Hound' })],
        ['/me', 'me-empty', page.getByRole('heading').first()],
        ['/nowhere', 'not-found', page.getByRole('heading').first()],
      ] as const) {
        await page.goto(path)
        await expect(ready).toBeVisible()
        await picture(page, `${name}-${look}`)
      }
      await page.goto('/leaderboard')
      await page.getByRole('link', { name: 'Hound' }).click()
      await expect(page.getByRole('button', { name: /Spar/ })).toBeVisible()
      await picture(page, `agent-${look}`)

      await page.goto('/')
      await page.getByRole('button', { name: 'Play now' }).click()
      await page.waitForURL(/\/match\//)
      await playByScript(page)
      // On the desktop with something learned to see: the picture of the README is this one.
      if (device === 'desktop')
        await expect.poll(() => page.getByTestId('revision').innerText(), { timeout: 60_000 }).not.toBe('0')
      await page.waitForFunction(() => (window.sparring?.state?.['hits'] ?? 0) >= 1)
      await picture(page, `match-${look}`)

      await page.goto('/me')
      await expect(page.getByRole('heading', { name: /partner/i }).first()).toBeVisible()
      await picture(page, `me-${look}`)
    })
