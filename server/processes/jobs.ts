import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseConfig } from '../base/config.ts'
import { registry as taskRegistry, tasks } from '../../game/tasks/index.ts'
import { answer } from '../jobs/answer.ts'
import type { JobsMessage, JobsRequest } from '../base/jobs-protocol.ts'
import { DailyMeasurer } from '../jobs/daily/measurer.ts'
import { playFirstScores } from '../jobs/first-scores.ts'
import { Recorder } from '../jobs/recorder.ts'
import { refitRatings } from '../jobs/refit-ratings.ts'
import { createLogger } from '../base/logger.ts'
import { systemTimers } from '../base/time.ts'
import { ModelRegistry } from '../models/registry.ts'
import { PushSpool } from '../models/push-spool.ts'
import { Refusal, refuse } from '../base/refusal.ts'
import { connect } from '../store/connect.ts'
import { exclusionReader } from '../store/exclusions.ts'
import { isAway, ranOutOfTime } from '../store/faults.ts'
import { JournalReader, retryRejected } from '../store/journal.ts'
import { migrate } from '../store/migrate.ts'
import { seed } from '../store/seed.ts'
import { purgeDeletedPartners } from '../store/partners.ts'
import { fillSkeletons } from '../store/fill-skeletons.ts'
import { applyRetention } from '../store/retention.ts'
import { connectToParent } from './child.ts'

/** The jobs process: brings the schema up to date, seeds, recovers the journal, then answers the game process (server/base/jobs-protocol.ts).
 *  Revisions that wait for a database that is away are tried again every second, results as the recorder says. */
const RETRY_MS = 1_000
const PATIENCE_MS = 10_000
const FIRST_RETRY_MS = 100
const LOOK_MS = 5_000
const CLEAN_UP_MS = 3_600_000
/** A ban counts within so long. */
const EXCLUSIONS_MS = 2_000
/** A newborn that was raised begins to be measured within so long. */
const MEASURE_MS = 2_000
/** After a start the processors have enough to do, for the first people too. */
const FIRST_SCORES_MS = 60_000

const config = parseConfig(process.env)
const log = createLogger('jobs', config)
const url = config.databaseUrl ?? refuse(new Refusal('The jobs process was not told its database: set DATABASE_URL.'))
const db = connect(url, 'jobs')
const spool = new PushSpool(join(config.dataFolder, 'pushes'))
const registry = new ModelRegistry({ db, log, now: Date.now, spool })
const journalFolder = join(config.dataFolder, 'journal')
const journal = new JournalReader(journalFolder)
const recorder = new Recorder({ db, journal, log, timers: systemTimers, send: (message) => send(message) })
const measurer = new DailyMeasurer({ db, registry, tasks: taskRegistry, log })
const timers: NodeJS.Timeout[] = []
const ending = new AbortController()
let stopping = false

const started = start()
const send: (message: JobsMessage) => void = connectToParent({
  answer: async (request) => {
    await started
    // The supervisor is this process's only partner, and its requests are typed at its end.
    return answer({ db, registry, recorder }, request as JobsRequest)
  },
  stop,
})
let refitting = Promise.resolve()
started.then(
  () => {
    send({ event: 'ready' })
    refitting = refit().then(scoreFirst)
  },
  (error: unknown) => {
    if (error instanceof Refusal) refuse(error)
    log.fatal({ err: error }, 'The jobs process could not start')
    process.exit(1)
  },
)

async function start(): Promise<void> {
  const applied = await onceThere(() => migrate(url))
  if (applied.length > 0) log.info({ applied }, 'Migrations applied')
  const added = await onceThere(() => seed(db, tasks))
  if (added.length > 0) log.info({ added }, 'Checkpoints added')
  const named = await onceThere(() => fillSkeletons(db))
  if (named > 0) log.info({ named }, 'Names were compared with those of others')
  const offered = await retryRejected(journalFolder).catch((err: unknown) => {
    log.error({ err }, 'Results that were set aside could not be looked at')
    return 0
  })
  if (offered > 0) log.warn({ offered }, 'Results that were set aside are tried again')
  await registry.restore()
  await registry.flush()
  await recorder.record()
  every(RETRY_MS, () => registry.flush())
  // An operator may have asked for results that were set aside.
  every(LOOK_MS, () => recorder.record())
  every(MEASURE_MS, () => measurer.measureAll())
  every(EXCLUSIONS_MS, tellExclusions)
  every(CLEAN_UP_MS, async () => {
    await purgeDeletedPartners(db, new Date())
    const removed = await applyRetention(db, config.retention, new Date())
    if (Object.values(removed).some((count) => count > 0))
      log.info({ removed }, 'Removed what was kept for long enough')
  })
}

/** Nobody waits for it: results that come meanwhile wait for its lock. What could not be done is done at the next start. */
async function refit(): Promise<void> {
  try {
    const refitted = await onceThere(() => refitRatings(db, ending.signal), ranOutOfTime)
    if (refitted > 0) log.info({ tasks: refitted }, 'Ratings were computed anew')
  } catch (err) {
    if (!stopping) log.error({ err }, 'Ratings could not be computed anew; the next start tries it again')
  }
}

/** Nor for this, which waits until the start is over: agents without a score are on no board yet. */
async function scoreFirst(): Promise<void> {
  try {
    await wait(FIRST_SCORES_MS, null, { signal: ending.signal })
    const games = await onceThere(() => playFirstScores(db, taskRegistry, Date.now, ending.signal), ranOutOfTime)
    if (games > 0) log.info({ games }, 'Agents played their first games for the boards of scores')
  } catch (err) {
    if (!stopping) log.error({ err }, 'Agents could not play their first games; the next start tries it again')
  }
}

const readExclusions = exclusionReader(db, Date.now)
let told = ''
async function tellExclusions(): Promise<void> {
  const exclusions = await readExclusions()
  const now = JSON.stringify(exclusions)
  if (now !== told) send({ event: 'excluded', ...exclusions })
  told = now
}

async function stop(): Promise<void> {
  stopping = true
  measurer.stop()
  ending.abort()
  for (const timer of timers) clearInterval(timer)
  await started.catch(() => {})
  await refitting
  await recorder.stop()
  const waiting = await registry.flush()
  if (waiting > 0) log.warn({ agents: waiting }, 'Revisions wait on disk: the database stayed away until the end')
  await db.$disconnect()
}

/** Does something again until the database is there to do it. The embedded one is started at the same moment as this process, so at
 *  first it is asked often, and nobody is told. isOver: which errors end it though they look like a database that is away. */
async function onceThere<T>(work: () => Promise<T>, isOver = (_: unknown): boolean => false): Promise<T> {
  const patientUntil = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error) || isOver(error) || stopping) throw error
      const patient = Date.now() < patientUntil
      if (!patient) log.warn({ err: error }, 'The database does not answer; it is tried again')
      await wait(patient ? FIRST_RETRY_MS : RETRY_MS)
    }
  }
}

/** Does something now and then, never twice at once. */
function every(ms: number, work: () => Promise<unknown>): void {
  let busy = false
  const turn = (): void => {
    if (busy) return
    busy = true
    work()
      .catch((err: unknown) => log.error({ err }, 'Background work failed'))
      .finally(() => (busy = false))
  }
  timers.push(setInterval(turn, ms))
}
