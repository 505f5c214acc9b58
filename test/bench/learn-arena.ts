import type { Task } from '../../game/core/task.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { registry } from '../../game/tasks/index.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { houseSchool } from '../../server/tools/house-school.ts'

/** Seconds between two checks, and games of a check and of the one that decides. */
const CHECK_SECONDS = 5
const FEW_GAMES = 20
const MANY_GAMES = 100

interface SeedRun {
  even: boolean
  /** Until even, or the limit; with all checks. */
  seconds: number
  decisions: number
  /** Of the last check: the mean of the points won over those lost of a match. */
  margin: number
}

/** Whether and how soon PPO learns each game of two seats from nothing, in the school of the house agents: even is who wins more than it loses over
 *  100 matches against the middle built-in, sampled policy, sides alternating, no reaction delay.
 *
 *  TASK_seconds_to_even, TASK_decisions_to_even: medians over the seeds, the limit counting for one that does not come there. TASK_seeds_even: how
 *  many do. Options: tasks (a,b; every one of two seats with a middle built-in), seeds (3), seconds (600, the limit of each seed). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const wanted = options['tasks']?.split(',')
  const seeds = Number(options['seeds'] ?? 3)
  const limit = Number(options['seconds'] ?? 600)
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const figures: Record<string, number> = {}
  for (const task of [...registry.tasks, ...registry.lab].filter((one) => wanted?.includes(one.id) ?? hasDuels(one))) {
    const runs: SeedRun[] = []
    for (let seed = 1; seed <= seeds; seed++) {
      const result = await learn(task, seed, limit)
      runs.push(result)
      const { even, seconds, decisions, margin } = result
      process.stderr.write(
        `${task.id}, seed ${seed}: ${even ? 'even' : 'not even'} after ${seconds.toFixed(1)} s, ${decisions} decisions, margin ${margin.toFixed(2)}\n`,
      )
    }
    figures[`${task.id}_seconds_to_even`] = median(runs.map((one) => one.seconds))
    figures[`${task.id}_decisions_to_even`] = median(runs.map((one) => one.decisions))
    figures[`${task.id}_seeds_even`] = runs.filter((one) => one.even).length
  }
  return figures
}

const hasDuels = ({ seats, builtIns }: Task): boolean =>
  seats.max === 2 && builtIns.some(({ strength }) => strength === 'middle')

async function learn(task: Task, seed: number, limit: number): Promise<SeedRun> {
  const schooling = new Schooling({ ...houseSchool(task, seed), longestReactionTicks: 0 })
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let margin = -Infinity
  let even = false
  for (let checked = 0; !even && seconds() < limit; checked = seconds()) {
    while (seconds() < Math.min(limit, checked + CHECK_SECONDS)) await schooling.round()
    const examine = async (games: number): Promise<number> =>
      (await schooling.examine('middle', { games, seed: 1_000 + schooling.learner.rounds })).margin
    margin = await examine(FEW_GAMES)
    if (margin > 0) margin = await examine(MANY_GAMES)
    even = margin > 0 && seconds() <= limit
  }
  schooling.dispose()
  return { even, seconds: Math.min(seconds(), limit), decisions: schooling.learner.decisions, margin }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
