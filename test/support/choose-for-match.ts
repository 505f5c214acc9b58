import type { Page } from '@playwright/test'

/** Chooses by its words what stands beside the opponents on a game's page; the words lie over their radio button. What can be chosen is fetched with
 *  the first move. */
export async function chooseForMatch(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: /^(Sparring|Practice)$/ }).scrollIntoViewIfNeeded()
  const choice = page.getByRole('radio', { name, exact: true })
  // Not under the bar at the foot of a small window.
  await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await choice.check({ force: true })
}
