import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'

/** Loses a ranked match by standing still, and returns the name that the player was given. */
async function loseRanked(page: Page): Promise<string> {
  await page.goto('/play/pong')
  await page.getByRole('radio', { name: 'Ranked', exact: true }).check({ force: true })
  await page.getByRole('button', { name: 'Challenge Wall' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByText(/Rating \d+/)).toBeVisible({ timeout: 240_000 })
  const me: { user: { name: string } } = await page.evaluate(async () => (await fetch('/api/me')).json())
  return me.user.name
}

test('a person takes their data along and deletes everything: they are nobody then, and no longer on the board', async ({
  player,
}) => {
  test.setTimeout(360_000)
  const ann = await player('ann', { viewport: { width: 800, height: 600 } })
  const name = await loseRanked(ann)
  await ann.goto('/leaderboard')
  await expect(ann.getByRole('row').filter({ hasText: name })).toBeVisible()

  await ann.goto('/me')
  const started = ann.waitForEvent('download')
  await ann.getByRole('button', { name: 'Download' }).click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/\.json$/)
  const kept: unknown = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(kept).toMatchObject({ user: { name } })

  await ann.getByRole('button', { name: 'Delete everything' }).click()
  const dialog = ann.getByRole('dialog', { name: 'Delete everything?' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(ann.getByRole('heading', { name })).toBeVisible()

  await ann.getByRole('button', { name: 'Delete everything' }).click()
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await ann.waitForURL('/')
  await ann.goto('/me')
  await expect(ann.getByText('No match yet')).toBeVisible()
  await ann.goto('/leaderboard')
  await expect(ann.getByRole('row').filter({ hasText: 'Wall' })).toBeVisible()
  await expect(ann.getByText(name)).toHaveCount(0)
})
