import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { pictures } from '../support/pictures.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

test('a person sees what their ghost knows after a short match, plays it to the end without a network, and is forgotten', async ({
  player,
}) => {
  test.setTimeout(420_000)
  const ann = await player('ann', {
    reducedMotion: 'reduce',
    viewport: { width: 800, height: 600 },
    expectedErrors: /Failed to load resource|ERR_INTERNET_DISCONNECTED/,
  })
  const kept = (): Promise<string[]> =>
    ann.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sparring.ghost.')))
  await ann.goto('/match/ghost')
  await expect(ann.getByText('No ghost yet')).toBeVisible()
  await expectNoFaults(ann, 'no ghost')

  await ann.setViewportSize({ width: 800, height: 600 })
  await ann.goto('/play/pong')
  await chooseForMatch(ann, '3')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\//)
  const script = await playByScript(ann, { floor: -30 })
  await ann.getByRole('link', { name: 'Your partner' }).click({ timeout: 180_000 })
  await script.stop()
  const section = ann.getByRole('region', { name: 'Your ghost' })
  await expect(section.getByText('balls that came to you')).toBeVisible()
  await expect(section.getByText(/^\d+ of \d+ missed$/).first()).toBeVisible()
  expect(await kept()).toHaveLength(1)
  await section.scrollIntoViewIfNeeded()
  await pictures(ann, 'me-ghost')
  await expectNoFaults(ann, 'own page with a ghost')

  await ann.setViewportSize({ width: 800, height: 600 })
  await section.getByRole('link', { name: 'Play your ghost' }).click()
  await expect(ann.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  const leftY = (): Promise<number> => ann.evaluate(() => window.sparring?.state?.['leftY'] ?? 0)
  await expect.poll(leftY).toBe(0)
  await ann.context().setOffline(true)
  await ann.keyboard.down('KeyW')
  await expect.poll(leftY).toBeGreaterThan(20)
  await ann.keyboard.up('KeyW')
  await pictures(ann, 'ghost-match')
  await expectNoFaults(ann, 'a match against the ghost')
  await ann.setViewportSize({ width: 800, height: 600 })
  // Nobody moves any more: whoever wins, it is soon over.
  const title = ann.getByRole('heading', { name: /^(Your ghost beats you|You beat yourself) 11–\d+$/ })
  await expect(title).toBeVisible({ timeout: 240_000 })
  await pictures(ann, 'ghost-over')
  await expectNoFaults(ann, 'a match against the ghost, over')
  await ann.setViewportSize({ width: 800, height: 600 })
  await expect(ann.getByRole('button', { name: 'Play again' })).toBeFocused()
  await ann.keyboard.press('Enter')
  await expect(ann.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  expect(await ann.evaluate(() => window.sparring?.seat)).toBe(1)
  await ann.context().setOffline(false)

  await ann.getByRole('button', { name: 'Leave the match' }).click()
  await section.getByRole('button', { name: 'Forget me' }).click()
  const question = ann.getByRole('dialog', { name: 'Forget how you play?' })
  await expect(question).toBeVisible()
  await expectNoFaults(ann, 'own page, to be forgotten')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(section.getByRole('link', { name: 'Play your ghost' })).toBeVisible()
  await section.getByRole('button', { name: 'Forget me' }).click()
  await question.getByRole('button', { name: 'Forget me' }).click()
  await expect(section.getByText('No ghost yet')).toBeVisible()
  expect(await kept()).toEqual([])
})
