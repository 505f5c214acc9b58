import { chromium, type CDPSession, type Page } from '@playwright/test'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'
import { startServer } from '../support/server.ts'

export const needsPages = true

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds. */
  ts: number
  dur?: number
  /** Of that, the time that the thread had a processor, microseconds. */
  tdur?: number
  args?: { name?: string }
}

/** What counts as our own script: anything that runs JavaScript, and the collection of its garbage. */
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'EventDispatch',
  'RunMicrotasks',
  'v8.callFunction',
  'WebSocketReceive',
  'MinorGC',
  'MajorGC',
])

/** A frame at 60 a second. */
const FRAME_MICROS = 1e6 / 60

/** How much of each frame of a sparring match our own script takes on the page's main thread, while its partner trains; measured in Chromium
 *  by a trace of the browser. Time is the thread's own processor time, so that a busy machine does not count. `frame_*` is by
 *  sixtieths of a second, whatever the machine manages to draw; `drawn_frame_*` from one drawn frame to the next. Options: url (a running Sparring; else one of its own is started on the built pages), seconds (20), warmup (10),
 *  width and height of the window (1440, 900; software graphics draw more frames of a smaller one). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const seconds = Number(options['seconds'] ?? 20)
  const warmup = Number(options['warmup'] ?? 10)
  const server = options['url'] ? null : await startServer()
  const browser = await chromium.launch({
    executablePath: await ensureChromium((line) => process.stderr.write(`${line}\n`)),
    args: chromiumFlags,
  })
  try {
    const page = await browser.newPage({
      viewport: { width: Number(options['width'] ?? 1440), height: Number(options['height'] ?? 900) },
    })
    await page.goto(options['url'] ?? server!.origin)
    await page.getByRole('button', { name: /play/i }).first().click()
    await page.waitForURL(/\/match\//)
    await page.locator('[data-testid=match][data-state=playing]').waitFor()
    const playing = { on: true }
    const hands = play(page, playing)
    await page.waitForTimeout(warmup * 1000)
    const events = await trace(await page.context().newCDPSession(page), () => page.waitForTimeout(seconds * 1000))
    playing.on = false
    await hands
    return figuresOf(events)
  } finally {
    await browser.close()
    await server?.close()
  }
}

/** Moves the paddle up and down until told to stop; plays again when a match is over. */
async function play(page: Page, playing: { on: boolean }): Promise<void> {
  for (let i = 0; playing.on; i++) {
    const key = i % 2 === 0 ? 'KeyW' : 'KeyS'
    await page.keyboard.down(key)
    await page.waitForTimeout(180 + (i % 5) * 60)
    await page.keyboard.up(key)
    const again = page.getByRole('button', { name: 'Play again' })
    if (await again.isVisible()) await again.click()
  }
}

async function trace(session: CDPSession, during: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown[]).map((event) => event as TraceEvent)),
  )
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel', 'v8', 'blink.user_timing', '__metadata'] },
  })
  await during()
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  return events
}

function figuresOf(events: readonly TraceEvent[]): Record<string, number> {
  const frames = events.filter((event) => event.name === 'FireAnimationFrame')
  // The page's main thread is the one whose frames there are most of; the worker has a thread of its own.
  const thread = mostFrequent(frames.map((event) => `${event.pid}:${event.tid}`))
  const mine = events.filter((event) => `${event.pid}:${event.tid}` === thread)
  // A frame may have several callbacks, of the court and of PixiJS's own clock: they follow on one another at once.
  const starts: number[] = []
  for (const { ts } of mine.filter((event) => event.name === 'FireAnimationFrame').sort((a, b) => a.ts - b.ts))
    if (starts.length === 0 || ts - starts.at(-1)! > FRAME_MICROS / 4) starts.push(ts)
  const spans = outermost(mine.filter((event) => event.ph === 'X' && SCRIPT.has(event.name)))
  const first = starts[0] ?? 0
  const last = starts.at(-1) ?? 0
  const sixtieths = new Float64Array(Math.max(1, Math.ceil((last - first) / FRAME_MICROS)))
  const draws = new Float64Array(Math.max(1, starts.length - 1))
  let draw = 0
  for (const { ts, dur = 0, tdur = dur } of spans) {
    if (ts < first || ts >= last) continue
    while (starts[draw + 1]! <= ts) draw++
    draws[draw]! += tdur / 1000
    sixtieths[Math.floor((ts - first) / FRAME_MICROS)]! += tdur / 1000
  }
  const intervals = starts.slice(1).map((start, i) => (start - starts[i]!) / 1000)
  return {
    frames_drawn: starts.length,
    frames_per_s: (1e6 * intervals.length) / Math.max(1, last - first),
    frame_interval_ms_p95: percentile(intervals, 0.95),
    frame_script_ms_mean: mean([...sixtieths]),
    frame_script_ms_p50: percentile([...sixtieths], 0.5),
    frame_script_ms_p95: percentile([...sixtieths], 0.95),
    frame_script_ms_p99: percentile([...sixtieths], 0.99),
    drawn_frame_script_ms_p50: percentile([...draws], 0.5),
    drawn_frame_script_ms_p95: percentile([...draws], 0.95),
  }
}

/** The events that lie in no other, in order: what is called from within is not counted twice. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const outer: TraceEvent[] = []
  let end = -Infinity
  for (const event of [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    if (event.ts < end) continue
    outer.push(event)
    end = event.ts + (event.dur ?? 0)
  }
  return outer
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
