import type { Page } from '@playwright/test'
import { expectNoFaults } from '../support/axe.ts'
import { pictures } from '../support/pictures.ts'
import { expect, test } from '../support/players.ts'

// Without a GPU each pixel of a court costs processor time.
const WINDOW = { width: 1000, height: 640 }

async function spar(page: Page): Promise<void> {
  await page.goto('/play/pong')
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
}

/** Height of my paddle, −80 to 80. */
const mine = (page: Page) => (): Promise<number> =>
  page.evaluate(() => window.sparring?.state?.[window.sparring.seat === 0 ? 'leftY' : 'rightY'] ?? 0)

test('the mouse steers by hovering, keys take over, and what I can do is shown until I do it', async ({ player }) => {
  const page = await player('ann', { viewport: WINDOW })
  await spar(page)
  const hint = page.getByTestId('controls-hint')
  await expect(hint).toHaveAttribute('data-shown', 'true')
  await expect(hint.locator('kbd')).toHaveText(['W', 'S', '↑', '↓'])
  const court = (await page.getByTestId('court').boundingBox())!
  const over = (share: number): Promise<void> =>
    page.mouse.move(court.x + court.width * 0.4, court.y + court.height * share, { steps: 5 })
  await over(0.2)
  await expect.poll(mine(page)).toBeGreaterThan(35)
  await expect(hint).toHaveAttribute('data-shown', 'false')
  await over(0.8)
  await expect.poll(mine(page)).toBeLessThan(-35)
  await page.keyboard.down('KeyW')
  await expect.poll(mine(page)).toBeGreaterThan(60)
  await page.keyboard.up('KeyW')
  // Out at the bottom, however fast.
  await page.mouse.move(court.x + court.width * 0.4, court.y + court.height + 40)
  await expect.poll(mine(page)).toBeLessThan(-60)
})

test('a sheet of keys and one of settings open over a match, and let go of its keys in the moment they close', async ({
  player,
}) => {
  test.setTimeout(240_000)
  const page = await player('bob', { viewport: WINDOW })
  await spar(page)
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys and controls' })
  await expect(keys.getByText('Move your paddle')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.down('KeyW')
  await expect.poll(mine(page)).toBeGreaterThan(60)
  await page.keyboard.up('KeyW')

  await page.getByRole('button', { name: 'Settings' }).click()
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.down('ArrowDown')
  await expect.poll(mine(page)).toBeLessThan(-60)
  await page.keyboard.up('ArrowDown')

  await page.keyboard.press('m')
  await expect(page.getByRole('button', { name: 'Turn the sound on' })).toBeVisible()
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true)
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull()
})

test('what is chosen in the settings counts at once, and on every page from its first paint on', async ({ player }) => {
  const page = await player('chooser')
  await page.goto('/leaderboard')
  const open = page.getByRole('button', { name: 'Settings' })
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await open.click()
  await sheet.getByText('Yellow, blue').click()
  await sheet.getByText('Few', { exact: true }).click()
  await sheet.getByRole('slider', { name: 'Volume' }).press('Home')
  await expect(page.locator('html')).toHaveAttribute('data-colours', 'clear')
  await expect(page.locator('html')).toHaveAttribute('data-effects', 'few')
  await expectNoFaults(page, 'settings')
  await pictures(page, 'settings')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(open).toBeFocused()

  await page.goto('/me')
  await expect(page.locator('html')).toHaveAttribute('data-colours', 'clear')
  await open.click()
  await expect(sheet.getByRole('slider', { name: 'Volume' })).toHaveAttribute('aria-valuetext', 'Silent')
})

test('a gamepad is told of, seen when it comes, and steers', async ({ player }) => {
  const page = await player('padder', { viewport: WINDOW })
  await page.addInitScript(() => {
    const pad = { connected: true, mapping: 'standard', axes: [0, 0, 0, 0], buttons: [] }
    const pads: (typeof pad)[] = []
    Object.assign(navigator, { getGamepads: () => pads })
    window.addEventListener('test:gamepad', () => {
      pads[0] = pad
      window.dispatchEvent(new Event('gamepadconnected'))
    })
    window.addEventListener('test:stick', () => (pad.axes = [0, -1, 0, 0]))
  })
  await spar(page)
  await page.evaluate(() => window.dispatchEvent(new Event('test:gamepad')))
  await expect(page.getByTestId('controls-hint')).toHaveText('Left stick, or the cross')
  await page.evaluate(() => window.dispatchEvent(new Event('test:stick')))
  await expect.poll(mine(page)).toBeGreaterThan(60)
  await page.keyboard.press('?')
  await expect(page.getByText('Yours is connected.')).toBeVisible()
})

test('the screen stays awake while a match runs, and its tab says how it stands while another one is looked at', async ({
  player,
}) => {
  const page = await player('elsewhere', { viewport: WINDOW })
  await page.addInitScript(() => {
    const { wakeLock } = navigator
    const request = wakeLock.request.bind(wakeLock)
    Object.assign(window, { locks: 0 })
    wakeLock.request = (type) => {
      Object.assign(window, { locks: (window as Window & { locks?: number }).locks! + 1 })
      return request(type)
    }
  })
  await spar(page)
  expect(await page.evaluate(() => (window as Window & { locks?: number }).locks)).toBeGreaterThan(0)
  const own = await page.title()
  const look = (hidden: boolean): Promise<void> =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: now })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await look(true)
  await expect(page).toHaveTitle(/^\d+ : \d+ – Sparring$/)
  await look(false)
  await expect(page).toHaveTitle(own)
})

test('a match that was found is heard by who waited for it', async ({ player }) => {
  const [ann, bob] = [await player('waiting', { viewport: WINDOW }), await player('coming', { viewport: WINDOW })]
  await ann.addInitScript(() => {
    const heard: number[] = []
    const { OscillatorNode: Usual } = window
    Object.assign(window, {
      heard,
      OscillatorNode: class extends Usual {
        constructor(context: BaseAudioContext, options?: OscillatorOptions) {
          super(context, options)
          heard.push(Math.round(options?.frequency ?? 0))
        }
      },
    })
  })
  for (const page of [ann, bob]) {
    await page.goto('/play/pong')
    await page.getByRole('button', { name: 'Find' }).hover()
    await page.waitForLoadState('networkidle')
  }
  await ann.getByRole('button', { name: 'Find' }).click()
  await expect(ann.getByRole('dialog', { name: 'Looking for a person' })).toBeVisible()
  await bob.getByRole('button', { name: 'Find' }).click()
  await ann.waitForURL(/\/match\//)
  const heard = (): Promise<number[]> => ann.evaluate(() => (window as Window & { heard?: number[] }).heard!)
  await expect.poll(async () => (await heard()).slice(0, 4)).toEqual([330, 440, 330, 587])
})
