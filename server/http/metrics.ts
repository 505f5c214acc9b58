import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Health, ResultsLeft } from './health.ts'

/** GET /metrics in the format of Prometheus. This is the one place where names are declared. Those of Node (`sparring_nodejs_…`,
 *  `sparring_process_…`: memory, event loop, collections, open handles) are prom-client's own, of the game process. */

/** The figures that the game process tells of itself (server/main.ts), by their name there. */
const FIGURES: Record<string, [name: string, help: string]> = {
  matches: ['sparring_matches', 'Matches being played.'],
  admitting: ['sparring_admitting', '1 while new matches are let in.'],
  journalWell: ['sparring_journal_well', '1 while results can be written to the journal.'],
  resultsLost: ['sparring_results_lost', 'Results that could not be written to the journal, since the start.'],
  tickLateMsP50: ['sparring_tick_late_ms_p50', 'How late ticks are, median, ms.'],
  tickLateMsP99: ['sparring_tick_late_ms_p99', 'How late ticks are, 99th percentile, ms.'],
  tickLateMsMax: ['sparring_tick_late_ms_max', 'How late ticks are, most, ms.'],
  ticksDropped: ['sparring_ticks_dropped', 'Ticks given up in stalls, since the start.'],
  brainRestarts: ['sparring_brain_restarts', 'Starts anew of the thread that runs the agents.'],
  policies: ['sparring_policies', 'Networks that the agents have loaded.'],
  decisionMsP50: ['sparring_decision_ms_p50', 'Time from an observation to its decision, median, ms.'],
  decisionMsP99: ['sparring_decision_ms_p99', 'Time from an observation to its decision, 99th percentile, ms.'],
  memoryMb: ['sparring_memory_mb', 'Resident memory of the game process, MB.'],
  connections: ['sparring_connections', 'Pages connected.'],
  open: ['sparring_connections_open', 'WebSockets open, also those that are being turned away.'],
  webRequests: ['sparring_web_requests', 'Requests that the web process works on.'],
  webRequestsWaiting: ['sparring_web_requests_waiting', 'Requests in line for the web process.'],
}
const DOOR = ['sparring_door', 'What came to the socket door since the start, by what became of it.'] as const
const PROCESS_UP = ['sparring_process_up', '1 while a child process can work, by its name.'] as const
const PROCESS_RESTARTS = ['sparring_process_restarts', 'Restarts of a child process, by its name.'] as const
const WAITING = [
  'sparring_results_waiting',
  'Results in the journal that the database does not have; -1: jobs is silent.',
] as const
const SET_ASIDE = [
  'sparring_results_set_aside',
  'Results that cannot be recorded, in journal/rejected until an operator looks; -1: jobs is silent.',
] as const
const REQUESTS = [
  'sparring_http_requests_total',
  'HTTP requests answered, by class and status; 0: broken off.',
] as const
const REPORTS = [
  'sparring_csp_reports_total',
  'Violations of the content security policy that browsers reported.',
] as const

export interface Metrics {
  /** Counts a request when it is over. */
  count(request: IncomingMessage, response: ServerResponse): void
  /** Counts a report of a browser. */
  violation(): void
  /** Everything, as Prometheus reads it. */
  text(): Promise<string>
  readonly contentType: string
}

/** `report`: what the game process knows now. `left`: the results that the database does not have; it may reject. */
export function createMetrics(
  report: () => Pick<Health, 'processes' | 'game'>,
  left: () => Promise<ResultsLeft>,
): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const gauge = ([name, help]: readonly [string, string], ...labelNames: string[]): Gauge =>
    new Gauge({ name, help, labelNames, registers })
  collectDefaultMetrics({ register: registry, prefix: 'sparring_' })
  const requests = new Counter({ name: REQUESTS[0], help: REQUESTS[1], labelNames: ['class', 'status'], registers })
  const reports = new Counter({ name: REPORTS[0], help: REPORTS[1], registers })
  const figures = new Map(Object.entries(FIGURES).map(([key, named]) => [key, gauge(named)]))
  const door = gauge(DOOR, 'what')
  const up = gauge(PROCESS_UP, 'process')
  const restarts = gauge(PROCESS_RESTARTS, 'process')
  const waiting = gauge(WAITING)
  const setAside = gauge(SET_ASIDE)

  return {
    contentType: registry.contentType,
    violation: () => reports.inc(),
    count(request, response) {
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : 0
        requests.inc({ class: classOf(request.url), status })
      })
    },
    async text() {
      const { processes, game } = report()
      for (const [key, value] of Object.entries(game)) {
        const figure = figures.get(key)
        if (figure) figure.set(value)
        else door.set({ what: key }, value)
      }
      for (const [name, { state, restarts: count }] of Object.entries(processes)) {
        up.set({ process: name }, state === 'ready' ? 1 : 0)
        restarts.set({ process: name }, count)
      }
      const results = await left().catch(() => ({ waiting: -1, setAside: -1 }))
      waiting.set(results.waiting)
      setAside.set(results.setAside)
      return registry.metrics()
    },
  }
}

/** What kind of thing was asked for; few, whatever strangers ask. */
function classOf(url = ''): string {
  if (url.startsWith('/_next/')) return 'asset'
  if (url.startsWith('/api/')) return 'api'
  return url.startsWith('/healthz') || url.startsWith('/metrics') ? 'operator' : 'page'
}
