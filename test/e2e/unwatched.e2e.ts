import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'
import { lookAround } from '../support/look-around.ts'

test('who plays unwatched is listed nowhere, and a stranger at the address of the match sees nothing', async ({
  player,
}) => {
  const ann = await player('ann')
  await ann.goto('/privacy')
  await expect(ann.getByRole('heading', { level: 1 })).toHaveText('What is kept, and who can watch')
  await ann.getByText('Nobody uninvited').click()
  // Remembered, and the same everywhere.
  await ann.goto('/play/pong')
  const choice = ann.getByRole('radio', { name: 'Nobody uninvited' })
  await lookAround(ann, choice)
  await expect(choice).toBeChecked()
  await ann.getByRole('button', { name: /^Spar/ }).first().click()
  await ann.waitForURL(/\/match\/\w+\?key=/)
  await expect(ann.locator('canvas').first()).toBeVisible()
  // The page itself knows no names: not everybody may hear them.
  const title = /^\S.* against \S.* · Sparring$/
  await expect(ann).toHaveTitle(title)
  await ann.reload()
  await expect(ann).toHaveTitle(title)

  const bob = await player('bob', { expectedErrors: /status of 404/ })
  const { origin, pathname } = new URL(ann.url())
  const live = await bob.request.get(`${origin}/api/live`)
  expect(await live.text()).not.toContain(pathname.split('/').at(-1)!)
  await bob.goto(pathname)
  await expect(bob.getByRole('heading', { name: 'There is nothing to see here' })).toBeVisible()
})

test('who chooses after a match that nobody uninvited shall watch is watched no more in the next', async ({
  player,
}) => {
  test.setTimeout(240_000)
  const ann = await player('ann')
  await ann.goto('/play/pong')
  await chooseForMatch(ann, 'Your best')
  await chooseForMatch(ann, '3')
  await ann.getByRole('button', { name: 'Spar with Minute' }).click()
  await ann.waitForURL(/\/match\/\w+$/)
  const watched = ann.url()
  // Nobody moves, so the match is soon over.
  const again = ann.getByRole('button', { name: 'Play again' })
  await expect(again).toBeVisible({ timeout: 90_000 })
  const bob = await player('bob', { expectedErrors: /status of 404/ })
  await bob.goto(watched)
  await expect(bob.getByTestId('match')).toHaveAttribute('data-state', 'over')
  await ann.getByRole('banner').getByRole('button', { name: 'Settings' }).click()
  await ann.getByRole('dialog', { name: 'Settings' }).getByText('Nobody uninvited').click()
  await ann.keyboard.press('Escape')
  await again.click()
  await ann.waitForURL((url) => url.href !== watched && url.searchParams.has('key'))
  await expect(ann.getByTestId('match')).toHaveAttribute('data-state', 'playing')

  const { origin, pathname } = new URL(ann.url())
  expect(await (await bob.request.get(`${origin}/api/live`)).text()).not.toContain(pathname.split('/').at(-1)!)
  // Who watched the one before is not led on, and finds nothing without the key.
  expect(bob.url()).toBe(watched)
  await bob.goto(pathname)
  await expect(bob.getByRole('heading', { name: 'There is nothing to see here' })).toBeVisible()
})
