import type { MatchLog } from '../../../game/core/match-log.ts'
import type { Task } from '../../../game/core/task.ts'
import { allocatesNothing } from './allocation.ts'
import { declares } from './declarations.ts'
import { isItsModel } from './model.ts'
import { playEvidence } from './play-evidence.ts'
import { builtInsAct, noticesTampering, readsOldLogs, replays, sameAgain } from './recording.ts'
import { exchangesSeats, staysInRange } from './seeing.ts'
import {
  asksWhereItSays,
  endsInTime,
  goesOnAlike,
  resetsWhole,
  returnsAtMost,
  settlesWhereItSays,
  writesOut,
} from './stepping.ts'
import type { TaskCheck } from './task-check.ts'

/** Everything that a task must be, whatever it is a task of. */
export const taskChecks: readonly TaskCheck[] = [
  declares,
  resetsWhole,
  writesOut,
  staysInRange,
  replays,
  sameAgain,
  goesOnAlike,
  asksWhereItSays,
  settlesWhereItSays,
  endsInTime,
  returnsAtMost,
  exchangesSeats,
  isItsModel,
  builtInsAct,
  noticesTampering,
  readsOldLogs,
  allocatesNothing,
]

/** What is wrong with a task, in sentences that say what to do; empty where nothing is. seeds: of the matches that are played to find out.
 *  recorded: logs that earlier code recorded of this version of it. */
export function checkTask(
  task: Task,
  { seeds = [1, 2, 3], recorded = [] }: { seeds?: readonly number[]; recorded?: readonly MatchLog[] } = {},
): string[] {
  const wrong = declares.faults({ task, matches: [], recorded })
  // What contradicts itself cannot be played.
  if (wrong.length > 0) return wrong
  const evidence = playEvidence(task, seeds, recorded)
  return taskChecks.flatMap(({ faults }) => faults(evidence))
}
