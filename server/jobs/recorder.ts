import { display } from '../../game/league/rating.ts'
import type { Logger } from '../logger.ts'
import { isAway, type Database } from '../store/connect.ts'
import type { JournalReader, JournalText } from '../store/journal.ts'
import { checkLine, type LineVerdict } from './check-line.ts'
import { parseJournalLine } from './journal-line.ts'
import type { JobsMessage, JournalLine } from './protocol.ts'
import { recordMatch, type Recorded } from './record-match.ts'

export interface RecorderDeps {
  db: Database
  journal: JournalReader
  log: Logger
  /** Tells the game process that a match is recorded. */
  send: (message: JobsMessage) => void
  /** Steps the match again; handed in for tests. */
  check?: (line: JournalLine) => LineVerdict
}

/** Brings the journal into the database: each match is checked and recorded exactly once, in order. */
export class Recorder {
  private running: Promise<void> | null = null
  private again = false
  /** Whether lines wait for a database that is away. */
  waiting = false

  constructor(private readonly deps: RecorderDeps) {}

  /** Records what the journal holds. Returns how many matches still wait: 0 unless the database is away. */
  async record(): Promise<{ pending: number }> {
    this.again = true
    this.running ??= this.run()
    await this.running
    return { pending: this.waiting ? await this.deps.journal.count() : 0 }
  }

  private async run(): Promise<void> {
    try {
      while (this.again) {
        this.again = false
        this.waiting = !(await this.deps.journal.read((line) => this.take(line)))
      }
    } finally {
      // In the same turn as the last look at `again`, so that no call is left between the two.
      this.running = null
    }
  }

  /** False where the database is away: the line is to be taken again later. */
  private async take({ file, text, torn }: JournalText): Promise<boolean> {
    const { db, journal, log } = this.deps
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
      // Stepping a match costs more than a look: after a restart most lines are recorded.
      if (await db.match.findUnique({ where: { id: matchId }, select: { id: true } })) return true
      const verdict = (this.deps.check ?? checkLine)(line)
      if (verdict.status === 'disputed')
        log.error({ matchId, reason: verdict.message }, 'A match log disagrees with its result')
      const recorded = await recordMatch(db, line, verdict)
      if (recorded) this.deps.send(recordedEvent(line, verdict, recorded))
    } catch (err) {
      if (isAway(err)) {
        log.warn({ err, matchId }, 'The database is away; results wait in the journal')
        return false
      }
      const kept = await journal.reject(text)
      log.error({ err, matchId, kept }, 'A match could not be recorded; it was set aside')
    }
    return true
  }
}

function recordedEvent(line: JournalLine, verdict: LineVerdict, { ratings }: Recorded): JobsMessage {
  const seats = line.seats.map(({ seat }) => {
    const rating = ratings?.find((row) => row.seat === seat)
    return {
      seat,
      before: rating ? display(rating.before).rating : null,
      after: rating ? display(rating.after).rating : null,
    }
  })
  return { event: 'recorded', matchId: line.matchId, status: verdict.status, seats }
}
