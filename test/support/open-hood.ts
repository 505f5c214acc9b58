import type { Page } from '@playwright/test'

/** Opens what a match's panel folds away. */
export async function openHood(page: Page): Promise<void> {
  const hood = page.locator('details', { has: page.getByText('Under the hood') })
  if ((await hood.getAttribute('open')) === null) await hood.locator('summary').click()
}
