import { pictures } from '../support/pictures.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

test('every screen fits a desktop and a phone, dark and light', async ({ player }) => {
  test.setTimeout(240_000)
  const page = await player('ann', { expectedErrors: /status of 404/ })
  for (const [path, name, ready] of [
    ['/', 'home', page.getByRole('button', { name: 'Spar with Minute' })],
    ['/me', 'me-empty', page.getByRole('heading').first()],
    ['/nowhere', 'not-found', page.getByRole('heading').first()],
    ['/leaderboard', 'leaderboard', page.getByRole('link', { name: 'Hound' })],
  ] as const) {
    await page.goto(path)
    await expect(ready).toBeVisible()
    await pictures(page, name)
  }
  await page.getByRole('link', { name: 'Hound' }).click()
  await expect(page.getByRole('button', { name: /Spar/ })).toBeVisible()
  await pictures(page, 'agent')

  // Without a GPU each pixel of a court costs processor time, which the trainer needs.
  await page.setViewportSize({ width: 800, height: 600 })
  await page.goto('/')
  await page.getByRole('button', { name: 'Play now' }).click()
  await page.waitForURL(/\/match\//)
  await playByScript(page)
  // With something learned to see: the picture of the README is this one.
  await expect.poll(() => page.getByTestId('revision').innerText(), { timeout: 120_000 }).not.toBe('0')
  await page.waitForFunction(() => (window.sparring?.state?.['hits'] ?? 0) >= 1)
  await pictures(page, 'match')

  await page.goto('/me')
  await expect(page.getByRole('heading', { name: /partner/i }).first()).toBeVisible()
  await pictures(page, 'me')
})
