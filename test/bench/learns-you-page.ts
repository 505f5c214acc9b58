import { chromium } from '@playwright/test'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { houseAgent } from '../support/house-agents.ts'
import { marginAgainstMiddle, shareAgainst } from '../support/learns-you-run.ts'
import { personByName } from '../support/people/kinds.ts'
import { learnInPage, type LearnedInPage } from '../support/person-at-page.ts'
import { SMALL_WINDOW } from '../support/recorded-page.ts'
import { startServer } from '../support/server.ts'

export const needsPages = true

/** As in `learns-you`: a game to 21 against the middle built-in for so many points of the others. */
const POINTS_PER_GAME = 20
const POINTS = 100

/** Whether a partner learns the person in the product as people have it: in Chromium, on the built pages, a guest spars with a partner of "Minute"
 *  that holds nothing back, to 21 and then again, while a scripted person presses the page's keys. Then the first and the last revision that the
 *  server holds, frozen, play 2,000 points each against that person, and games against the middle built-in.
 *
 *  before_share, after_share, gain_points: share of the points against the person, and the difference in points of a hundred; the same serves for
 *  both. before_margin, after_margin: mean margin in games to 21 against the middle built-in.
 *  practice_decisions, decisions_per_s, studied: of the page's trainer. foresight_error, stranger_error: how far off its ghost was in the last
 *  match, and whoever knows nothing, in paddle heights.
 *  hand_ticks, hand_ticks_p90: time from what the person saw to the paddle's first move, in ticks, median and 90th percentile; in `learns-you` it is
 *  always 3 and the person's reaction.
 *
 *  Options: person (weak-corner), seconds of play (300), seed (1), points (2000), target (21). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const number = (name: string, usual: number): number => {
    const value = Number(options[name] ?? usual)
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is a whole number from 1 on`)
    return value
  }
  const person = personByName(options['person'] ?? 'weak-corner')
  const [seed, points] = [number('seed', 1), number('points', 2000)]
  const how = { seconds: number('seconds', 300), seed, target: number('target', 21) }
  const { first, last, ...learned } = await inBrowser(person.name, how)
  process.stderr.write(`${JSON.stringify(learned)}\n`)
  const minute = await houseAgent('minute')
  const heldOut = 1_000_000 + 100 * seed
  const games = Math.ceil(points / POINTS_PER_GAME)
  const [before_share, after_share] = [
    await shareAgainst(person, minute, first, points, heldOut),
    await shareAgainst(person, minute, last, points, heldOut),
  ]
  return {
    before_share,
    after_share,
    gain_points: POINTS * (after_share - before_share),
    before_margin: await marginAgainstMiddle(minute, first, games, heldOut),
    after_margin: await marginAgainstMiddle(minute, last, games, heldOut),
    ...learned,
  }
}

async function inBrowser(name: string, how: Parameters<typeof learnInPage>[2]): Promise<LearnedInPage> {
  const server = await startServer()
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  try {
    return await learnInPage(await browser.newPage({ viewport: SMALL_WINDOW, baseURL: server.origin }), name, how)
  } finally {
    await browser.close()
    await server.close()
  }
}
