import { inflateRawSync } from 'node:zlib'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, type MatchLog } from '../../game/core/match-log.ts'
import { areUsual } from '../../game/core/task-options.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { Row, Task } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import type { MatchStatus } from '../../game/protocol/terms.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'

export interface LineVerdict {
  status: MatchStatus
  /** Why it is disputed. */
  message: string | null
  ticks: number
  finalHash: string
  /** Whether its scores can count on the board of its task: that is ranked by score, and the match was played by its newest rules, the usual options and to its
   *  end, since leaving in time would spare somebody a bad score. */
  scored: boolean
  /** What the task counts of how each seat was played [seats]; empty where it counts nothing, and of what is not checked. */
  styles: readonly Float64Array[]
}

const nothing = { scored: false, styles: [] }

/** Longest log that is read, bytes inflated: two hours of Pong are below 2 MB. */
const MAX_LOG_BYTES = 16_000_000

/** Steps the match of a journal line again and compares it with what the line says: who played what, the final state, scores and places.
 *  A match that was broken off ('void') is not held against anybody, so its log is only read. tasks: those that can be stepped. */
export function checkLine(line: JournalLine, tasks: TaskRegistry = registry): LineVerdict {
  const isVoid = line.reason === 'void'
  let log: MatchLog
  try {
    log = decodeLog(inflateRawSync(Buffer.from(line.log, 'base64'), { maxOutputLength: MAX_LOG_BYTES }))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { status: isVoid ? 'void' : 'disputed', message, ticks: 0, finalHash: '', ...nothing }
  }
  const { ticks, finalHash } = log.footer
  if (isVoid) return { status: 'void', message: null, ticks, finalHash, ...nothing }
  const task = tasks.findVersion(line.task, line.taskVersion)
  const counters = log.header.seats.flatMap((_, seat) => task?.style?.counter(seat) ?? [])
  const message = difference(line, log, task, (state) => {
    for (const counter of counters) counter.visit(state)
  })
  if (message !== null) return { status: 'disputed', message, ticks, finalHash, ...nothing }
  const styles = counters.map(({ counts }) => counts)
  return { status: 'checked', message: null, ticks, finalHash, scored: isScored(line, tasks), styles }
}

function isScored({ task: id, taskVersion, options, reason }: JournalLine, tasks: TaskRegistry): boolean {
  const task = tasks.find(id)
  if (task?.scoring.ranked !== 'score' || task.version !== taskVersion) return false
  return reason !== 'left' && areUsual(task, options)
}

function difference(line: JournalLine, log: MatchLog, task: Task | null, visit: (state: Row) => void): string | null {
  const { header, footer } = log
  if (header.match !== line.matchId) return 'the log is of another match'
  if (header.task !== line.task || header.version !== line.taskVersion) return 'the log is of another task'
  if (Object.entries(line.options).some(([name, value]) => header.options[name] !== value))
    return 'the log has other options'
  if (header.seats.length !== line.seats.length) return 'the log has other seats'
  for (const { seat, score, place } of line.seats) {
    if (footer.scores[seat] !== score)
      return `seat ${seat} has the score ${footer.scores[seat]} in the log, not ${score}`
    if (footer.places[seat] !== place) return `seat ${seat} has place ${footer.places[seat]} in the log, not ${place}`
  }
  if (!task) return `there is no ${line.task} version ${line.taskVersion} to check it with`
  const verdict = checkLog(task, log, visit)
  return verdict.ok ? null : verdict.message
}
