import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'

/** Hound's page as it would be after twelve rated matches, one a day. */
async function showHound(page: Page): Promise<void> {
  await page.route('**/api/agents/*', async (route) => {
    const reply = await route.fetch()
    const view = (await reply.json()) as object
    const ratingHistory = Array.from({ length: 12 }, (_, i) => ({
      at: `2026-03-${String(i + 1).padStart(2, '0')}T12:00:00.000Z`,
      rating: 1000 + 10 * i,
    }))
    await route.fulfill({ response: reply, json: { ...view, ratingHistory } })
  })
  await page.goto('/leaderboard')
  await page.getByRole('link', { name: 'Hound' }).click()
  await expect(chart(page)).toBeVisible()
}

const chart = (page: Page) => page.getByRole('application', { name: /^Rating of Hound/ })
const reading = (page: Page) => chart(page).getByRole('status')

test('the points of a chart are read aloud with the arrow keys, and nothing once it is left', async ({ player }) => {
  const page = await player('ann')
  await showHound(page)
  await chart(page).focus()
  await page.keyboard.press('End')
  await expect(reading(page)).toContainText('Mar 12: Rating 1110')
  await page.keyboard.press('ArrowLeft')
  await expect(reading(page)).toContainText('Mar 11: Rating 1100')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(reading(page)).toContainText('Mar 1: Rating 1000')
  await page.keyboard.press('Escape')
  await expect(reading(page)).toBeEmpty()
})

test('Escape clears what is read of a chart, and reaches the page where nothing is', async ({ player }) => {
  const page = await player('eve')
  await showHound(page)
  const heard = await page.evaluateHandle(() => {
    const keys: string[] = []
    addEventListener('keydown', ({ key }) => keys.push(key))
    return keys
  })
  await chart(page).focus()
  await page.keyboard.press('End')
  await expect(reading(page)).not.toBeEmpty()
  await page.keyboard.press('Escape')
  await expect(reading(page)).toBeEmpty()
  expect(await heard.jsonValue()).toEqual([])
  await page.keyboard.press('Escape')
  expect(await heard.jsonValue()).toEqual(['Escape'])
})

test('a finger on a chart reads the point under it', async ({ player }) => {
  const page = await player('bob', { viewport: { width: 390, height: 844 } })
  await showHound(page)
  await chart(page).scrollIntoViewIfNeeded()
  const box = (await chart(page).boundingBox())!
  const touch = await page.context().newCDPSession(page)
  const at = (part: number) => [{ x: box.x + part * box.width, y: box.y + box.height / 2 }]
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.1) })
  await expect(reading(page)).toContainText(/Mar [123]: Rating 10[012]0/)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(0.8) })
  await expect(reading(page)).toContainText(/Mar 1[012]: Rating 1(09|10|11)0/)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
})

test('the board is sorted by its columns with a key, and comes back to its order', async ({ player }) => {
  const page = await player('cleo')
  await page.goto('/leaderboard')
  const table = page.getByRole('table', { name: /^Leaderboard/ }).first()
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  const names = (): Promise<string[]> => table.getByRole('link').allInnerTexts()
  const before = await names()
  const head = table.getByRole('columnheader', { name: 'Contender' })
  await head.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  expect(await names()).toEqual(before.toSorted((a, b) => a.localeCompare(b)))
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await page.keyboard.press('Enter')
  await expect(head).not.toHaveAttribute('aria-sort')
  expect(await names()).toEqual(before)
})

test('what a board is sorted by is not carried over to another, nor said of one with more pages', async ({
  player,
}) => {
  const page = await player('fay')
  let pages = 1
  await page.route('**/api/leaderboard*', async (route) => {
    const reply = await route.fetch()
    const board = (await reply.json()) as object
    const more = route.request().url().includes('who=agents') ? 3 : pages
    await route.fulfill({ response: reply, json: { ...board, pages: more } })
  })
  await page.goto('/leaderboard')
  const head = page.getByRole('columnheader', { name: 'Contender' }).first()
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  const turned = page.getByRole('navigation', { name: 'Pages of the board' })
  pages = 2
  await askAgainUntil(page, turned, '1 of 2')
  await expect(head).not.toHaveAttribute('aria-sort')
  pages = 1
  await page.getByText('Agents', { exact: true }).first().click()
  await expect(turned).toContainText('1 of 3')
  await expect(head).not.toHaveAttribute('aria-sort')
  await page.getByText('Both', { exact: true }).click()
  await askAgainUntil(page, head.getByRole('button'), 'Contender')
  await expect(head).not.toHaveAttribute('aria-sort')
})

/** Has the page ask for its data anew, as after a break of the connection, until it shows what it then should. Asked twice within two
 *  seconds, it asks once. */
const askAgainUntil = (page: Page, where: Locator, text: string): Promise<void> =>
  expect
    .poll(async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')))
      return (await where.allTextContents()).join('')
    })
    .toContain(text)

/** Hound's page as it would be after so many matches, a day apart, the next a second longer. Returns how to change their number. */
async function showMatches(page: Page, count: number): Promise<(count: number) => void> {
  await page.route('**/api/agents/*', async (route) => {
    const reply = await route.fetch()
    const view = (await reply.json()) as { agent: { id: string } }
    const seat = { kind: 'agent', place: 1, page: true, ratingBefore: null, ratingAfter: null }
    const matches = Array.from({ length: count }, (_, i) => ({
      id: `match${i}`.padEnd(20, '0'),
      task: 'pong',
      mode: 'ranked',
      options: {},
      difficulty: null,
      heldBack: 0,
      rated: true,
      reason: 'target',
      status: 'checked',
      endedAt: new Date(Date.UTC(2026, 2, 30 - i)).toISOString(),
      seconds: 60 + i,
      seats: [
        { ...seat, seat: 0, id: view.agent.id, name: 'Hound', score: 11 },
        { ...seat, seat: 1, id: null, name: 'Wall', page: false, score: i % 11, place: 2 },
      ],
    }))
    await route.fulfill({ response: reply, json: { ...view, matches } })
  })
  await page.goto('/leaderboard')
  await page.getByRole('link', { name: 'Hound' }).click()
  return (next) => (count = next)
}

test('a long list of matches is shown by pages, from the newest', async ({ player }) => {
  const page = await player('dora')
  await showMatches(page, 12)
  const table = page.getByRole('table', { name: 'Matches' })
  await expect(table.getByRole('row')).toHaveCount(11)
  const pages = page.getByRole('navigation', { name: 'Pages: Matches' })
  await pages.getByRole('button', { name: 'More' }).click()
  await expect(pages).toContainText('2 of 2')
  await expect(table.getByRole('row')).toHaveCount(3)
  await table.getByRole('columnheader', { name: 'Length' }).getByRole('button').click()
  await expect(table.getByRole('row').nth(1)).toContainText('1:11')
})

test('where a list becomes shorter than the page that is shown, its last page is', async ({ player }) => {
  const page = await player('gus')
  const become = await showMatches(page, 11)
  const table = page.getByRole('table', { name: 'Matches' })
  const pages = page.getByRole('navigation', { name: 'Pages: Matches' })
  await pages.getByRole('button', { name: 'More' }).click()
  await expect(table.getByRole('row')).toHaveCount(2)
  become(10)
  await askAgainUntil(page, table, '1:09')
  await expect(table.getByRole('row')).toHaveCount(11)
  await expect(pages).toHaveCount(0)
})
