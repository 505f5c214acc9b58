import { chromium, type Browser, type Page } from '@playwright/test'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { startServer } from '../support/server.ts'

export const needsPages = true

/** A phone's window in CSS pixels. */
const PHONE = { width: 390, height: 844 }
/** Without a request and without a long task for this long, a page is quiet. */
const QUIET_MS = 1000
const LONGEST_MS = 30_000

/** Networks that can be imitated; `4g` is a good one: 9 Mbit/s down and 40 ms. */
const NETWORKS = {
  none: null,
  '4g': { offline: false, latency: 40, downloadThroughput: (10_000_000 * 0.9) / 8, uploadThroughput: 1_500_000 / 8 },
}

/** What the page's own observers have seen. */
interface Seen {
  firstPaint: number
  largestPaint: number
  shift: number
  longTasks: { start: number; duration: number }[]
}

/** How heavy and how quick a page is on its first visit, on a phone-class processor: Chromium with a cold cache, a window of 390 × 844, and
 *  a main thread slowed four times; figures are medians. `lcp_ms`: largest contentful paint. `tbt_ms`: total blocking time, of
 *  each long task after the first paint what is above 50 ms, until the page has been quiet for a second. `script_kb`: scripts as they
 *  came over the wire until then, in units of 1,000 bytes; nobody has touched the page. `cls`: layout shift. Options: url (a running
 *  Sparring; else one of its own is started on the built pages), path (/), loads (5), slowdown (4), network (`none`, or `4g`:
 *  9 Mbit/s and 40 ms). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const network = options['network'] ?? 'none'
  if (network !== 'none' && network !== '4g') throw new Error(`network is none or 4g, and not ${network}.`)
  const server = options['url'] ? null : await startServer()
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  try {
    const address = new URL(options['path'] ?? '/', options['url'] ?? server!.origin).href
    const slowdown = Number(options['slowdown'] ?? 4)
    const loads: Record<string, number>[] = []
    // The first load warms the server, whose pages are compiled when they are first asked for.
    for (let i = 0; i <= Number(options['loads'] ?? 5); i++) loads.push(await load(browser, address, slowdown, network))
    const counted = loads.slice(1)
    const figures: Record<string, number> = { loads: counted.length }
    for (const key of Object.keys(counted[0] ?? {})) figures[key] = median(counted.map((one) => one[key]!))
    return figures
  } finally {
    await browser.close()
    await server?.close()
  }
}

/** One visit in a browser profile of its own. */
async function load(
  browser: Browser,
  address: string,
  slowdown: number,
  network: keyof typeof NETWORKS,
): Promise<Record<string, number>> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    if (NETWORKS[network]) await session.send('Network.emulateNetworkConditions', NETWORKS[network])
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const scripts = new Set<string>()
    const sizes = { script: 0, all: 0, requests: 0 }
    let busyAt = Date.now()
    session.on('Network.requestWillBeSent', () => (busyAt = Date.now()))
    session.on('Network.responseReceived', ({ type, requestId }) => void (type === 'Script' && scripts.add(requestId)))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      busyAt = Date.now()
      sizes.requests++
      sizes.all += encodedDataLength
      if (scripts.has(requestId)) sizes.script += encodedDataLength
    })
    await page.addInitScript(observe)
    await page.goto(address)
    const seen = await quiet(page, () => busyAt)
    const blocked = seen.longTasks
      .filter((task) => task.start + task.duration > seen.firstPaint)
      .map((task) => Math.max(0, task.duration - 50))
    return {
      lcp_ms: seen.largestPaint,
      fcp_ms: seen.firstPaint,
      tbt_ms: blocked.reduce((sum, one) => sum + one, 0),
      longest_task_ms: Math.max(0, ...seen.longTasks.map((task) => task.duration)),
      script_kb: sizes.script / 1000,
      transfer_kb: sizes.all / 1000,
      requests: sizes.requests,
      cls: seen.shift,
    }
  } finally {
    await context.close()
  }
}

/** Runs in the page before anything else: keeps what the browser's own observers report. Holds no function with a name: the compiler
 *  would call a helper of its own for it, which the page does not have. */
function observe(): void {
  const seen = { firstPaint: 0, largestPaint: 0, shift: 0, longTasks: [] as { start: number; duration: number }[] }
  Object.assign(window, { seenByBench: seen })
  for (const type of ['paint', 'largest-contentful-paint', 'longtask', 'layout-shift'])
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === 'first-contentful-paint') seen.firstPaint = entry.startTime
        if (type === 'largest-contentful-paint') seen.largestPaint = entry.startTime
        if (type === 'longtask') seen.longTasks.push({ start: entry.startTime, duration: entry.duration })
        if ('value' in entry && typeof entry.value === 'number') seen.shift += entry.value
      }
    }).observe({ type, buffered: true })
}

/** What was seen once the page is quiet, or after half a minute. `requestedAt`: when a request last began or ended, in ms of Date.now(). */
async function quiet(page: Page, requestedAt: () => number): Promise<Seen> {
  const began = Date.now()
  for (;;) {
    await page.waitForTimeout(250)
    const { seen, calmFor } = await page.evaluate(() => {
      const { seenByBench } = window as Window & { seenByBench?: Seen }
      if (!seenByBench) throw new Error('The observers are not in the page.')
      const last = seenByBench.longTasks.at(-1)
      return { seen: seenByBench, calmFor: performance.now() - (last ? last.start + last.duration : 0) }
    })
    const calm = Math.min(calmFor, Date.now() - requestedAt()) >= QUIET_MS && seen.largestPaint > 0
    if (calm || Date.now() - began > LONGEST_MS) return seen
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
