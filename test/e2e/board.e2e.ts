import type { Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'

/** What the page asks the server for about boards, besides their lines. */
function pagesAskedFor(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname === '/leaderboard') asked.push(search)
  })
  return asked
}

test('what is chosen on the board is shown at once, before the server answers; the address keeps it, and Back leads to it', async ({
  player,
}) => {
  const page = await player('ann')
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Leaderboard' }).first().click()
  await page.waitForURL('/leaderboard')
  const hound = page.getByRole('table').getByRole('link', { name: 'Hound' })
  await expect(hound).toBeVisible()
  const asked = pagesAskedFor(page)
  let answer = (): void => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/\/api\/leaderboard.*range=week/, async (route) => {
    await held
    await route.continue()
  })
  const week = page.getByRole('radio', { name: 'Week' })
  await page.getByText('Week', { exact: true }).click()
  await expect(page).toHaveURL('/leaderboard?range=week')
  await expect(page.getByText('Everybody who played ranked in the last 7 days')).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(1)
  answer()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.getByText('Agents', { exact: true }).first().click()
  await expect(page).toHaveURL('/leaderboard?who=agents&range=week')
  expect(asked).toEqual([])

  await page.reload()
  await expect(week).toBeChecked()
  await page.getByText('All time', { exact: true }).click()
  await hound.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hound')
  await page.goBack()
  await expect(page).toHaveURL('/leaderboard?who=agents')
  await expect(page.getByRole('radio', { name: 'Agents' })).toBeChecked()
  await expect(hound).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/')
})

test('the pages of the board turn at once, and Back turns them back', async ({ player }) => {
  const page = await player('ann')
  await page.route('**/api/leaderboard*', async (route) => {
    const reply = await route.fetch()
    const turned = Number(new URL(route.request().url()).searchParams.get('page') ?? 1)
    const board = (await reply.json()) as object
    await route.fulfill({ response: reply, json: { ...board, page: turned, pages: 3, total: 60 } })
  })
  await page.goto('/leaderboard')
  const pages = page.getByRole('navigation', { name: 'Pages of the board' })
  await expect(pages).toContainText('1 of 3')
  const asked = pagesAskedFor(page)
  await pages.getByRole('link', { name: 'Lower' }).click()
  await expect(pages).toContainText('2 of 3')
  await expect(page).toHaveURL('/leaderboard?page=2')
  await page.goBack()
  await expect(pages).toContainText('1 of 3')
  await expect(page).toHaveURL('/leaderboard')
  expect(asked).toEqual([])
})

test('until another board is here, the one that is shown keeps its own words and leads to its own pages', async ({
  player,
}) => {
  const page = await player('ann')
  let answer = (): void => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/api/leaderboard*', async (route) => {
    const asked = new URL(route.request().url()).searchParams
    if (asked.get('range') === 'month') await held
    const reply = await route.fetch()
    const board = (await reply.json()) as object
    const part = asked.has('range') ? { rows: [], total: 0 } : { pages: 3, total: 60 }
    await route.fulfill({ response: reply, json: { ...board, ...part } })
  })
  await page.goto('/leaderboard')
  const lower = page.getByRole('navigation', { name: 'Pages of the board' }).getByRole('link', { name: 'Lower' })
  await expect(lower).toHaveAttribute('href', '/leaderboard?page=2')
  await page.getByText('Month', { exact: true }).click()
  await expect(page).toHaveURL('/leaderboard?range=month')
  await expect(page.locator('[aria-busy=true]')).toHaveCount(1)
  await expect(lower).toHaveAttribute('href', '/leaderboard?page=2')
  await page.getByText('Week', { exact: true }).click()
  const empty = page.getByText('No ranked match this week')
  await expect(empty).toBeVisible()
  await page.getByText('Month', { exact: true }).click()
  await expect(page).toHaveURL('/leaderboard?range=month')
  await expect(page.locator('[aria-busy=true]')).toHaveCount(1)
  await expect(empty).toBeVisible()
  answer()
  await expect(page.getByText('No ranked match this month')).toBeVisible()
})

test('where the lines of what was chosen cannot be had, those of something else are not taken for them', async ({
  player,
}) => {
  const page = await player('ann', { expectedErrors: /status of 503/ })
  await page.goto('/leaderboard')
  const hound = page.getByRole('table').getByRole('link', { name: 'Hound' })
  await expect(hound).toBeVisible()
  await page.route(/\/api\/leaderboard.*range=month/, (route) => route.fulfill({ status: 503, json: {} }))
  await page.getByText('Month', { exact: true }).click()
  await expect(page.getByText('The leaderboard couldn’t load')).toBeVisible()
  await expect(hound).toHaveCount(0)
  await page.getByText('All time', { exact: true }).click()
  await expect(hound).toBeVisible()
})
