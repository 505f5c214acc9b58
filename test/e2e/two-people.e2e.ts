import { expect, test } from '../support/players.ts'

const SMALL = { width: 390, height: 844 }

test('two people who share an address read why their match does not count, before its first point', async ({
  player,
}) => {
  const [ann, bob] = [await player('ann', { viewport: SMALL }), await player('bob', { viewport: SMALL })]
  for (const page of [ann, bob]) await page.goto('/play/pong')
  // Who waits too long for a person is given an agent: both look at the same time, and have loaded what they need for it.
  for (const page of [ann, bob]) {
    await page.getByRole('button', { name: 'Find' }).hover()
    await page.waitForLoadState('networkidle')
  }
  await Promise.all([ann, bob].map((page) => page.getByRole('button', { name: 'Find' }).click()))
  for (const page of [ann, bob]) {
    await page.waitForURL(/\/match\//)
    await expect(page.getByText('Not rated: you play from the same network address.').first()).toBeVisible()
    await expect(page.getByText('counts for the board')).toHaveCount(0)
  }
})
