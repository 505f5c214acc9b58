import type { Page } from '@playwright/test'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { openHood } from '../support/open-hood.ts'
import { notePlayedRevisions } from '../support/played-revisions.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

/** Without a GPU each pixel of a court costs processor time, which the trainer needs. */
const SMALL = { width: 800, height: 600 }
const result = (page: Page) => page.getByRole('heading', { name: /^(You win|You lose|A draw|.* wins)$/ })
const count = async (page: Page, what: string): Promise<number> =>
  Number(await page.getByTestId(`updates-${what}`).innerText())
/** "Ann 3, Bob 5", as screen readers read it. */
const score = (page: Page) => page.locator('p').filter({ hasText: /^[^,]+ \d+, [^,]+ \d+$/ })

test.describe.configure({ mode: 'serial' })

test('a partner learns during a match and plays what it learned, others watch, a ranked match moves the board, and all survives a restart', async ({
  player,
  sparring,
}) => {
  test.setTimeout(420_000)
  const ann = await player('ann', {
    expectedErrors: /Failed to load resource|WebSocket|ERR_CONNECTION/,
    viewport: SMALL,
  })
  await ann.goto('/play/pong')
  await chooseForMatch(ann, '11')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\//)
  // The blind spots keep the rallies short: a new revision is played from the next serve on.
  const script = await playByScript(ann, { floor: -30 })

  const played = await notePlayedRevisions(ann)

  const bob = await player('bob', { viewport: SMALL })
  await bob.goto(new URL(ann.url()).pathname)
  await expect(bob.getByTestId('match')).toBeVisible()

  await expect.poll(played, { timeout: 180_000 }).toBeGreaterThanOrEqual(3)
  // Nobody moves any more, so the match is soon lost.
  await script.stop()
  await expect(result(ann)).toBeVisible({ timeout: 120_000 })
  await expect(result(bob)).toBeVisible()
  expect(await score(bob).innerText()).toBe(await score(ann).innerText())
  expect(await score(ann).innerText()).toContain('11')

  expect(await count(ann, 'applied')).toBeGreaterThanOrEqual(3)
  expect(await count(ann, 'refused')).toBe(0)

  await ann.goto('/play/pong')
  await chooseForMatch(ann, 'Ranked')
  await ann.getByRole('button', { name: 'Challenge Wall' }).click()
  await ann.waitForURL(/\/match\//)
  // Nobody moves, so the match is soon lost.
  await expect(result(ann)).toBeVisible({ timeout: 240_000 })
  await expect(ann.getByText(/Rating \d+/)).toBeVisible()

  const board = async (): Promise<string> => {
    await ann.goto('/leaderboard')
    await expect(ann.getByRole('row').filter({ hasText: 'Wall' })).toContainText('1')
    return (await ann.getByRole('table').allInnerTexts()).join('\n')
  }
  const partner = async (): Promise<string> => {
    await ann.goto('/me')
    await expect(ann.getByRole('heading', { name: /partner/i }).first()).toBeVisible()
    await ann.waitForLoadState('networkidle')
    return ann.getByRole('main').innerText()
  }
  const [boardBefore, partnerBefore] = [await board(), await partner()]
  await ann.goto('about:blank')
  await bob.goto('about:blank')
  await sparring.restart()
  // Times are told as "1 min ago": they are not compared.
  const lasting = (text: string): string => text.replaceAll(/\b(just now|\d+ \w+ ago)\b/g, '')
  expect(lasting(await board())).toBe(lasting(boardBefore))
  expect(lasting(await partner())).toBe(lasting(partnerBefore))
})

test('a partner learns on the WebGL backend too', async ({ player }) => {
  test.setTimeout(240_000)
  const ann = await player('cleo', { viewport: SMALL })
  await ann.goto('/play/pong')
  await chooseForMatch(ann, '11')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\//)
  await ann.goto(`${ann.url()}?backend=webgl`)
  await playByScript(ann)
  await openHood(ann)
  await expect(ann.getByText(/webgl/i).first()).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => count(ann, 'applied'), { timeout: 180_000 }).toBeGreaterThanOrEqual(1)
})
