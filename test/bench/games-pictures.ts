import { chromium, type Browser, type Locator } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import type { Task } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { playByControls } from '../support/person-at-controls.ts'
import { layBarAtTheFoot } from '../support/pictures.ts'
import { startServer } from '../support/server.ts'

export const needsPages = true

const FOLDER = 'test-results/games'
const DEVICES = {
  desktop: { viewport: { width: 1440, height: 900 }, by: 'keys' },
  tablet: { viewport: { width: 768, height: 1024 }, by: 'keys' },
  phone: { viewport: { width: 390, height: 844 }, by: 'touch' },
  'phone-on-its-side': { viewport: { width: 844, height: 390 }, by: 'touch' },
  'narrow-window': { viewport: { width: 390, height: 844 }, by: 'keys' },
} as const
type Device = keyof typeof DEVICES

const SCHEMES = ['dark', 'light'] as const
/** What is chosen so that a match is short, or, of a game for many, so that many play. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  pong: ['3'],
  volley: ['3'],
  sumo: ['Best of 3'],
  forage: ['8', '30'],
  maze: ['4', 'S'],
}
/** How long is played before the picture of it, s: a pole falls soon. */
const PLAYED_SECONDS = 3
const SOON_OVER: Readonly<Record<string, number>> = { cartpole: 0.5 }
const LONGEST_MS = 180_000

/** Pictures of each game, to be looked at, on each device, dark and light: its own page, a match as it begins, while a scripted person plays it against
 *  an agent (or beside one, where it is played alone) by keys or touches, and its result; they come to test-results/games/GAME-DEVICE-WHAT-SCHEME.png.
 *  `screens`: how many; `too_wide`: how many hang over the side of the window. Options: game (its id, or several with commas; else all), device
 *  (desktop, tablet, phone, phone-on-its-side, narrow-window: a phone's width with a mouse; the same), motion (`reduce`: as who wants little of it sees it). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const wanted = (option: string, one: string): boolean => options[option]?.split(',').includes(one) ?? true
  const games = registry.tasks.filter(({ id }) => wanted('game', id))
  const devices = (Object.keys(DEVICES) as Device[]).filter((device) => wanted('device', device))
  if (games.length === 0 || devices.length === 0) throw new RangeError('There is no such game or device')
  const tally = { screens: 0, too_wide: 0 }
  const server = await startServer()
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  try {
    for (const task of games)
      for (const device of devices) {
        await picturesOf(browser, server.origin, task, device, options['motion'] === 'reduce', tally)
        process.stderr.write(`${task.id} ${device} ${JSON.stringify(tally)}\n`)
      }
  } finally {
    await browser.close()
    await server.close()
  }
  return tally
}

async function picturesOf(
  browser: Browser,
  baseURL: string,
  task: Task,
  device: Device,
  still: boolean,
  tally: { screens: number; too_wide: number },
): Promise<void> {
  const { viewport, by } = DEVICES[device]
  const touched = by === 'touch' ? { hasTouch: true, isMobile: true } : {}
  const reducedMotion = still ? 'reduce' : 'no-preference'
  const context = await browser.newContext({ baseURL, viewport, reducedMotion, ...touched })
  const page = await context.newPage()
  page.setDefaultTimeout(LONGEST_MS)
  const press = (button: Locator): Promise<void> => (by === 'touch' ? button.tap() : button.click())
  const look = async (what: string, fullPage = false): Promise<void> => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      const path = `${FOLDER}/${task.id}-${device}-${what}-${colorScheme}${still ? '-still' : ''}.png`
      await page.screenshot({ path, fullPage, scale: 'css' })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) process.stderr.write(`${path} hangs over by ${over} pixels\n`)
      tally.screens++
      tally.too_wide += Number(over > 0)
    }
  }

  await page.goto(`/play/${task.id}`)
  const deed = task.seats.max === 1 ? 'Race' : 'Spar with'
  const agent = page.getByRole('button', { name: `${deed} Minute` })
  await agent.waitFor()
  for (const choice of CHOICES[task.id] ?? []) await chooseForMatch(page, choice)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => scrollTo(0, 0))
  await look('page')
  await layBarAtTheFoot(page)
  await look('whole-page', true)

  await press(agent)
  await page.waitForURL(/\/match\//)
  await page.locator('[data-testid=controls-hint][data-shown=true]').waitFor()
  await page.locator('[data-testid=court][data-renderer]').waitFor()
  await look('begins')
  const person = playByControls(page, task, { by })
  const from = await page.evaluate(() => window.sparring?.confirmed?.['tick'] ?? 0)
  const until = from + (SOON_OVER[task.id] ?? PLAYED_SECONDS) * task.ticksPerSecond
  const over = page.locator('[data-testid=match][data-state=over]')
  await Promise.race([
    page.waitForFunction((enough) => (window.sparring?.confirmed?.['tick'] ?? 0) > enough, until),
    over.waitFor(),
  ])
  await look('plays')
  // Who plays pong or volley no more has soon lost; a maze has to be solved.
  if (task.seats.max === 2) await person.stop()
  await over.waitFor()
  if (task.seats.max !== 2) await person.stop()
  await page.waitForLoadState('networkidle')
  await look('result')
  await context.close()
}
