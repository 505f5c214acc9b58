import { registry } from '../../game/tasks/index.ts'
import { expect, test } from '../support/players.ts'

/** Without a GPU each pixel of a court costs processor time. */
const SMALL = { width: 390, height: 700 }

for (const { id, name } of registry.tasks)
  test(`${name} is found on home, told how to play, and played with one press`, async ({ player }) => {
    const page = await player('ann', { viewport: SMALL, reducedMotion: 'reduce' })
    await page.goto('/')
    await page.getByRole('link', { name: new RegExp(`^${name}`) }).click()
    await page.waitForURL(`**/play/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await page.mouse.move(5, 5)
    await expect(page.getByRole('heading', { name: 'How it is played' })).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: /^1/ }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Play now' }).click()
    await page.waitForURL(/\/match\//)
    // What was drawn is drawn by a court of its own, and the game goes on.
    await expect(page.locator('[data-renderer]').first()).not.toHaveAttribute('data-renderer', /none|page/)
    // A pole that nobody holds falls within a second.
    await page.waitForFunction(() => (window.sparring?.confirmed?.['tick'] ?? 0) > 5)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
