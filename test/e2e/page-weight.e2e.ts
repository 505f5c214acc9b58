import type { Page } from '@playwright/test'
import { openHood } from '../support/open-hood.ts'
import { expect, test } from '../support/players.ts'

/** Scripts of the first screen before anybody touches it, as they come over the wire, in bytes, heads included. React and Next are most of
 *  them. */
const MOST_SCRIPT = 170_000

interface Loaded {
  scripts: { address: string; bytes: number }[]
  sockets: string[]
  workers: string[]
}

/** Counts what a page asks for from now on. */
async function count(page: Page): Promise<Loaded> {
  const loaded: Loaded = { scripts: [], sockets: [], workers: [] }
  page.on('websocket', (socket) => loaded.sockets.push(socket.url()))
  page.on('worker', (worker) => loaded.workers.push(worker.url()))
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const asked = new Map<string, string>()
  session.on('Network.responseReceived', ({ type, requestId, response }) => {
    if (type === 'Script') asked.set(requestId, response.url)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const address = asked.get(requestId)
    if (address) loaded.scripts.push({ address, bytes: encodedDataLength })
  })
  return loaded
}

const canvas = (page: Page) => page.locator('section canvas')

test('the first screen loads at most 170 kB of script, and no socket, worker or renderer, before anybody touches it', async ({
  player,
}) => {
  const page = await player('newcomer', { viewport: { width: 390, height: 844 } })
  const loaded = await count(page)
  await page.goto('/')
  // The living court is what comes last, once the page is idle.
  await expect(canvas(page)).toBeVisible()
  await page.waitForLoadState('networkidle')
  const bytes = loaded.scripts.reduce((sum, script) => sum + script.bytes, 0)
  expect(bytes, JSON.stringify(loaded.scripts, null, 1)).toBeLessThanOrEqual(MOST_SCRIPT)
  expect(bytes).toBeGreaterThan(50_000)
  expect(loaded.sockets).toEqual([])
  expect(loaded.workers).toEqual([])
})

test('the court stands still for those who want no motion, and shows a picture', async ({ player }) => {
  const page = await player('calm', { reducedMotion: 'reduce' })
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Volley' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expect(canvas(page)).toBeHidden()
  expect(await page.locator('.still-court path').count()).toBeGreaterThan(10)
})

test('nothing that nobody asked for is loaded where the device saves data', async ({ player }) => {
  const page = await player('saver')
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { configurable: true, value: { saveData: true } }),
  )
  const loaded = await count(page)
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Volley' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const before = loaded.scripts.length
  await expect(canvas(page)).toBeHidden()
  await page.getByRole('button', { name: 'Play now' }).hover()
  await expect.poll(() => loaded.scripts.length, 'the socket comes when it is wanted').toBeGreaterThan(before)
  expect(loaded.workers).toEqual([])
})

test('what a match needs is loaded while the lobby looks for one', async ({ player }) => {
  const page = await player('eager')
  const loaded = await count(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'Play now' }).click()
  await page.waitForURL(/\/match\//)
  expect(loaded.sockets.length).toBe(1)
  await expect.poll(() => loaded.workers.length).toBe(1)
  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  await openHood(page)
  // The spare worker became the trainer's: there is no second one.
  await expect(page.getByTestId('revision')).toBeVisible()
  expect(page.workers().length).toBe(1)
})

test('what lies further down is fetched with the first move, not only when it is reached', async ({ player }) => {
  const page = await player('scroller', { viewport: { width: 1280, height: 720 } })
  await page.goto('/play/pong')
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('table')).toHaveCount(0)
  // Past the board at once, which is never in sight on the way.
  await page.keyboard.press('End')
  await expect(page.getByRole('table')).toHaveCount(1)
  await expect(page.getByRole('slider', { name: 'Its reaction delay' })).toHaveCount(1)
})
