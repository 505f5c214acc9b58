import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { rememberWeakCorner } from '../support/kept-ghost.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'
import { watchGhost } from '../support/watched-ghost.ts'

test('the court shows where the partner expects the player: the ghost locks where they are there, bursts where they are not, and can be hidden', async ({
  player,
}) => {
  test.setTimeout(240_000)
  const ann = await player('ann', { viewport: { width: 800, height: 600 } })
  await ann.goto('/play/pong')
  await chooseForMatch(ann, 'Your best')
  await chooseForMatch(ann, '21')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\//)
  const ghost = await watchGhost(ann)
  const script = await playByScript(ann)
  // What the dashed paddle is, is said when it is there for the first time.
  await expect(ann.getByTestId('ghost-hint')).toHaveAttribute('data-shown', 'true', { timeout: 90_000 })
  await ghost.until('as-foretold')
  await ann.screenshot({ path: 'test-results/screens/ghost-as-foretold.png' })

  // Whoever lets go of the keys where they are expected elsewhere, surprises it.
  await ghost.untilFarAway()
  await script.stop()
  await ghost.until('surprised')
  await ann.screenshot({ path: 'test-results/screens/ghost-surprised.png' })
  const { delays, drawnOf } = await ghost.seen()
  expect(drawnOf).toEqual([await ann.evaluate(() => window.sparring?.seat)])
  // It is drawn while the ball is still far: the median of three and more.
  expect(delays.toSorted((a, b) => a - b)[delays.length >> 1]).toBeLessThan(400)

  await playByScript(ann)
  // Then it was read. That is remembered, and nothing of the match.
  const remembered = (): Promise<string | null> => ann.evaluate(() => localStorage.getItem('sparring.ghost-hint'))
  await expect.poll(remembered, { timeout: 30_000 }).toBe('read')
  await ann.getByRole('button', { name: 'Hide where it expects you' }).click()
  await ghost.untilTwoBalls()
  expect((await ghost.seen()).last).toBeNull()
  await ann.reload()
  await expect(ann.getByRole('button', { name: 'Show where it expects you' })).toBeVisible()
  // The settings have the same switch.
  await ann.getByRole('button', { name: 'Settings' }).first().click()
  await expect(ann.getByRole('radio', { name: 'Hidden' })).toBeChecked()
  await ann.getByText('Shown on the court').click()
  await ann.keyboard.press('Escape')
  await expect(ann.getByRole('button', { name: 'Hide where it expects you' })).toBeVisible()
})

test('after a point the partner says one true sentence of what it has noticed, and points at it', async ({
  player,
}) => {
  test.setTimeout(180_000)
  const ann = await player('ann', { viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' })
  await ann.goto('/play/pong')
  await rememberWeakCorner(ann)
  await chooseForMatch(ann, '21')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\//)
  // Nobody moves: the first point is soon made.
  const sentence = ann.getByRole('status').filter({ hasText: 'It noticed' })
  await expect(sentence).toHaveText(
    /^It noticedYou miss more in the bottom corner: 1\d\sof\s\d\d, elsewhere \d\sof\s\d\d\.$/,
    {
      timeout: 60_000,
    },
  )
  const seat = await ann.evaluate(() => window.sparring?.seat)
  // The words come with the page's state, and the court points with its next picture.
  await expect
    .poll(() => ann.evaluate(() => window.sparring?.drawn?.scene))
    .toMatchObject({ pointsAt: { seat, region: 0 } })
  await ann.screenshot({ path: 'test-results/screens/ghost-noticed.png' })
  await expectNoFaults(ann, 'a match with a sentence')
  await expect(sentence).toBeHidden({ timeout: 20_000 })
})
