import { type BrowserContext, test as base, type Page } from '@playwright/test'
import { startServer, type TestServer } from './server.ts'

export { expect } from '@playwright/test'

export interface PlayerOptions {
  /** Console errors that this test provokes: a page it asks for that is not there, a network it cuts. */
  expectedErrors?: RegExp
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  reducedMotion?: 'reduce'
}

interface Fixtures {
  /** A person in a browser of their own, by name: the same page each time. Any console error, page error or violation of the content
   *  security policy fails the test. */
  player: (name: string, options?: PlayerOptions) => Promise<Page>
}

interface WorkerFixtures {
  /** Settings of this Sparring, as environment variables. */
  settings: Record<string, string>
  /** One Sparring for all tests of a file's worker, on the built pages. */
  sparring: TestServer
}

/** Playwright's test with a real Sparring and named players. Its plain `page` is watched for errors as the players' pages are. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { option: true, scope: 'worker' }],
  sparring: [
    async ({ settings }, use) => {
      const server = await startServer(settings)
      await use(server)
      await server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ page }, use) => {
    const errors: string[] = []
    await watchPage(page, (text) => errors.push(text))
    await use(page)
    base.expect(errors, 'errors of the page').toEqual([])
  },
  player: async ({ browser, sparring }, use, testInfo) => {
    const people = new Map<string, { context: BrowserContext; page: Page }>()
    const errors: string[] = []
    await use(async (name, options = {}) => {
      const known = people.get(name)
      if (known) return known.page
      const { viewport = { width: 1440, height: 900 }, colorScheme = 'dark', expectedErrors, reducedMotion } = options
      const context = await browser.newContext({ baseURL: sparring.origin, viewport, colorScheme, reducedMotion })
      const page = await context.newPage()
      const note = (text: string): void => {
        if (!expectedErrors?.test(text)) errors.push(`${name}: ${text}`)
      }
      await watchPage(page, note)
      people.set(name, { context, page })
      return page
    })
    for (const [name, { context, page }] of people) {
      if (testInfo.status !== testInfo.expectedStatus && !page.isClosed()) {
        await testInfo.attach(`${name}.png`, { body: await page.screenshot(), contentType: 'image/png' })
      }
      await context.close()
    }
    base.expect(errors, 'errors of the page').toEqual([])
  },
})

/** Tells each console error, page error and violation of the content security policy of a page. */
async function watchPage(page: Page, note: (text: string) => void): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note(error.stack ?? error.message))
  await page.exposeFunction('reportViolation', (text: string) => note(`Content Security Policy violated: ${text}`))
  await page.addInitScript(watchPolicy)
}

/** Runs in each page before anything else. The event also comes where the console says nothing: for a policy that only reports, and for
 *  what a frame or a style attribute was refused. */
function watchPolicy(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { reportViolation } = window as Window & { reportViolation?: (text: string) => Promise<void> }
    void reportViolation?.(
      `${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`,
    )
  })
}
