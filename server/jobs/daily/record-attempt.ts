import { inflateRawSync } from 'node:zlib'
import { actionCodec } from '../../../game/core/action-codec.ts'
import { decodeLog, readEvents } from '../../../game/core/match-log.ts'
import { registry } from '../../../game/tasks/index.ts'
import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import type { JournalLine } from '../../base/jobs-protocol.ts'
import { LIMITS } from '../../base/limits.ts'
import type { Transaction } from '../../store/connect.ts'
import { triesOf } from '../../store/daily-board.ts'
import type { LineVerdict } from '../check-line.ts'

/** Who does less than this in a minute of play has not raised anything: the page did. */
const LEAST_ACTIONS_A_MINUTE = 6

/** Notes, with the match in which a newborn was raised, that somebody tried: to be measured where it was played for its whole time, by a
 *  person who did something. The newborn learns nothing from then on. A match that counts for nobody is no try, nor one that was left within
 *  seconds; and nobody has more tries than there are. */
export async function recordAttempt(
  tx: Transaction,
  line: JournalLine,
  { status }: LineVerdict,
  tasks: TaskRegistry = registry,
): Promise<void> {
  const day = line.newbornOf
  const userId = line.seats.find((seat) => seat.userId !== null)?.userId
  const agentId = line.seats.find((seat) => seat.agentId !== null)?.agentId
  if (!day || !userId || !agentId) return
  const { count } = await tx.agent.updateMany({ where: { id: agentId, ownerId: userId, day }, data: { frozen: true } })
  if (count === 0 || status !== 'checked') return
  const { matchId, task, reason, startedAt, endedAt } = line
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const isWhole = reason === 'time'
  if (!isWhole && seconds < LIMITS.shortMatchSeconds) return
  const before = await triesOf(tx, { day, task, userId })
  if (before.filter(({ outcome }) => outcome !== 'failed').length >= LIMITS.dailyTries) return
  const outcome = !isWhole ? 'left' : actionsAMinute(line, tasks) < LEAST_ACTIONS_A_MINUTE ? 'idle' : 'waiting'
  await tx.dailyAttempt.create({
    data: { matchId, day, task, userId, agentId, outcome, at: new Date(endedAt) },
  })
}

/** What the person did, in changes of action a minute of play. The log was checked. */
function actionsAMinute(line: JournalLine, tasks: TaskRegistry): number {
  const task = tasks.findVersion(line.task, line.taskVersion)
  const person = line.seats.find((seat) => seat.userId !== null)?.seat
  if (!task) return 0
  const { body, footer } = decodeLog(inflateRawSync(Buffer.from(line.log, 'base64')))
  let actions = 0
  for (const event of readEvents(body, actionCodec(task.action).bytes))
    if (event.kind === 'action' && event.seat === person) actions++
  return (60 * task.ticksPerSecond * actions) / Math.max(1, footer.ticks)
}
