import { readFile } from 'node:fs/promises'
import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { openHood } from '../support/open-hood.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

/** Where somebody may see a result: on a phone, on a small one, on its side. */
const PHONES = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
  { width: 844, height: 390 },
]

test('who has played sees what their partner made of it, keeps a picture of it, and plays the partner that they met', async ({
  player,
}) => {
  test.setTimeout(240_000)
  const page = await player('ann', { viewport: { width: 390, height: 844 } })
  await page.goto('/play/pong')
  await chooseForMatch(page, 'Your best')
  await chooseForMatch(page, '5')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('learned')).toBeInViewport()
  // How it works is folded away until somebody wants to know, and then stays open.
  await expect(page.getByTestId('revision')).toHaveCount(0)
  await openHood(page)
  await page.reload()
  await expect(page.getByTestId('revision')).toBeVisible()
  for (const width of [353, 360, 390]) {
    await page.setViewportSize({ width, height: 760 })
    await expect(page.getByRole('button', { name: 'Leave the match' })).toBeInViewport({ ratio: 1 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide, `too wide at ${width}`).toBeLessThanOrEqual(0)
  }
  const script = await playByScript(page, { floor: -30 })
  const again = page.getByRole('button', { name: 'Play again' })
  await expect(again).toBeVisible({ timeout: 150_000 })
  await script.stop()
  await expect
    .poll(() => page.evaluate(() => window.sparring?.drawn?.scene))
    .toMatchObject({ ghost: null, pointsAt: null })

  await expect(page.getByRole('link', { name: 'Leave', exact: true })).toHaveAttribute('href', '/play/pong')
  const map = page.getByRole('table', { name: /^Where you miss and where it aims/ })
  await expect(map.getByRole('row')).toHaveCount(6)
  await expect(map.getByRole('row', { name: /^bottom corner \d+ of \d+ at first \d+ , now \d+$/ })).toBeVisible()
  // A low window is a phone on its side where a thumb points.
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  for (const size of PHONES) {
    await page.setViewportSize(size)
    await expect(again).toBeInViewport({ ratio: 1 })
    await page.getByRole('button', { name: 'Copy the link', exact: true }).scrollIntoViewIfNeeded()
    await expect(page.getByRole('button', { name: 'Copy the link', exact: true })).toBeInViewport()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over, `too wide at ${size.width}`).toBeLessThanOrEqual(0)
    await again.scrollIntoViewIfNeeded()
  }
  await expectNoFaults(page, 'the result')

  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the picture' }).click(),
  ])
  const bytes = await readFile(await picture.path())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])

  const before = page.url()
  await page.getByRole('button', { name: /^Play the one / }).click()
  await page.waitForURL((url) => url.href !== before)
  await expect(page.getByTestId('learned')).toHaveText('It does not learn in this match.')
  await expect(page.getByText(/partner, as it was/).first()).toBeVisible()
  // As it came into the match before, and so it stays.
  await expect(page.getByTestId('revision')).toHaveText('0')
})
