import type { Timers } from '../base/time.ts'
import type { ChildStatus } from '../base/child-status.ts'

/** GET /healthz for the operator: 200 when every process works and answers, 503 while one does not. Strangers get `status` alone. */
export interface Health {
  status: 'ok' | 'degraded'
  uptimeSeconds: number
  processes: Record<string, ChildStatus>
  /** What each process said when it was asked just now: 'ok', or why there is no answer. */
  answers: Record<string, string>
  /** Results that the database does not have, as jobs told last; null while it is silent. */
  results: ResultsLeft | null
  /** What the game process knows of itself: matches, sockets, lateness of the loop. */
  game: Record<string, number>
}

/** Results in the journal that wait for the database, and those that were set aside because they cannot be recorded. */
export interface ResultsLeft {
  waiting: number
  setAside: number
}

/** Asks one process something that takes all of its way; rejects when it does not answer. */
export type Probe = () => Promise<unknown>

/** Milliseconds that each process has to answer, and that its answer counts. */
const ANSWER_MS = 2_000
const FRESH_MS = 1_000

/** Asks the other processes whether they answer; whoever wants to know within a second of another hears the same. */
export class HealthCheck {
  #asked = -Infinity
  #answers: Promise<Record<string, string>> = Promise.resolve({})

  constructor(
    private readonly probes: Record<string, Probe>,
    private readonly timers: Timers,
  ) {}

  /** 'ok' or the reason of each, by name. Never rejects. */
  answers(): Promise<Record<string, string>> {
    if (this.timers.now() - this.#asked < FRESH_MS) return this.#answers
    this.#asked = this.timers.now()
    const all = Object.entries(this.probes).map(async ([name, probe]) => [name, await this.#ask(probe)] as const)
    this.#answers = Promise.all(all).then((entries) => Object.fromEntries(entries))
    return this.#answers
  }

  #ask(probe: Probe): Promise<string> {
    return new Promise((resolve) => {
      const cancel = this.timers.after(ANSWER_MS, () => resolve(`no answer within ${ANSWER_MS} ms`))
      const settle = (word: string): void => {
        cancel()
        resolve(word)
      }
      probe().then(
        () => settle('ok'),
        (error: unknown) => settle(error instanceof Error ? error.message : String(error)),
      )
    })
  }
}

/** The health report and its HTTP status. */
export function healthOf(report: Omit<Health, 'status'>): { status: number; body: Health } {
  const ready = Object.values(report.processes).every(({ state }) => state === 'ready')
  const answered = Object.values(report.answers).every((word) => word === 'ok')
  const ok = ready && answered
  return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'degraded', ...report } }
}
