import { chromium, type Page } from '@playwright/test'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { scriptForPage } from '../support/person-at-page.ts'
import { personByName } from '../support/people/kinds.ts'
import { startServer } from '../support/server.ts'
import { quantile } from '../support/statistics.ts'

export const needsPages = true

/** How long somebody new would wait for what the partner shows, ms. */
const MOST = 300_000

/** How long it takes somebody new until they see what Sparring is: a guest without any history opens the home page in Chromium, presses "Play
 *  now" and plays by a scripted person's keys. Medians over several of them; a stage that is not reached within 300 s counts as that.
 *
 *  open_to_button_ms: from the address to a button that can be pressed. click_to_court_ms, click_to_ball_ms: from the press to the first frame of the
 *  court, and to the first in which the ball moves. From the ball's first move: ghost_s, until the partner's ghost first shows where it expects the
 *  paddle; ghost_settles_s, until that first came true or not; revision_s, until the partner first plays what it learned here; sentence_s, until it
 *  first says what it noticed.
 *
 *  Options: person (weak-corner), people (3), width, height (1440, 900). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const number = (name: string, usual: number): number => {
    const value = Number(options[name] ?? usual)
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is a whole number from 1 on`)
    return value
  }
  const { name } = personByName(options['person'] ?? 'weak-corner')
  const viewport = { width: number('width', 1440), height: number('height', 900) }
  const walks: Record<string, number>[] = []
  const server = await startServer()
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  try {
    for (let seed = 1; seed <= number('people', 3); seed++) {
      const context = await browser.newContext({ viewport, baseURL: server.origin })
      walks.push(await walk(await context.newPage(), name, seed))
      process.stderr.write(`${JSON.stringify(walks.at(-1))}\n`)
      await context.close()
    }
  } finally {
    await browser.close()
    await server.close()
  }
  return Object.fromEntries(
    Object.keys(walks[0]!).map((key) => [
      key,
      quantile(
        walks.map((one) => one[key]!).toSorted((a, b) => a - b),
        0.5,
      ),
    ]),
  )
}

async function walk(page: Page, name: string, seed: number): Promise<Record<string, number>> {
  await page.addInitScript({ content: await scriptForPage() })
  await page.addInitScript({ content: 'globalThis.stages = personInPage.watchStages()' })
  const opened = performance.now()
  await page.goto('/')
  const play = page
    .getByRole('button', { name: 'Play now' })
    .or(page.getByRole('link', { name: 'Play now' }))
    .first()
  await play.click({ trial: true })
  const open_to_button_ms = performance.now() - opened
  await play.click()
  await page.waitForFunction(() => Boolean(window.stages.ball), null, { timeout: MOST })
  await page.evaluate(([who, from]) => void (window.person = window.personInPage.sitDown(who, from)), [
    name,
    seed,
  ] as const)
  const until = performance.now() + MOST
  // Whoever has lost plays again.
  while (!(await allShownOrOver(page, until - performance.now()))) {
    await page.getByRole('button', { name: 'Play again' }).click()
    await page.locator('[data-testid=match][data-state=playing]').waitFor()
  }
  const { at, trainer } = await page.evaluate(() => ({ at: window.stages, trainer: window.trainers[0] }))
  const since = (time: number | null | undefined): number =>
    ((time ?? Infinity) === Infinity ? MOST : time! - at.ball!) / 1000
  return {
    open_to_button_ms,
    click_to_court_ms: at.court! - at.clicked!,
    click_to_ball_ms: at.ball! - at.clicked!,
    ghost_s: since(trainer?.expected),
    ghost_settles_s: since(trainer?.cameOut),
    revision_s: since(trainer?.firstServed),
    sentence_s: since(at.said),
  }
}

/** Whether all that the first partner shows has been there, or the time is up; false where the match is over before. */
async function allShownOrOver(page: Page, timeout: number): Promise<boolean> {
  const found = await page
    .waitForFunction(
      () => {
        const { said } = window.stages
        const trainer = window.trainers[0]
        if (said && trainer?.expected && trainer.cameOut && trainer.firstServed) return 'shown'
        return document.querySelector('[data-state=over]') && 'over'
      },
      null,
      { timeout: Math.max(1, timeout) },
    )
    .catch(() => null)
  return (await found?.jsonValue()) !== 'over'
}
