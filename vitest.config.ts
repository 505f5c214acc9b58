import { defineConfig } from 'vitest/config'

/** Two suites: `unit` needs nothing but the code; `integration` starts processes, databases or a whole Sparring. */
const integration = ['test/**/*.integration.test.ts', 'test/start/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: 'test/support/fuzz-seed.ts',
          include: ['test/**/*.test.ts'],
          exclude: [...integration, 'test/{e2e,load,bench}/**'],
          // Only what hangs reaches it: a busy machine must not fail a test.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          globalSetup: 'test/support/integration-setup.ts',
          setupFiles: 'test/support/fuzz-seed.ts',
          include: integration,
          exclude: ['test/{e2e,load,bench}/**'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
