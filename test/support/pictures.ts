import { expect, type Page } from '@playwright/test'
import { inEachLook } from './looks.ts'

/** A picture of a screen in each look in test-results/screens/, to look at, and that nothing of it hangs over the side. */
export const pictures = (page: Page, name: string): Promise<void> =>
  inEachLook(page, async ({ device, colorScheme }) => {
    const file = `${name}-${device}-${colorScheme}`
    await page.screenshot({ path: `test-results/screens/${file}.png` })
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `${file} is too wide`,
    ).toBeLessThanOrEqual(0)
  })
