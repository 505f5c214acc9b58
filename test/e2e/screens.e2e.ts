import type { Page } from '@playwright/test'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { looksAsBefore, pictures } from '../support/pictures.ts'
import { openHood } from '../support/open-hood.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'
import { AgentsView, SessionView } from '../../game/protocol/http.ts'
import { showWorld } from '../support/shown-world.ts'
import { lookAround } from '../support/look-around.ts'

/** Without a GPU each pixel of a court costs processor time, which the trainer needs. */
const SMALL = { width: 800, height: 600 }

/** Opens a page in a world that is always the same, so that it does not matter what other tests play meanwhile. */
async function open(page: Page, path: string, shows: string): Promise<void> {
  await page.goto(path)
  await lookAround(page, page.getByText(shows).first())
  await page.waitForLoadState('networkidle')
}

test('pages look as they did to newcomers, on a desktop, a tablet and a phone, dark and light', async ({ player }) => {
  test.setTimeout(300_000)
  const page = await player('ann', { expectedErrors: /status of 404/, reducedMotion: 'reduce' })
  const { agents } = AgentsView.parse(await (await page.request.get('/api/agents')).json())
  const agent = agents.find(({ name }) => name === 'Hound')!.id
  await showWorld(page, { agent })
  for (const [path, name, shows] of [
    ['/', 'home', 'Quiet Heron'],
    ['/play/pong', 'play', 'Send the ball past'],
    ['/me', 'me-empty', 'No match yet'],
    ['/nowhere', 'not-found', 'Sparring'],
    ['/recover', 'recover', 'Sparring'],
    ['/privacy', 'privacy', 'Sparring'],
    ['/daily', 'daily-empty', 'Nobody has raised it yet'],
    ['/leaderboard', 'leaderboard', 'Quiet Heron'],
    ['/match/ghost', 'no-ghost', 'No ghost yet'],
    ['/match/0000000000000000', 'no-match', 'Sparring'],
    ['/join/nobody', 'no-invitation', 'This invitation is over'],
    [`/agent/${agent}`, 'agent', 'Hound'],
  ] as const) {
    await open(page, path, shows)
    await looksAsBefore(page, name)
  }
})

test('the own page of somebody who has played looks as it did', async ({ player }) => {
  test.setTimeout(240_000)
  const page = await player('bob', { expectedErrors: /status of 404/, reducedMotion: 'reduce' })
  await showWorld(page, { mine: true })
  await open(page, '/me', 'Amber Otter’s partner')
  await looksAsBefore(page, 'me')
  await showWorld(page, { mine: true, raised: true })
  await open(page, '/daily', 'Quiet Heron')
  await looksAsBefore(page, 'daily')
})

test('who invites somebody, and who is invited, see what they saw before', async ({ player }) => {
  test.setTimeout(240_000)
  const host = await player('fay', { reducedMotion: 'reduce' })
  await host.goto('/play/pong')
  const invite = host.getByRole('button', { name: 'Invite' })
  await invite.click()
  await expect(host.getByLabel('Invitation link')).toBeVisible()
  await host.getByRole('button', { name: 'Cancel invite' }).click()
  await host.goto('/me')
  await host.getByRole('button', { name: 'Change your name' }).click()
  await host.getByRole('textbox').first().fill('Quiet Heron')
  await host.getByRole('button', { name: 'Save' }).click()
  await expect(host.getByText('You are Quiet Heron now.').first()).toBeVisible()

  await showWorld(host, {})
  await open(host, '/play/pong', 'Quiet Heron')
  await invite.click()
  const link = host.getByLabel('Invitation link')
  await expect(link).toBeVisible()
  const address = await link.inputValue()
  await host.evaluate(() => scrollTo(0, 0))
  await looksAsBefore(host, 'inviting', { mask: [link], fullPage: false })

  const guest = await player('gus', { reducedMotion: 'reduce' })
  await open(guest, address, 'wants to play you')
  await looksAsBefore(guest, 'invited')
})

test('a match that stands still, its result and the page of a person look as they did', async ({ player }) => {
  test.setTimeout(240_000)
  const page = await player('cleo', { viewport: SMALL, reducedMotion: 'reduce' })
  await page.goto('/play/pong')
  await chooseForMatch(page, '3')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible()
  const { user } = SessionView.parse(
    await page.evaluate(async (): Promise<unknown> => (await fetch('/api/session')).json()),
  )
  const myName = page.getByText(user!.name)
  await looksAsBefore(page, 'paused', { mask: [myName], fullPage: false })
  const watcher = await player('eve', { reducedMotion: 'reduce' })
  await watcher.goto(page.url())
  await expect(watcher.getByTestId('match')).toHaveAttribute('data-state', 'paused')
  await expect(watcher.getByText(user!.name).first()).toBeVisible()
  await watcher.waitForLoadState('networkidle')
  await looksAsBefore(watcher, 'watching', { mask: [watcher.getByText(user!.name)], fullPage: false })
  await watcher.close()
  await page.setViewportSize(SMALL)
  await page.keyboard.press('Escape')
  // Nobody moves, so the points are soon made.
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 90_000 })
  await page.waitForLoadState('networkidle')
  // What was learned is another each time, and the sentence of it is longer or shorter.
  const learned = page.getByRole('complementary', { name: 'The agent' })
  await looksAsBefore(page, 'result', { mask: [myName, learned], fullPage: false, maxDiffPixelRatio: 0.06 })

  await showWorld(page, { mine: true, player: user!.id })
  await open(page, `/player/${user!.id}`, 'Quiet Heron')
  await looksAsBefore(page, 'player')
})

test('a match in which something was learned can be looked at', async ({ player }) => {
  test.setTimeout(240_000)
  const page = await player('dora', { viewport: SMALL, reducedMotion: 'reduce' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Play now' }).click()
  await page.waitForURL(/\/match\//)
  await playByScript(page)
  await openHood(page)
  // The picture of the README is this one.
  await expect.poll(() => page.getByTestId('revision').innerText(), { timeout: 120_000 }).not.toBe('0')
  await page.waitForFunction(() => (window.sparring?.state?.['hits'] ?? 0) >= 1)
  await pictures(page, 'match')
})
