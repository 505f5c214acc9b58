import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './test/support/chromium.mjs'

const executablePath = (await findChromium()) ?? undefined

/** What a partner learns in the time of a match: two cores are few for that, and a neighbour takes one. */
const ALONE = ['**/main-job.e2e.ts', '**/lost-and-found.e2e.ts']

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  timeout: 120_000,
  // Letters are drawn a little otherwise from machine to machine.
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, scale: 'css' } },
  snapshotPathTemplate: '{testDir}/screens/{arg}{ext}',
  workers: 2,
  retries: 0,
  // `npm test` runs these one after the other.
  projects: [
    { name: 'side by side', testIgnore: ALONE, fullyParallel: true, outputDir: 'test-results/e2e/side-by-side' },
    { name: 'alone', testMatch: ALONE, workers: 1, outputDir: 'test-results/e2e/alone' },
  ],
  forbidOnly: !!process.env.CI,
  reporter: process.env.SPARRING_REPORT ? [['line'], ['json', { outputFile: process.env.SPARRING_REPORT }]] : 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: chromiumFlags },
    // Pictures of every frame would cost a tenth of the processor.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
})
