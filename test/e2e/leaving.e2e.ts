import type { Page } from '@playwright/test'
import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'
import { SMALL_WINDOW, spar } from '../support/recorded-page.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Your match' })
const confirmed = (page: Page) => page.evaluate(() => window.sparring?.confirmed ?? null)
const goesOn = (page: Page): Promise<void> => expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')

async function challenge(page: Page): Promise<string> {
  await page.goto('/play/pong')
  await chooseForMatch(page, 'Ranked')
  await page.getByRole('button', { name: 'Challenge Wall' }).click()
  await page.waitForURL(/\/match\//)
  await goesOn(page)
  return page.url()
}

test('Back out of a sparring match pauses it: a bar on every page leads back into it, also after a reload', async ({
  player,
}) => {
  const page = await player('ann', { viewport: SMALL_WINDOW })
  const match = await spar(page)
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/play/pong')
  await expect(bar(page)).toContainText('is paused')
  await expect(bar(page)).toContainText('Kept for 10 min')
  await expectNoFaults(page, 'home with a match that waits')
  await page.goto('/leaderboard')
  await expect(bar(page)).toContainText('Hound')

  await page.goto('/')
  await page.getByRole('button', { name: 'Play now' }).click()
  const question = page.getByRole('dialog', { name: 'You are in a match already' })
  await expect(question).toContainText('Hound')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()

  await bar(page).getByRole('link', { name: 'Resume' }).click()
  await page.waitForURL((url) => url.pathname === `/match/${match}`)
  await expect(bar(page)).toBeHidden()
  const state = await page.waitForFunction(() => window.sparring?.confirmed)
  const { tick } = (await state.jsonValue()) as { tick: number }
  expect(tick).toBeGreaterThan(60)
  await goesOn(page)
  await page.waitForFunction((from) => (window.sparring?.confirmed?.['tick'] ?? 0) > from + 30, tick)

  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible()
  await page.reload()
  await goesOn(page)
})

test('who loads their match anew finds the curve of their partner as it was, against the one that they met', async ({
  player,
}) => {
  test.setTimeout(180_000)
  const page = await player('cleo')
  await page.goto('/play/pong')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  const kept = (): Promise<{ seconds: number }[]> =>
    page.evaluate(
      () =>
        (
          JSON.parse(sessionStorage.getItem('sparring.progress') ?? '{"points":[]}') as {
            points: { seconds: number }[]
          }
        ).points,
    )
  await expect.poll(async () => (await kept()).length, { timeout: 90_000 }).toBeGreaterThan(2)
  // It has learned since: what it is served is not what the match began with.
  await expect(page.getByText(/^revision [1-9]\d*$/)).toBeVisible({ timeout: 60_000 })
  const before = await kept()
  await page.reload()
  await expect(page.getByText('Against the one you met')).toBeVisible()
  await expect(page.getByText('It plays its first hundred practice points against it.')).toBeHidden()
  await expect(page.getByTestId('against-first')).toHaveText(/^\d+–\d+$/)
  await expect.poll(async () => (await kept()).length, { timeout: 60_000 }).toBeGreaterThan(before.length)
  expect((await kept()).slice(0, before.length)).toEqual(before)
})

test('who asks for another match leaves the one that waits by saying so', async ({ player }) => {
  // A lower window is all court.
  const page = await player('bob', { viewport: { width: 800, height: 600 } })
  const first = await spar(page)
  await page.getByRole('link', { name: 'Sparring, home' }).click()
  await expect(bar(page)).toBeVisible()
  await page.getByRole('button', { name: 'Play now' }).click()
  await page.getByRole('button', { name: 'Begin another' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/match/') && !url.pathname.endsWith(first))
  await goesOn(page)
  await page.getByRole('button', { name: 'Leave the match' }).click()
  await page.waitForURL((url) => url.pathname === '/play/pong')
  await expect(page.getByRole('button', { name: 'Play now' })).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
})

test('Back and links ask before a ranked match is lost', async ({ player }) => {
  const page = await player('cat', { viewport: { width: 800, height: 600 } })
  const match = await challenge(page)
  const question = page.getByRole('dialog', { name: 'Leave and lose this match?' })
  await page.keyboard.press('KeyW')
  for (let i = 0; i < 2; i++) {
    await page.goBack()
    await expect(question).toBeVisible()
    expect(page.url()).toBe(match)
    await page.getByRole('button', { name: 'Keep playing' }).click()
    await expect(question).toBeHidden()
  }
  const before = (await confirmed(page))!['tick']!
  await page.waitForFunction((tick) => (window.sparring?.confirmed?.['tick'] ?? 0) > tick + 30, before)
  await goesOn(page)

  await page.getByRole('link', { name: 'Leaderboard' }).first().click()
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goBack()
  await question.getByRole('button', { name: 'Leave and lose' }).click()
  await page.waitForURL((url) => url.pathname === '/play/pong')
  await expect(bar(page)).toHaveCount(0)
})

test('a ranked match that is left without a word waits for half a minute, and a bar says so', async ({ player }) => {
  const page = await player('dan', { viewport: SMALL_WINDOW })
  const match = await challenge(page)
  // Nothing was touched here yet, so that the browser lets Back through.
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/play/pong')
  await expect(bar(page)).toContainText(/\d+ s to return/)
  await bar(page).getByRole('link', { name: 'Return' }).click()
  await page.waitForURL(match)
  await goesOn(page)
})
