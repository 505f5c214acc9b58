import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'

/** What axe finds on a screen as it is now, one line each. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
}

/** Animations that come to an end blend colours while they run: they are brought to it. */
const settled = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish()
  })

for (const [device, width, height] of [
  ['desktop', 1440, 900],
  ['phone', 390, 844],
] as const)
  for (const colorScheme of ['dark', 'light'] as const) {
    const look = `${device}, ${colorScheme}`
    const options = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' } as const

    test(`axe finds nothing on the screens outside of a match (${look})`, async ({ player }) => {
      test.setTimeout(240_000)
      const page = await player('reader', { ...options, expectedErrors: /status of 40[34]/ })
      const clear = async (screen: string): Promise<void> => {
        await settled(page)
        expect.soft(await faultsOf(page), `${screen}, ${look}`).toEqual([])
      }
      const news = { held: false }
      await page.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer()
        server.onMessage((message) => void (news.held || socket.send(message)))
      })
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Spar with Minute' })).toBeVisible()
      await clear('home')
      await page.getByRole('radio', { name: 'Ranked' }).check({ force: true })
      await clear('home, ranked')
      await page.getByRole('button', { name: 'Provisional rating: why?' }).first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await clear('home, an explanation')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Invite' }).click()
      await expect(page.getByRole('dialog', { name: 'Send this to a friend' })).toBeVisible()
      await clear('waiting for a friend')
      const invitation = await page.getByRole('textbox', { name: 'Invitation link' }).inputValue()
      const friend = await player('friend', options)
      await friend.goto(invitation)
      await expect(friend.getByRole('heading', { name: /wants to play you/ })).toBeVisible()
      await settled(friend)
      expect.soft(await faultsOf(friend), `invitation, ${look}`).toEqual([])
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Find' }).click()
      await expect(page.getByRole('dialog', { name: 'Looking for a person' })).toBeVisible()
      // Nobody steps in while axe looks.
      news.held = true
      await clear('waiting for a person')
      news.held = false

      for (const [path, screen, ready] of [
        ['/leaderboard', 'leaderboard', page.getByRole('link', { name: 'Hound' })],
        ['/me', 'own page, empty', page.getByRole('heading', { level: 1 })],
        ['/nowhere', 'not found', page.getByRole('heading', { level: 1 })],
        ['/join/nobody', 'an invitation that is none', page.getByRole('alert').filter({ hasText: /./ })],
        ['/match/0000000000000000', 'a match that is none', page.getByRole('heading').first()],
        ['/agent/0000000000000000', 'an agent that is none', page.getByRole('alert').filter({ hasText: /./ })],
      ] as const) {
        await page.goto(path)
        await expect(ready.first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        await clear(screen)
      }
      await page.goto('/leaderboard')
      await page.getByRole('link', { name: 'Hound' }).click()
      await expect(page.getByRole('button', { name: /Spar/ })).toBeVisible()
      await clear('agent')
    })

    test(`axe finds nothing while nothing answers (${look})`, async ({ player }) => {
      const page = await player('cut off', { ...options, expectedErrors: /Failed to load resource/ })
      await page.route('**/api/**', (route) => route.abort())
      for (const path of ['/', '/leaderboard', '/me']) {
        await page.goto(path)
        await expect(page.getByRole('alert').filter({ hasText: 'did not' }).first()).toBeVisible()
        await settled(page)
        expect.soft(await faultsOf(page), `${path} without answers, ${look}`).toEqual([])
      }
    })

    test(`axe finds nothing in a match, at its end, and on the own page after it (${look})`, async ({ player }) => {
      test.setTimeout(180_000)
      const page = await player('fighter', options)
      const clear = async (screen: string): Promise<void> => {
        await settled(page)
        expect.soft(await faultsOf(page), `${screen}, ${look}`).toEqual([])
      }
      await page.goto('/')
      await page.getByRole('radio', { name: '3', exact: true }).check({ force: true })
      await page.getByRole('button', { name: 'Spar with Veteran' }).click()
      await page.waitForURL(/\/match\//)
      await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
      await playByScript(page, { floor: 20 })
      await clear('match')
      // With three serves that all come low to the script, it is over without a hit.
      await page.waitForFunction(
        () =>
          (window.sparring?.state?.['hits'] ?? 0) >= 1 ||
          document.querySelector('[data-testid=match]')?.getAttribute('data-state') === 'over',
      )
      await clear('match, under way')
      await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 120_000 })
      await clear('match, over')
      await page.goto('/me')
      await expect(page.getByRole('heading', { name: /partner/i }).first()).toBeVisible()
      await clear('own page')
      await page.getByRole('button', { name: 'Start again' }).first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await clear('own page, a question')
    })
  }
