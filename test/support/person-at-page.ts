import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'esbuild'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import { MeView, type PartnerView } from '../../game/protocol/http.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { chooseForMatch } from './choose-for-match.ts'
import type * as inPage from './person-in-page.ts'
import { leave } from './recorded-page.ts'
import { quantile } from './statistics.ts'

declare global {
  interface Window {
    personInPage: typeof inPage
    person: inPage.PersonInPage
    trainers: readonly inPage.HeardTrainer[]
    stages: inPage.Stages
  }
}

const POLL_MILLIS = 250
const MOST_POLLS = 120

/** What was learned in a page while a person played in it. */
export interface LearnedInPage {
  /** Weights of the first and of the last revision that the server holds. */
  first: Float32Array
  last: Float32Array
  /** Of the last revision. */
  revisions: number
  matches: number
  seconds: number
  person_points: number
  partner_points: number
  practice_decisions: number
  decisions_per_s: number
  studied: number
  foresight_error: number
  stranger_error: number
  rollbacks: number
  hand_ticks: number
  hand_ticks_p90: number
}

/** Lets a scripted person spar with a partner of "Minute" that holds nothing back, match after match, for so many seconds of play, and leave.
 *  page: of a guest of whom nothing is known yet. target: of each match. */
export async function learnInPage(
  page: Page,
  name: string,
  { seconds, seed, target }: { seconds: number; seed: number; target: number },
): Promise<LearnedInPage> {
  await page.addInitScript({ content: await scriptForPage() })
  await page.goto('/play/pong')
  await chooseForMatch(page, 'Your best')
  await chooseForMatch(page, String(target))
  await page.getByRole('button', { name: 'Spar with Minute' }).click()
  await page.waitForURL(/\/match\//)
  await page.waitForFunction(() => (window.sparring?.state?.['tick'] ?? 0) > 0)
  const begun = performance.now()
  await page.evaluate(([who, from]) => void (window.person = window.personInPage.sitDown(who, from)), [
    name,
    seed,
  ] as const)
  const { revisions } = await partnerOf(page, () => true)
  const first = await weightsOf(page, revisions.find(({ number }) => number === 0)?.hash)
  let matches = 1
  while (!(await playedEnough(page, seconds * pong.ticksPerSecond))) {
    await page.getByRole('button', { name: 'Play again' }).click()
    await page.locator('[data-testid=match][data-state=playing]').waitFor()
    matches++
  }
  const wallSeconds = (performance.now() - begun) / 1000
  const { ticks, points, delays, trainers } = await page.evaluate(() => {
    const { ticks, points, delays } = window.person
    window.person.stop()
    return { ticks, points, delays, trainers: window.trainers }
  })
  await leave(page)
  const sorted = delays.toSorted((a, b) => a - b)
  const served = Math.max(0, ...trainers.map((trainer) => trainer.served))
  const partner = await partnerOf(page, ({ headNumber }) => headNumber >= served)
  const told = trainers.flatMap(({ status }) => status ?? [])
  for (const { message, backend } of told) process.stderr.write(`${backend}: ${message}\n`)
  const sum = (key: 'practiceDecisions' | 'studiedMoves' | 'rollbacks'): number =>
    told.reduce((all, status) => all + status[key], 0)
  const foresight = told.findLast((status) => status.foresight)?.foresight
  return {
    first,
    last: await weightsOf(page, partner.revisions.find(({ head }) => head)?.hash),
    revisions: partner.headNumber,
    matches,
    seconds: ticks / pong.ticksPerSecond,
    person_points: points[0],
    partner_points: points[1],
    practice_decisions: sum('practiceDecisions'),
    decisions_per_s: sum('practiceDecisions') / wallSeconds,
    studied: sum('studiedMoves'),
    foresight_error: foresight?.error ?? Number.NaN,
    stranger_error: foresight?.stranger ?? Number.NaN,
    rollbacks: sum('rollbacks'),
    hand_ticks: quantile(sorted, 0.5),
    hand_ticks_p90: quantile(sorted, 0.9),
  }
}

/** Runs before all scripts of a page, and hears its trainers. */
export async function scriptForPage(): Promise<string> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('person-in-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'personInPage',
    footer: { js: 'globalThis.personInPage = personInPage; globalThis.trainers = personInPage.hearTrainers()' },
  })
  return bundle.outputFiles[0]!.text
}

/** Whether the person has played so many ticks; false where the match is over before. */
async function playedEnough(page: Page, ticks: number): Promise<boolean> {
  const found = await page.waitForFunction(
    (enough) => (window.person.ticks >= enough ? 'enough' : document.querySelector('[data-state=over]') && 'over'),
    ticks,
    { timeout: 0 },
  )
  return (await found.jsonValue()) === 'enough'
}

/** The guest's one partner, once it is as wanted. Throws where it is not so for a long time. */
async function partnerOf(page: Page, wanted: (partner: PartnerView) => boolean): Promise<PartnerView> {
  for (let polls = 0; polls < MOST_POLLS; polls++) {
    const me = MeView.parse(await page.evaluate(async (): Promise<unknown> => (await fetch('/api/me')).json()))
    const partner = me.partners[0]
    if (partner && wanted(partner)) return partner
    await page.waitForTimeout(POLL_MILLIS)
  }
  throw new Error('The server does not show the partner as it should be by now')
}

/** As its owner may have them: the page asks, since the server ignores the cookies of whoever names no origin. */
async function weightsOf(page: Page, hash: string | undefined): Promise<Float32Array> {
  if (!hash) throw new Error('The server shows no such revision')
  const bytes = await page.evaluate(async (address) => {
    const reply = await fetch(address)
    return reply.ok ? [...new Uint8Array(await reply.arrayBuffer())] : null
  }, `/api/weights/${hash}`)
  if (!bytes) throw new Error(`The server does not give the weights ${hash}`)
  return weightsFromBytes(Uint8Array.from(bytes))
}
