import { writeFile } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { inEachLook } from './looks.ts'

/** A picture of a screen in each look in test-results/screens/, to look at, and that nothing of it hangs over the side. */
export const pictures = (page: Page, name: string): Promise<void> =>
  inEachLook(page, async ({ device, colorScheme }) => {
    const file = `${name}-${device}-${colorScheme}`
    await page.screenshot({ path: `test-results/screens/${file}.png` })
    await fits(page, file)
  })

/** What may differ each time: parts that are painted over, what lies below the window, or a larger share of the pixels. */
interface Differs {
  mask?: Locator[]
  fullPage?: boolean
  maxDiffPixelRatio?: number
}

/** That a page looks in each look, from its head to its foot, as it does on its picture in test/e2e/screens/, and that nothing of it hangs
 *  over the side. Pictures are made anew by `npx playwright test screens --update-snapshots=all`, and looked
 *  at. */
export const looksAsBefore = (page: Page, name: string, differs: Differs = {}): Promise<void> =>
  inEachLook(page, async ({ device, colorScheme }) => {
    const file = `${name}-${device}-${colorScheme}`
    await layBarAtTheFoot(page)
    await expect.soft(page).toHaveScreenshot(`${file}.png`, { fullPage: true, timeout: 30_000, ...differs })
    if (test.info().config.updateSnapshots === 'all') await shrink(test.info().snapshotPath(`${file}.png`))
    await fits(page, file)
  })

/** A phone's bar stays at the edge of the window, which on the picture of a whole page is somewhere in its middle. */
export const layBarAtTheFoot = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.body.style.position = 'relative'
    for (const bar of document.querySelectorAll<HTMLElement>('nav.fixed')) bar.style.position = 'absolute'
  })

/** Pictures lie in the repository: few colours are enough to compare. */
async function shrink(path: string): Promise<void> {
  const { default: sharp } = await import('sharp')
  await writeFile(path, await sharp(path).png({ palette: true, colours: 32, dither: 0, effort: 10 }).toBuffer())
}

const fits = async (page: Page, file: string): Promise<void> =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    `${file} is too wide`,
  ).toBeLessThanOrEqual(0)
