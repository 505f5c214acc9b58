import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { PongDrawn } from '../../app/_stage/pong/pong-scene.ts'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import { decodeLog, readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import type { Row } from '../../game/core/task.ts'
import { taskById } from '../../game/tasks/index.ts'
import { chooseForMatch } from './choose-for-match.ts'
import { DrawnMatch } from './drawn-match.ts'
import { paddleFigures, type KeyChange } from './drawn-paddle.ts'
import { playByScript } from './scripted-person.ts'

/** Without a GPU each pixel of a court costs processor time. */
export const SMALL_WINDOW = { width: 480, height: 420 }

/** One frame that a page drew; see DrawnFrame. */
interface RecordedFrame {
  count: number
  at: number
  millis: number
  scene: PongDrawn
}

interface Recording {
  frames: RecordedFrame[]
  keys: KeyChange[]
  hits: number
}

declare global {
  interface Window {
    recording?: Recording
  }
}

/** What a page drew of one match, beside what the server said of it. */
export interface RecordedMatch {
  frames: number
  /** Frames that were drawn and not recorded. */
  missed: number
  contacts: number
  /** Furthest that the ball moved in a frame, in what it covers in that time at its speed. */
  mostBallStep: number
  contradictions: string[]
  paddle: ReturnType<typeof paddleFigures>
}

/** Begins a match against a built-in, to 21; gives its id. */
export async function spar(page: Page, origin = ''): Promise<string> {
  await page.goto(`${origin}/play/pong`)
  await chooseForMatch(page, '21')
  await page.getByRole('button', { name: 'Spar with Hound' }).click()
  await page.waitForURL(/\/match\//)
  await page.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 60)
  return new URL(page.url()).pathname.split('/').at(-1)!
}

export async function leave(page: Page): Promise<void> {
  if ((await page.getByTestId('match').getAttribute('data-state')) === 'over') return
  await page.getByRole('button', { name: 'Leave the match' }).click()
  await page.waitForURL((url) => url.pathname === '/play/pong')
}

/** Lets a script play a match in seat 0, until there were so many paddle contacts or it is over, and gives what was drawn of it.
 *  origin: the server as the page finds it. */
export async function playRecorded(page: Page, origin: string, contacts: number): Promise<RecordedMatch> {
  // Our compiler names functions by a helper of its own, which a page does not have.
  await page.addInitScript('globalThis.__name ??= (named) => named')
  const match = await spar(page, origin)
  await record(page)
  await playByScript(page, { floor: -60 })
  await page.waitForFunction(
    (enough) => window.recording!.hits >= enough || document.querySelector('[data-state=over]'),
    contacts + 2,
    { timeout: 0 },
  )
  const { frames, keys } = await page.evaluate(() => window.recording!)
  await leave(page)
  const rows = await rowsOf(page, `${origin}/api/matches/${match}/log`)

  const drawn = new DrawnMatch()
  for (let tick = 1; tick < rows.length; tick++) drawn.tell(tick, rows[tick - 1]!, rows[tick]!)
  for (const { scene, millis } of frames)
    drawn.draw(scene, (millis * 60) / 1000, scene.time, (tick) => rows[tick] ?? null)
  const from = Math.ceil(frames[0]!.scene.time) + 60
  // After the last point nothing moves any more.
  const over = frames.findIndex(({ scene }) => Math.max(...scene.scores) >= 21 || !scene.ball)
  const heights = frames.map(({ at, scene }) => ({ at, height: scene.paddles[0] }))
  return {
    frames: frames.length,
    missed: frames.at(-1)!.count - frames[0]!.count + 1 - frames.length,
    contacts: drawn.hits(from),
    mostBallStep: drawn.fastest,
    contradictions: drawn.contradictions(from),
    paddle: paddleFigures(over < 0 ? heights : heights.slice(0, Math.max(0, over - 60)), keys),
  }
}

/** Keeps each frame that is drawn from now on, and each key. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recording: Recording = { frames: [], keys: [], hits: 0 }
    window.recording = recording
    const held: string[] = []
    for (const type of ['keydown', 'keyup'] as const)
      window.addEventListener(
        type,
        ({ code }) => {
          if (type === 'keydown') held.push(code)
          else held.splice(held.indexOf(code), 1)
          const last = held.at(-1)
          recording.keys.push({ at: performance.now(), way: last === 'KeyW' ? 1 : last === 'KeyS' ? -1 : 0 })
        },
        { capture: true },
      )
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
export async function rowsOf(page: Page, address: string): Promise<Row[]> {
  let reply = await page.request.get(address)
  while (reply.status() === 404) reply = await page.request.get(address)
  const { header, body, footer } = decodeLog(inflateRawSync(await reply.body()))
  const playback = new Playback(taskById(header.task), header)
  const rows: Row[] = []
  playback.apply(
    readEvents(body, playback.codec.bytes),
    footer.ticks,
    ({ tick, state }) => (rows[tick] = state.slice()),
  )
  if (playback.differences > 0) throw new Error('The log does not come to what it says')
  return rows
}
