import type { Page } from '@playwright/test'
import { openHood } from './open-hood.ts'

/** Notes from now on which revisions the server's brain plays, as the page's panel tells of them. Gives what counts those that were learned. */
export async function notePlayedRevisions(page: Page): Promise<() => Promise<number>> {
  await openHood(page)
  await page.evaluate(() => {
    const played = new Set<string>()
    const look = (): void => {
      const shown = document.querySelector('[data-testid=revision]')?.textContent
      if (shown) document.documentElement.dataset['played'] = [...played.add(shown)].join(' ')
    }
    look()
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return async () => {
    const shown = (await page.locator('html').getAttribute('data-played'))?.split(' ') ?? []
    return shown.filter((revision) => Number(revision) > 0).length
  }
}
