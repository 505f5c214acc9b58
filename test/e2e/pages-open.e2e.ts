import { DEFAULT_AGENT } from '../../server/base/ids.ts'
import { expect, test } from '../support/players.ts'

/** The player fixture fails a test at any error on the console: a script that the policy forbids, a reply that is missing, a page that
 *  does not hydrate. */
// The first four are rendered when they are built, the others at each request.
for (const [path, status] of [
  ['/', 200],
  ['/me', 200],
  ['/recover', 200],
  ['/privacy', 200],
  ['/leaderboard', 200],
  ['/daily', 200],
  [`/agent/${DEFAULT_AGENT}`, 200],
  ['/player/0000000000000000', 404],
  ['/match/0000000000000000', 404],
  ['/join/nobody', 404],
] as const) {
  test(`${path} opens without an error, isolated, and with a policy`, async ({ player }) => {
    // What is not there is asked for and answered 404, which the browser reports.
    const page = await player('ann', { expectedErrors: /status of 404/ })
    const response = await page.goto(path)
    expect(response?.status()).toBe(status)
    const headers = response?.headers() ?? {}
    expect(headers['content-security-policy']).toContain(
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-",
    )
    expect(headers['content-security-policy']).not.toContain("script-src 'self' 'unsafe-inline'")
    await expect(page.getByRole('main')).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  })
}

test('an address that does not exist says so in our own words', async ({ player }) => {
  const page = await player('ann', { expectedErrors: /status of 404/ })
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('main')).toBeVisible()
})

test('the server refuses an inline script that is not its own', async ({ player }) => {
  const page = await player('ann', { expectedErrors: /Content Security Policy/ })
  await page.goto('/')
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "planted"'
    document.body.append(script)
  })
  await expect(page).not.toHaveTitle('planted')
})

test('the server refuses an inline style element, hears of it, and lets no page be framed', async ({
  player,
  sparring,
}) => {
  const page = await player('ann', { expectedErrors: /Content Security Policy/ })
  const response = await page.goto('/')
  const policy = response?.headers()['content-security-policy'] ?? ''
  for (const part of [
    "style-src 'self'; ",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ])
    expect(policy).toContain(part)
  const reported = page
    .context()
    .waitForEvent('response', { predicate: (reply) => reply.url().endsWith('/api/csp-report') })
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { outline: 7px solid red }'
    document.head.append(style)
  })
  expect((await reported).status()).toBe(204)
  expect(await page.evaluate(() => getComputedStyle(document.body).outlineWidth)).not.toBe('7px')
  expect(await (await fetch(`${sparring.origin}/metrics`)).text()).toMatch(/^sparring_csp_reports_total [1-9]/m)
})

test('a dialog keeps the page behind it from scrolling, within the policy', async ({ player }) => {
  const page = await player('bea')
  await page.goto('/play/pong')
  const overflow = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).overflowY)
  const before = await overflow()
  await page
    .getByRole('button', { name: /invite/i })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(overflow).toBe('hidden')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(overflow).toBe(before)
})
