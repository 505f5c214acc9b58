import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { PongDrawn } from '../../app/_stage/pong/pong-scene.ts'
import type {} from '../../app/match/use-console-handle.ts'
import { decodeLog, readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import type { Row } from '../../game/core/task.ts'
import { taskById } from '../../game/tasks/index.ts'
import { BadNetwork } from '../support/bad-network.ts'
import { DrawnMatch } from '../support/drawn-match.ts'
import { expect, test } from '../support/players.ts'
import { playByScript } from '../support/scripted-person.ts'
import { BAD_WEATHER } from '../support/weather.ts'

/** Paddle contacts that are looked at; 0: none. What a page draws in a frame hangs on a machine with time for it, and ten contacts take a
 *  minute, so this runs where it is asked for: `CONTACTS=10 npx playwright test bad-network`. What the page computes from late batches is
 *  tested at every run, over 200 contacts, in test/net/bad-network.test.ts. */
const CONTACTS = Number(process.env['CONTACTS'] ?? 0)
/** Without a GPU each pixel of a court costs processor time. */
const SMALL = { width: 480, height: 420 }

// A trace takes pictures all the time: what that costs is missing to the page and to the relay.
test.use({ trace: 'off' })

interface Frame {
  count: number
  at: number
  millis: number
  scene: PongDrawn
}

interface Recording {
  frames: Frame[]
  hits: number
}

declare global {
  interface Window {
    recording?: Recording
  }
}

async function spar(page: Page, origin = ''): Promise<string> {
  await page.goto(`${origin}/`)
  await page.getByRole('radio', { name: '21', exact: true }).check({ force: true })
  await page.getByRole('button', { name: 'Spar with Hound' }).click()
  await page.waitForURL(/\/match\//)
  await page.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 60)
  return new URL(page.url()).pathname.split('/').at(-1)!
}

async function leave(page: Page): Promise<void> {
  if ((await page.getByTestId('match').getAttribute('data-state')) === 'over') return
  await page.getByRole('button', { name: 'Leave the match' }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** Keeps each frame that is drawn from now on. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recording: Recording = { frames: [], hits: 0 }
    window.recording = recording
    const look = (): void => {
      const drawn = window.sparring?.drawn
      if (drawn && drawn.count !== recording.frames.at(-1)?.count) {
        const scene = structuredClone(drawn.scene) as PongDrawn
        recording.frames.push({ ...drawn, scene })
        recording.hits += scene.effects.filter((effect) => effect.kind === 'hit').length
      }
      requestAnimationFrame(look)
    }
    look()
  })
}

/** The rows of a match that has ended, by tick, as its log on the server says. */
async function rowsOf(page: Page, match: string): Promise<Row[]> {
  const log = (): ReturnType<typeof page.request.get> => page.request.get(`/api/matches/${match}/log`)
  await expect.poll(async () => (await log()).status()).toBe(200)
  const { header, body, footer } = decodeLog(inflateRawSync(await (await log()).body()))
  const playback = new Playback(taskById(header.task), header)
  const rows: Row[] = []
  const events = readEvents(body, playback.codec.bytes)
  playback.apply(events, footer.ticks, ({ tick, state }) => (rows[tick] = state.slice()))
  expect(playback.differences).toBe(0)
  return rows
}

test('behind a bad network the ball glides and no hit or miss is taken back', async ({ player, sparring }) => {
  test.skip(CONTACTS === 0, 'Asked for by CONTACTS=10.')
  test.setTimeout(120_000 + 10_000 * CONTACTS)
  const network = await BadNetwork.open(sparring.origin, { down: BAD_WEATHER, up: { delay: 150, jitter: 50 } })
  const ann = await player('ann', { viewport: SMALL })
  const sum = { matches: 0, frames: 0, contacts: 0, fastest: 0 }
  const contradictions: string[] = []
  while (sum.contacts < CONTACTS) {
    const match = await spar(ann, network.origin)
    await record(ann)
    await playByScript(ann, { floor: -60 })
    await ann.waitForFunction(
      (enough) => window.recording!.hits >= enough || document.querySelector('[data-state=over]'),
      CONTACTS - sum.contacts + 2,
      { timeout: 0 },
    )
    const recording = await ann.evaluate(() => window.recording!)
    await leave(ann)
    const rows = await rowsOf(ann, match)

    const drawn = new DrawnMatch()
    for (let tick = 1; tick < rows.length; tick++) drawn.tell(tick, rows[tick - 1]!, rows[tick]!)
    const { frames } = recording
    expect(frames.at(-1)!.count - frames[0]!.count, 'frames that were missed').toBe(frames.length - 1)
    for (const { scene, millis } of frames)
      drawn.draw(scene, (millis * 60) / 1000, scene.time, (tick) => rows[tick] ?? null)
    const from = Math.ceil(frames[0]!.scene.time) + 60
    sum.matches++
    sum.frames += frames.length
    sum.contacts += drawn.hits(from)
    sum.fastest = Math.max(sum.fastest, drawn.fastest)
    contradictions.push(...drawn.contradictions(from))
  }
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(sum) })
  expect(contradictions).toEqual([])
  expect(sum.fastest).toBeLessThanOrEqual(1.5)
  await ann.close()
  await network.close()
})

test('two tabs on one seat: the newer one plays, the older one says so and can take the seat back, each in the exact state', async ({
  player,
}) => {
  const first = await player('ann', { viewport: SMALL })
  const match = await spar(first)
  const second = await first.context().newPage()
  const states: Readonly<Record<string, number>>[] = []
  /** Waits until a page has gone on for a second from where it came in, and keeps what it then shows. */
  const goesOn = async (page: Page): Promise<void> => {
    const from = Math.max(...states.map((state) => state['tick']!), 0)
    await page.waitForFunction((tick) => (window.sparring?.state?.['tick'] ?? 0) > tick + 60, from)
    await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
    states.push(await page.evaluate(() => window.sparring!.state!))
  }
  const isTaken = (page: Page): Promise<void> =>
    expect(page.getByRole('heading', { name: 'This match goes on elsewhere' })).toBeVisible()
  const playsAgain = (page: Page): Promise<void> => page.getByRole('button', { name: 'Play here' }).click()

  await goesOn(first)
  await second.goto(first.url())
  await isTaken(first)
  await goesOn(second)
  await playsAgain(first)
  await isTaken(second)
  await goesOn(first)
  await playsAgain(second)
  await isTaken(first)
  await goesOn(second)
  expect(await second.evaluate(() => window.sparring!.seat)).toBe(0)

  await leave(second)
  const rows = await rowsOf(second, match)
  const { layout } = taskById('pong')
  for (const state of states)
    expect(state).toEqual(Object.fromEntries(layout.map((name, i) => [name, rows[state['tick']!]![i]])))
  await second.close()
})
