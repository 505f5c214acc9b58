import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './test/support/chromium.mjs'

const executablePath = (await findChromium()) ?? undefined

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // Two cores: a match in one browser already fills them.
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  reporter: process.env.SPARRING_REPORT ? [['line'], ['json', { outputFile: process.env.SPARRING_REPORT }]] : 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: chromiumFlags },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
