import { display } from '../../game/league/rating.ts'
import type { Logger } from '../base/logger.ts'
import type { Timers } from '../base/time.ts'
import type { Database } from '../store/connect.ts'
import { faultOf } from '../store/faults.ts'
import type { JournalReader, JournalText } from '../store/journal.ts'
import { checkLine, type LineVerdict } from './check-line.ts'
import { parseJournalLine } from '../base/journal-line.ts'
import type { JobsMessage, JournalLine } from '../base/jobs-protocol.ts'
import { recordMatch, type Recorded } from './record-match.ts'

export interface RecorderDeps {
  db: Database
  journal: JournalReader
  log: Logger
  /** Tells the game process that a match is recorded. */
  send: (message: JobsMessage) => void
  timers: Timers
  /** Steps the match again; handed in for tests. */
  check?: (line: JournalLine) => LineVerdict
}

/** Milliseconds before the nth try in a row: the last for all later ones. */
const RETRY_DELAYS = [250, 500, 1_000, 2_000, 4_000, 8_000]

/** Milliseconds for one match, from its check to the end of its transaction. */
const PATIENCE = 60_000

/** Brings the journal into the database: each match is checked and recorded exactly once, in order. What cannot be recorded for now is
 *  tried again by itself, ever more slowly; only a line that can never be recorded is set aside. */
export class Recorder {
  private running: Promise<void> | null = null
  private again = false
  private failures = 0
  private cancelRetry: (() => void) | null = null
  private stopped = false

  constructor(private readonly deps: RecorderDeps) {}

  /** Whether lines wait for a time in which they can be recorded. */
  get waiting(): boolean {
    return this.failures > 0
  }

  /** Records what the journal holds, unless a later try is set already. Returns how many matches still wait. */
  async record(): Promise<{ pending: number }> {
    if (this.cancelRetry === null) await this.run()
    return { pending: await this.count() }
  }

  /** How many matches wait for a time in which they can be recorded. */
  async count(): Promise<number> {
    return this.waiting ? this.deps.journal.count().catch(() => 1) : 0
  }

  /** How many matches were set aside because they can never be recorded as they are. */
  setAside(): Promise<number> {
    return this.deps.journal.rejected()
  }

  /** Waits for the try that is under way, if there is one. */
  async idle(): Promise<void> {
    await this.running
  }

  /** Tries a last time, and not again. */
  async stop(): Promise<void> {
    this.stopped = true
    this.cancelRetry?.()
    await this.run()
  }

  private run(): Promise<void> {
    this.again = true
    this.running ??= this.readAll().finally(() => {
      // In the same turn as the last look at `again`, so that no call is left between the two.
      this.running = null
    })
    return this.running
  }

  private async readAll(): Promise<void> {
    while (this.again) {
      this.again = false
      if (await this.readOnce()) this.failures = 0
      else return this.retryLater()
    }
  }

  private async readOnce(): Promise<boolean> {
    try {
      return await this.deps.journal.readLines((line) => this.handleLine(line))
    } catch (err) {
      this.deps.log.error({ err }, 'The journal could not be read; it is tried again')
      return false
    }
  }

  private retryLater(): void {
    const delay = RETRY_DELAYS[Math.min(this.failures++, RETRY_DELAYS.length - 1)]!
    this.cancelRetry?.()
    this.cancelRetry = null
    if (this.stopped) return
    this.cancelRetry = this.deps.timers.after(delay, () => {
      this.cancelRetry = null
      void this.run()
    })
  }

  /** False where the line cannot be recorded now: it is to be taken again later, and those behind it too. */
  private async handleLine({ file, text, torn }: JournalText): Promise<boolean> {
    const { journal, log } = this.deps
    const line = torn ? null : parseJournalLine(text)
    if (!line) {
      const kept = await journal.reject(text)
      const what = torn
        ? 'The last line of a journal file was cut off by a crash'
        : 'A line of the journal is malformed'
      log.error({ file, kept }, `${what}; it was set aside`)
      return true
    }
    const { matchId } = line
    try {
      this.deps.send(await this.inTime(this.recordLine(line)))
    } catch (err) {
      if (faultOf(err) === 'wait') {
        const level = this.failures < RETRY_DELAYS.length ? 'warn' : 'error'
        log[level]({ err, matchId }, 'Results wait in the journal: the database does not take them')
        return false
      }
      const kept = await journal.reject(text)
      log.error({ err, matchId, kept }, 'A match could not be recorded; it was set aside')
    }
    return true
  }

  /** Records a match; what was recorded before is only told again, because the word of its commit may have been lost. */
  private async recordLine(line: JournalLine): Promise<JobsMessage> {
    const { db, log } = this.deps
    const { matchId } = line
    // Stepping a match costs more than a look: after a restart most lines are recorded.
    const before = await recordedMatch(db, matchId)
    if (before) return before
    const verdict = this.verdictOf(line)
    if (verdict.status === 'disputed')
      log.error({ matchId, reason: verdict.message }, 'A match log disagrees with its result')
    const recorded = await recordMatch(db, line, verdict)
    if (recorded) return recordedEvent(line, verdict, recorded)
    return (await recordedMatch(db, matchId)) ?? Promise.reject(new Error('The match was recorded and deleted again.'))
  }

  /** A connection that never answers must not hold up all results: the try is given up, and repeated on another one. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    let cancel = (): void => {}
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`The database has given no answer for ${PATIENCE / 1000} s.`)
      cancel = this.deps.timers.after(PATIENCE, () => reject(error))
    })
    return Promise.race([work, late]).finally(() => cancel())
  }

  /** A log that cannot even be stepped does not agree with its result. */
  private verdictOf(line: JournalLine): LineVerdict {
    try {
      return (this.deps.check ?? checkLine)(line)
    } catch (err) {
      this.deps.log.error({ err, matchId: line.matchId }, 'A match log could not be checked')
      return {
        status: 'disputed',
        message: 'its log could not be checked',
        ticks: 0,
        finalHash: '',
        scored: false,
        styles: [],
      }
    }
  }
}

/** The event of a match that is in the database; null for one that is not. */
async function recordedMatch(db: Database, matchId: string): Promise<JobsMessage | null> {
  const match = await db.match.findUnique({
    where: { id: matchId },
    select: { status: true, seats: { orderBy: { seat: 'asc' } } },
  })
  if (!match) return null
  const seats = match.seats.map(({ seat, muBefore, sigmaBefore, muAfter, sigmaAfter }) => ({
    seat,
    before: shown(muBefore, sigmaBefore),
    after: shown(muAfter, sigmaAfter),
  }))
  return { event: 'recorded', matchId, status: match.status, seats }
}

function recordedEvent(line: JournalLine, verdict: LineVerdict, { ratings }: Recorded): JobsMessage {
  const seats = line.seats.map(({ seat }) => {
    const rating = ratings?.find((row) => row.seat === seat)
    return {
      seat,
      before: shown(rating?.before.mu, rating?.before.sigma),
      after: shown(rating?.after.mu, rating?.after.sigma),
    }
  })
  return { event: 'recorded', matchId: line.matchId, status: verdict.status, seats }
}

/** A rating in the shown scale, null where a seat has none. */
const shown = (mu: number | null | undefined, sigma: number | null | undefined): number | null =>
  typeof mu === 'number' && typeof sigma === 'number' ? display({ mu, sigma }).rating : null
