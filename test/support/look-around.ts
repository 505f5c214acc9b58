import type { Locator, Page } from '@playwright/test'
import { expect } from './players.ts'

/** Moves the mouse as somebody does who begins to look around a page, until what lies further down is there and nothing loads any more. A move
 *  from before the page came to life is heard by nobody. */
export async function lookAround(page: Page, furtherDown: Locator): Promise<void> {
  let moves = 0
  await expect
    .poll(async () => {
      await page.mouse.move(5 + (moves++ % 2), 5)
      return (await furtherDown.isVisible()) && (await page.locator('[aria-busy=true]').count()) === 0
    })
    .toBe(true)
}
