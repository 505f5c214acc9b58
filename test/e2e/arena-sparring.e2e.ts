import type { Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import type { Task } from '../../game/core/task.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'
import { volley } from '../../game/tasks/volley/volley.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { playByControls } from '../support/person-at-controls.ts'
import { notePlayedRevisions } from '../support/played-revisions.ts'
import { expect, test } from '../support/players.ts'
import { revisionsThatPlayed, storedLog } from '../support/stored-log.ts'

/** Without a GPU each pixel of a court costs processor time, which the trainer needs. */
const SMALL = { width: 390, height: 700 }
const REVISIONS = 3

/** The number of the confirmed tick, where it is one of play; −1 where it is one of a serve. */
async function tickOfPlay(page: Page, { layout, atServe }: Task): Promise<number> {
  const state = await page.evaluate(() => window.sparring?.confirmed ?? {})
  return atServe(Float64Array.from(layout, (name) => state[name] ?? NaN)) ? -1 : (state['tick'] ?? -1)
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
    const played = await notePlayedRevisions(page)
    const person = playByControls(page, task, { waits: true })

    await expect.poll(played, { timeout: 90_000 }).toBeGreaterThanOrEqual(REVISIONS)
    // The last of them was taken at a serve, and plays when that is over. The panel hears of it before the confirmed state has come so far, which
    // may still be one of the play before.
    const heard = await page.evaluate(() => window.sparring?.confirmed?.['tick'] ?? NaN)
    await expect
      .poll(() => tickOfPlay(page, task), { timeout: 30_000 })
      .toBeGreaterThan(heard + 2 * task.ticksPerSecond)
    await person.stop()
    await page.getByRole('button', { name: 'Leave the match' }).click()
    await page.waitForURL((url) => url.pathname === `/play/${task.id}`)
    const log = await storedLog(page, sparring.origin, match)
    expect(revisionsThatPlayed(task, log).length).toBeGreaterThanOrEqual(REVISIONS)
  })
