import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { encodeLog } from '../../game/core/match-log.ts'
import { tasks } from '../../game/tasks/index.ts'
import { expect, test } from '../support/players.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'
import type { replay } from '../support/replay-in-page.ts'

declare global {
  interface Window {
    sparringTest: { replay: typeof replay }
  }
}

for (const task of tasks)
  test(`ten long ${task.name} logs give the same hashes in Chromium as in Node`, async ({ page }) => {
    const bundle = await build({
      entryPoints: [fileURLToPath(new URL('../support/replay-in-page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'sparringTest',
    })
    await page.goto('about:blank')
    await page.addScriptTag({ content: bundle.outputFiles[0]!.text })
    for (let seed = 1; seed <= 10; seed++) {
      const { log } = recordMatch(task, seed, restlessActions(task, seed), {
        ticks: 20_000,
        ...(task.timedGame ? { options: task.timedGame } : {}),
      })
      const result = await page.evaluate((file) => window.sparringTest.replay(file), [...encodeLog(log)])
      expect(result).toEqual({ finalHash: log.footer.finalHash, differences: 0, ticks: log.footer.ticks })
    }
  })
