import { chromium } from '@playwright/test'
import { BadNetwork } from '../support/bad-network.ts'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { playRecorded, SMALL_WINDOW } from '../support/recorded-page.ts'
import { startServer } from '../support/server.ts'
import { BAD_WEATHER, CALM } from '../support/weather.ts'

export const needsPages = true

const INPUTS = { calm: CALM, late: { delay: 150, jitter: 50 }, held: BAD_WEATHER }

/** A real page behind a bad network: a relay delays each batch of a real server by 150 ± 50 ms and holds 3 % of them, and all behind them, for
 *  250 ms, while a script plays with real key events. What the page drew, frame by frame, is compared with the log of the match.
 *  Options: contacts (200, of a ball and a paddle), inputs (`calm`: as they are; `late`: 150 ± 50 ms later; `held`: as batches), seed (1) of the
 *  network.
 *  most_ball_step: furthest that the ball moved in a frame, in what it covers in that time at its speed; at most 1.5 is wanted.
 *  contradictions: hits and misses that were drawn and are not what the server said of that tick, and the other way round; none is wanted.
 *  paddle_waits: of the paddle_frames, those in which the own paddle was later than its speed says; see `paddleFigures`; none is wanted.
 *  paddle_slowest and _fastest: least and most that it moved in a frame of a held key, in what its speed says. No frame is left out for its
 *  length; frames_missed were drawn and not seen. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const contacts = Number(options['contacts'] ?? 200)
  const inputs = options['inputs'] ?? 'calm'
  if (!(inputs in INPUTS)) throw new Error(`inputs is one of ${Object.keys(INPUTS).join(', ')}, and not ${inputs}.`)
  const server = await startServer()
  const weather = { down: BAD_WEATHER, up: INPUTS[inputs as keyof typeof INPUTS] }
  const network = await BadNetwork.open(server.origin, weather, Number(options['seed'] ?? 1))
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  const sum = { matches: 0, frames: 0, frames_missed: 0, contacts: 0, most_ball_step: 0, contradictions: 0 }
  const paddle = { paddle_frames: 0, paddle_waits: 0, paddle_slowest: Infinity, paddle_fastest: 0 }
  try {
    const page = await browser.newPage({ viewport: SMALL_WINDOW })
    while (sum.contacts < contacts) {
      const match = await playRecorded(page, network.origin, contacts - sum.contacts)
      sum.matches++
      sum.frames += match.frames
      sum.frames_missed += match.missed
      sum.contacts += match.contacts
      sum.most_ball_step = Math.max(sum.most_ball_step, match.mostBallStep)
      sum.contradictions += match.contradictions.length
      paddle.paddle_frames += match.paddle.frames
      paddle.paddle_waits += match.paddle.waits.length
      paddle.paddle_slowest = Math.min(paddle.paddle_slowest, match.paddle.slowest)
      paddle.paddle_fastest = Math.max(paddle.paddle_fastest, match.paddle.fastest)
      process.stderr.write(`${JSON.stringify({ ...sum, ...paddle })}\n`)
      for (const line of [...match.contradictions, ...match.paddle.waits]) process.stderr.write(`${line}\n`)
    }
  } finally {
    await browser.close()
    await network.close()
    await server.close()
  }
  return { ...sum, ...paddle }
}
