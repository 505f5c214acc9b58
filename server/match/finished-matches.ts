import type { Jobs, JobsEvent } from '../base/jobs-protocol.ts'
import type { Limits } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import type { RunningMatches } from '../base/running-matches.ts'
import type { Millis, Timers } from '../base/time.ts'
import type { JournalWriter } from '../store/journal.ts'
import type { HostedMatch } from './hosted-match.ts'
import { journalLine } from './journal-line.ts'

export type Journal = Pick<JournalWriter, 'append' | 'canKeep'>

/** How long a match that is over can be entered, and played again. */
const KEEP_OVER: Millis = 120_000

export interface FinishedDeps {
  limits: Pick<Limits, 'matchesOver'>
  timers: Timers
  /** Milliseconds since 1970. */
  wallClock: () => number
  jobs: Jobs
  journal: Journal
  log: Logger
  /** Where it is noted what is being played; nowhere where it is missing. */
  notes?: RunningMatches
}

/** The matches that are over: brings their results to safety, tells them, and lets people look at them for a while. */
export class FinishedMatches {
  /** The oldest first, and how to stop the alarm that ends their time. */
  private readonly over = new Map<HostedMatch, () => void>()
  private readonly endings = new Set<Promise<void>>()

  /** gone: called when the time of a match is over. */
  constructor(
    private readonly deps: FinishedDeps,
    private readonly gone: (id: string) => void,
  ) {
    deps.jobs.onEvent((event) => this.onJobsEvent(event))
  }

  add(hosted: HostedMatch): void {
    const ending = this.secure(hosted).finally(() => this.endings.delete(ending))
    this.endings.add(ending)
    const forget = this.deps.timers.after(KEEP_OVER, () => this.forget(hosted))
    this.over.set(hosted, forget)
    const [oldest] = this.over.keys()
    if (oldest && this.over.size > this.deps.limits.matchesOver) this.forget(oldest)
  }

  /** Resolves when every result is on the disk. */
  async secured(): Promise<void> {
    await Promise.all(this.endings)
  }

  private forget(hosted: HostedMatch): void {
    this.over.get(hosted)?.()
    this.over.delete(hosted)
    this.gone(hosted.id)
  }

  /** The result goes to the disk first, then to everyone. */
  private async secure(hosted: HostedMatch): Promise<void> {
    const { journal, jobs, log, wallClock } = this.deps
    const { match, id } = hosted
    if (match.tickNumber >= 0) {
      try {
        await journal.append(await journalLine(hosted, wallClock()))
        jobs
          .ask({ ask: 'journal' })
          .catch((err: unknown) => log.debug({ err }, 'Jobs reads the journal when it is back'))
      } catch (err) {
        hosted.lost = true
        log.error({ err, match: id }, 'A result could not be stored and does not count')
      }
    }
    this.deps.notes?.ended(id)
    match.announce()
    hosted.announced = true
    if (hosted.result) hosted.broadcast('match:over', hosted.result)
    hosted.noteChange()
    log.info({ match: id, result: hosted.result, late: match.lateDecisions }, 'Match over')
  }

  private onJobsEvent(event: JobsEvent): void {
    if (event.event !== 'recorded') return
    const { matchId, seats, status } = event
    const hosted = [...this.over.keys()].find(({ id }) => id === matchId)
    if (!hosted) return
    hosted.recorded = { match: matchId, seats, status }
    hosted.broadcast('match:recorded', hosted.recorded)
  }
}
