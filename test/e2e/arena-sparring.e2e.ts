import type { Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import type { Task } from '../../game/core/task.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'
import { volley } from '../../game/tasks/volley/volley.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { openHood } from '../support/open-hood.ts'
import { playByControls } from '../support/person-at-controls.ts'
import { expect, test } from '../support/players.ts'
import { revisionsThatPlayed, storedLog } from '../support/stored-log.ts'

/** Without a GPU each pixel of a court costs processor time, which the trainer needs. */
const SMALL = { width: 390, height: 700 }
const REVISIONS = 3

/** Which revision the panel tells of (0: none that was learned), and the number of the confirmed tick, −1 where it is one of a serve. */
async function now(page: Page, { layout, atServe }: Task): Promise<{ revision: number; tick: number }> {
  const { revision, state } = await page.evaluate(() => ({
    revision: Number(document.querySelector('[data-testid=revision]')?.textContent ?? 0),
    state: window.sparring?.confirmed ?? {},
  }))
  const serves = atServe(Float64Array.from(layout, (name) => state[name] ?? NaN))
  return { revision, tick: serves ? -1 : (state['tick'] ?? -1) }
}

/** Looks again and again which revision plays. Gives how many learned ones have been seen to: the panel hears of one before the confirmed state has come
 *  to its serve, so what is told of it still a second later, in play, has played. */
function watchPlay(page: Page, task: Task): () => Promise<number> {
  const firstSeen = new Map<number, number>()
  const played = new Set<number>()
  return async () => {
    const { revision, tick } = await now(page, task)
    if (revision > 0 && tick >= 0) {
      const first = firstSeen.get(revision) ?? tick
      firstSeen.set(revision, first)
      if (tick >= first + task.ticksPerSecond) played.add(revision)
    }
    return played.size
  }
}

for (const { task, length } of [
  { task: volley, length: '7' },
  { task: sumo, length: 'Best of 9' },
])
  test(`a partner learns ${task.name} during a match, and at least three of its revisions play`, async ({
    player,
    sparring,
  }) => {
    test.setTimeout(180_000)
    const page = await player('ann', { viewport: SMALL, reducedMotion: 'reduce' })
    await page.goto(`/play/${task.id}`)
    await chooseForMatch(page, 'Easy on me')
    await chooseForMatch(page, length)
    await page.getByRole('button', { name: 'Spar with Minute' }).click()
    await page.waitForURL(/\/match\//)
    const match = new URL(page.url()).pathname.split('/').at(-1)!
    await openHood(page)
    const person = playByControls(page, task, { waits: true })
    await expect.poll(watchPlay(page, task), { timeout: 120_000, intervals: [250] }).toBeGreaterThanOrEqual(REVISIONS)
    await person.stop()
    await page.getByRole('button', { name: 'Leave the match' }).click()
    await page.waitForURL((url) => url.pathname === `/play/${task.id}`)
    const log = await storedLog(page, sparring.origin, match)
    expect(revisionsThatPlayed(task, log).length).toBeGreaterThanOrEqual(REVISIONS)
  })
