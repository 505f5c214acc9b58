import type { Page } from '@playwright/test'
import { expectNoFaults } from '../support/axe.ts'
import { BadNetwork } from '../support/bad-network.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { openHood } from '../support/open-hood.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

const SMALL = { width: 800, height: 600 }
/** What a browser says of a server that is away for a moment. */
const AWAY = /Failed to load resource|WebSocket|ERR_CONNECTION|ERR_EMPTY|ERR_ABORTED/

async function spar(page: Page, origin = '', target = '21'): Promise<void> {
  await page.goto(`${origin}/play/pong`)
  await chooseForMatch(page, target)
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await page.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 60)
}

const count = async (page: Page, what: string): Promise<number> =>
  Number(await page.getByTestId(`updates-${what}`).innerText())

test('players of a match whose game process died learn that it is void, and play another one with a click', async ({
  player,
  sparring,
}) => {
  test.setTimeout(180_000)
  const ann = await player('ann', { viewport: SMALL, expectedErrors: AWAY })
  await spar(ann)
  const before = ann.url()
  const crashed = sparring.crash()
  await expect(ann.getByRole('alert').getByText('Connection lost')).toBeVisible()
  await crashed
  await expect(ann.getByRole('heading', { name: 'The server was restarted' })).toBeVisible()
  await expectNoFaults(ann, 'a void match')
  await ann.getByRole('button', { name: 'Play again' }).click()
  await ann.waitForURL((url) => url.pathname.startsWith('/match/') && url.href !== before)
  await ann.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 60)
  // The same as before: against the partner, to the same number of points.
  expect(await ann.evaluate(() => window.sparring?.state?.['target'])).toBe(21)
  await expect(ann.getByText('Sparring · unrated').first()).toBeVisible()
})

test('a partner learns on after a lost connection, and from where its player has taken it back to', async ({
  player,
  sparring,
}) => {
  test.setTimeout(300_000)
  const network = await BadNetwork.open(sparring.origin)
  const ann = await player('ann', { viewport: SMALL, expectedErrors: AWAY })
  await spar(ann, network.origin)
  await playByScript(ann)
  await openHood(ann)
  const applied = (least: number): Promise<void> =>
    expect.poll(() => count(ann, 'applied'), { timeout: 120_000 }).toBeGreaterThanOrEqual(least)
  await applied(2)

  network.cut()
  await expect(ann.getByRole('alert').getByText('Connection lost')).toBeVisible()
  network.mend()
  await expect(ann.getByText('You are back. Nothing was lost.')).toBeVisible()
  const atReturn = await count(ann, 'applied')
  await applied(atReturn + 3)
  expect(await count(ann, 'refused')).toBe(0)

  // Taken back while it plays: the next push starts from weights that are no longer the newest.
  await ann.evaluate(async () => {
    const me = await (await fetch('/api/me')).json()
    const answer = await fetch(`/api/me/partners/${me.partners[0].id}/rewind`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number: 1 }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  })
  await expect.poll(() => count(ann, 'refused'), { timeout: 60_000 }).toBe(1)
  const atRewind = await count(ann, 'applied')
  await applied(atRewind + 3)
  expect(await count(ann, 'refused')).toBe(1)
  await expect(ann.getByText(/Learning stopped/)).toHaveCount(0)
  await network.close()
})
