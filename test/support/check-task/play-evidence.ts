import type { MatchLog } from '../../../game/core/match-log.ts'
import type { Task } from '../../../game/core/task.ts'
import { builtInActions, recordMatch, restlessActions } from '../record-match.ts'
import type { PlayedMatch, TaskEvidence } from './task-check.ts'

/** Matches of restless play for each number of seats, and ticks after which there are enough. */
const MOST_MATCHES = 24
const ENOUGH_TICKS = 3_000
const LONGEST_TICKS = 1_500

/** Plays matches of a task: restless ones from each of these seeds and the ones after them, and one of each built-in. */
export function playEvidence(task: Task, seeds: readonly number[], recorded: readonly MatchLog[] = []): TaskEvidence {
  const matches: PlayedMatch[] = []
  const play = (seed: number, seats: number, act: Parameters<typeof recordMatch>[2]): number => {
    const recording = recordMatch(task, seed, act, { ticks: LONGEST_TICKS, seats, keepStates: true })
    matches.push({ ...recording, seed, seats })
    return recording.log.footer.ticks
  }
  for (let seats = task.seats.min; seats <= task.seats.max; seats++) {
    let ticks = 0
    for (let i = 0; i < MOST_MATCHES && ticks < ENOUGH_TICKS; i++) {
      const seed = (seeds[i % seeds.length]! + Math.floor(i / seeds.length)) | 0
      ticks += play(seed, seats, restlessActions(task, seed + 1))
    }
  }
  const seed = seeds[0]!
  for (const { strength } of task.builtIns) play(seed, task.seats.max, builtInActions(task, strength, seed))
  return { task, matches, recorded }
}
