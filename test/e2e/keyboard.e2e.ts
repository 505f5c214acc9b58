import { DEFAULT_AGENT } from '../../server/base/ids.ts'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'
import { lookAround } from '../support/look-around.ts'

/** More stops than any screen has. */
const MANY = 120

/** What has the focus, by its accessible name, and whether it shows. */
interface Stop {
  name: string
  outlined: boolean
  inSight: boolean
}

/** Null: nothing on the page has the focus. */
const stop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    // The words of a choice lie over its radio button and carry its outline.
    const shown = element instanceof HTMLInputElement && element.type === 'radio' ? element.closest('label')! : element
    // The outline's colour comes over some milliseconds, as colours do.
    for (const animation of shown.getAnimations()) animation.finish()
    const style = getComputedStyle(shown)
    const box = shown.getBoundingClientRect()
    return {
      name: element.getAttribute('aria-label') || element.textContent || element.id || element.tagName,
      outlined:
        style.outlineStyle !== 'none' &&
        parseFloat(style.outlineWidth) >= 2 &&
        style.outlineColor === getComputedStyle(document.documentElement).color,
      inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    }
  })

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let i = 0; i < MANY; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`Tab does not come to ${String(target)}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Every stop from the top of the page to its end. */
async function walk(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    getSelection()?.collapse(document.body, 0)
  })
  const stops: Stop[] = []
  while (stops.length < MANY) {
    await page.keyboard.press('Tab')
    const next = await stop(page)
    // At the end the browser's own parts come, or, where it shows none, the top again.
    if (!next || next.name === stops[0]?.name) return stops
    stops.push(next)
  }
  throw new Error(`Tab does not leave the page: ${stops.map(({ name }) => name).join(' | ')}`)
}

/** The first move on a game's page fetches what can be chosen and the board: a walk begun before they are there would count what came behind it. */
async function seeAllOfGame(page: Page): Promise<void> {
  await lookAround(page, page.getByRole('slider', { name: 'Its reaction delay' }))
}

for (const colorScheme of ['dark', 'light'] as const)
  test(`Tab comes to everything that can be pressed, visibly, and leaves the page again (${colorScheme})`, async ({
    player,
  }) => {
    const page = await player('walker', { colorScheme, expectedErrors: /status of 404/ })
    for (const path of ['/', '/play/pong', '/leaderboard', '/me', '/join/nobody', '/nowhere']) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      if (path === '/play/pong') await seeAllOfGame(page)
      if (path === '/') {
        await lookAround(page, page.getByRole('table'))
      }
      const stops = await walk(page)
      expect(stops[0]?.name, path).toBe('Skip to the content')
      expect(
        stops.filter(({ outlined, inSight }) => !outlined || !inSight),
        path,
      ).toEqual([])
      // A radio group is one stop; what is out of order for Tab is a link to a place that already has one.
      const pressable = await page
        .locator('a[href]:visible, button:visible:enabled, input[type=range]:visible, fieldset:visible')
        .count()
      expect(stops.length, path).toBe(pressable)
    }
  })

test('whoever has a keyboard only can use all of the page of a game', async ({ player }) => {
  const page = await player('typist')
  await page.goto('/play/pong')
  await expect(page.getByRole('button', { name: 'Spar with Minute' })).toBeVisible()
  await press(page, page.getByRole('link', { name: 'Skip to the content' }))
  await expect(page.getByRole('main')).toBeFocused()

  const settings = page.getByRole('button', { name: 'Settings' })
  await tabTo(page, settings, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio', { name: 'As the system' }))
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('Escape')
  await expect(settings).toBeFocused()

  await tabTo(page, page.getByRole('radio', { name: 'Sparring' }))
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Challenge Minute' })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await tabTo(page, page.getByRole('slider', { name: 'Its reaction delay' }))
  await page.keyboard.press('End')
  await expect(page.getByText('Slower than a person: a good place to start.')).toBeVisible()

  const find = page.getByRole('button', { name: 'Find' })
  await press(page, find)
  const waiting = page.getByRole('dialog', { name: 'Looking for a person' })
  await expect(waiting).toBeVisible()
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab')
    await expect(waiting.locator(':focus')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  await expect(waiting).toBeHidden()
  await expect(find).toBeFocused()

  const invite = page.getByRole('button', { name: 'Invite' })
  await press(page, invite)
  const link = page.getByRole('dialog', { name: 'Send this to a friend' })
  await press(page, link.getByRole('button', { name: 'Copy' }))
  await expect(link.getByRole('status').filter({ hasText: /clipboard|copy/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(link).toBeHidden()
  await expect(invite).toBeFocused()

  await page.goto(`/agent/${DEFAULT_AGENT}`)
  const why = page.getByRole('button', { name: 'What is that? The reaction delay' })
  await press(page, why)
  await expect(page.getByRole('dialog', { name: 'What is that? The reaction delay' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(why).toBeFocused()
})

test('whoever has a keyboard only can play, leave, play again, take another name and rewind a partner', async ({
  player,
}) => {
  test.setTimeout(300_000)
  // Without a GPU each pixel of a court costs processor time, which the trainer needs.
  const page = await player('fighter', { viewport: { width: 800, height: 600 } })
  await page.goto('/play/pong')
  // What can be chosen is fetched with the first move.
  await tabTo(page, page.getByRole('radio', { name: 'Sparring' }))
  await tabTo(page, page.getByRole('slider', { name: 'Its decisions' }))
  await page.keyboard.press('ArrowRight')
  await tabTo(page, page.getByRole('radio', { name: '11', exact: true }))
  // Long enough for all that is pressed while it is played.
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: '5', exact: true })).toBeChecked()
  await press(page, page.getByRole('button', { name: 'Spar with Minute' }))
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  await expect(page.getByText('learns from you, decides 7.5 a second')).toBeVisible()
  const mine = (): Promise<number> =>
    page.evaluate(() => window.sparring?.state?.[window.sparring.seat === 0 ? 'leftY' : 'rightY'] ?? 0)
  await page.keyboard.down('ArrowDown')
  await expect.poll(mine).toBeLessThan(-20)
  await page.keyboard.up('ArrowDown')
  await page.keyboard.down('w')
  await expect.poll(mine).toBeGreaterThan(20)
  await page.keyboard.up('w')
  const term = page.getByRole('button', { name: /^What is this/ }).first()
  await press(page, term)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(term).toBeFocused()
  // The near way, since the match goes on meanwhile.
  await tabTo(page, page.getByRole('button', { name: 'Copy the link to watch' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Link copied|would not copy it/).first()).toBeVisible()

  // Nobody moves on, so the match is soon lost; what is learned from it can be rewound later.
  const again = page.getByRole('button', { name: 'Play again' })
  await expect(again).toBeFocused({ timeout: 120_000 })
  const first = page.url()
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => address.pathname.startsWith('/match/') && address.href !== first)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  await playByScript(page)
  await press(page, page.locator('summary'))
  await expect.poll(() => page.getByTestId('revision').innerText(), { timeout: 90_000 }).not.toBe('0')
  await press(page, page.getByRole('button', { name: 'Leave the match' }))
  await page.waitForURL((address) => address.pathname === '/play/pong')

  await press(page, page.getByRole('navigation', { name: 'Foot' }).getByRole('link', { name: 'Your page' }))
  const pencil = page.getByRole('button', { name: 'Change your name' })
  await press(page, pencil)
  const field = page.getByRole('textbox')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(pencil).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Quiet Keys')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quiet Keys')
  await expect(pencil).toBeFocused()

  const groups = page.getByRole('button', { name: /revisions?$/ })
  const rewind = page.getByRole('button', { name: 'Rewind to revision 0' })
  if ((await rewind.count()) === 0) await press(page, groups.last())
  await press(page, rewind)
  const question = page.getByRole('dialog', { name: 'Play from revision 0?' })
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(rewind).toBeFocused()
  await page.keyboard.press('Enter')
  await press(page, question.getByRole('button', { name: 'Rewind' }))
  await expect(page.getByText('plays as it did at revision 0').first()).toBeVisible()
})
