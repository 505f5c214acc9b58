import type { Page } from '@playwright/test'
import { expectNoFaults } from '../support/axe.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

const SMALL = { width: 800, height: 600 }
const board = (page: Page) => page.getByRole('table', { name: 'Trainers of the day' })

test.use({ settings: { DAILY_SECONDS: '10' } })

test('the newborn of the day is raised from its page, measured by the server, and then others play against it', async ({
  player,
}) => {
  const ann = await player('ann', { viewport: SMALL })
  await ann.goto('/')
  await ann.getByRole('link', { name: 'Today’s newborn' }).first().click()
  await expect(ann.getByText('Nobody has raised it yet')).toBeVisible()
  await expect(ann.getByText('You have 3 tries left today.')).toBeVisible()
  await expectNoFaults(ann, 'an empty day')

  await ann.getByRole('button', { name: 'Raise it' }).click()
  await ann.waitForURL(/\/match\//)
  await expect(ann.getByText(/0:\d\d to go/)).toBeVisible()
  await playByScript(ann)
  // The match ends by its time; nobody needs to win it.
  await ann.getByRole('link', { name: 'See how strong it is' }).click({ timeout: 60_000 })
  await expect(board(ann).getByRole('row')).toHaveCount(2, { timeout: 60_000 })
  await expect(board(ann)).toContainText(/\d+\.\d % ±\d+\.\d/)
  await expect(ann.getByText('You have 2 tries left today.')).toBeVisible()
  await expectNoFaults(ann, 'a day with a trainer')

  const bob = await player('bob', { viewport: SMALL })
  await bob.goto('/daily')
  await board(bob)
    .getByRole('button', { name: /^Play it as .+ raised it$/ })
    .click()
  await bob.waitForURL(/\/match\//)
  await expect(bob.getByText(/’s newborn/).first()).toBeVisible()
})
