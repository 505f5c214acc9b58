import { existsSync, writeFileSync } from 'node:fs'
import { encodeLog, type MatchLog } from '../../game/core/match-log.ts'
import { taskById } from '../../game/tasks/index.ts'
import { builtInActions, recordMatch, restlessActions } from './record-match.ts'

/** `npx tsx test/support/write-recorded-logs.ts TASK`: records a restless match of a task, the longest of a few, and one of each built-in into
 *  test/core/recorded, where they are read and must agree for ever. Long files hold the beginning of a match. Changes none that is there. */
const SEEDS = 20
const MOST_TICKS = 2_000
const MOST_BYTES = 4_096

const task = taskById(process.argv[2] ?? '')

/** act: makes who acts, anew for each try. */
function record(seed: number, act: () => Parameters<typeof recordMatch>[2]): MatchLog {
  for (let ticks = Math.min(task.maxTicks, MOST_TICKS); ; ticks = Math.floor(ticks / 2)) {
    const { log } = recordMatch(task, seed, act(), { ticks })
    if (encodeLog(log).length <= MOST_BYTES) return log
  }
}

function write(name: string, log: MatchLog): void {
  const file = new URL(`../core/recorded/${task.id}-v${task.version}-${name}.log`, import.meta.url)
  if (existsSync(file)) throw new Error(`${file.pathname} is there already: what was recorded stays`)
  writeFileSync(file, encodeLog(log))
}

const restless = Array.from({ length: SEEDS }, (_, seed) => record(seed, () => restlessActions(task, seed + 1)))
write(
  'restless',
  restless.reduce((longest, log) => (log.footer.ticks > longest.footer.ticks ? log : longest)),
)
for (const { strength } of task.builtIns)
  write(
    strength,
    record(1, () => builtInActions(task, strength, 2)),
  )
