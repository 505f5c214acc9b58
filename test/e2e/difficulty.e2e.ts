import type { Page } from '@playwright/test'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'
import { leave, spar } from '../support/recorded-page.ts'

const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const height = (page: Page): Promise<number> => page.evaluate(() => window.sparring!.state!['leftY']!)

test('how hard a partner makes it is chosen before, holds back for who loses, is changed while playing, and is remembered', async ({
  player,
}) => {
  const page = await player('ann', { viewport: { width: 800, height: 600 } })
  await page.goto('/play/pong')
  await chooseForMatch(page, 'Easy on me')
  const match = await spar(page)
  const says = page.getByTestId('difficulty')
  await expect(says).toHaveText(/^Easy on me: /)
  // Nobody moves the paddle: what gets past it is lost.
  await expect(says).toHaveText(/holding back/, { timeout: 60_000 })

  await page.getByText('Your best', { exact: true }).click()
  await expect(choice(page, 'Your best')).toBeChecked()
  await expect(says).toHaveText('Your best: holding nothing back.', { timeout: 60_000 })
  // The keys are the game's again.
  const before = await height(page)
  await page.keyboard.down('KeyW')
  await expect.poll(() => height(page)).toBeGreaterThan(before + 5)
  await page.keyboard.up('KeyW')

  await choice(page, 'Your best').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(choice(page, 'Even')).toBeChecked()
  await expect(choice(page, 'Even')).toBeFocused()
  await expect(says).toHaveText(/^Even: (?!from)/, { timeout: 60_000 })

  await leave(page)
  await expect
    .poll(async () => (await (await page.request.get(`/api/matches/${match}`)).json()) as unknown)
    .toMatchObject({ match: { difficulty: 'even', heldBack: expect.any(Number) } })
  await page.goto('/play/pong')
  await page.mouse.move(5, 5)
  await choice(page, 'Sparring').scrollIntoViewIfNeeded()
  await expect(choice(page, 'Even')).toBeChecked()
})
