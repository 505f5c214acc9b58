import type { Task } from '../../game/core/task.ts'
import { usualChoices } from '../../game/learn/algorithms/index.ts'
import type { SchoolingConfig } from '../../game/learn/practice/schooling.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

/** The house agents that every task can have. seconds: of training. handicap: its reaction, as a share of the longest that its task allows. The
 *  words are those of a new file; one that is there keeps its own. */
export const GRADES = {
  newborn: {
    name: 'Newborn',
    description: 'Has never played. Its moves are chance, until you teach it some.',
    seconds: 0,
    handicap: 2 / 9,
  },
  minute: { name: 'Minute', description: 'Trained for one minute.', seconds: 60, handicap: 3 / 9 },
  best: { name: 'Veteran', description: 'The longest in training.', seconds: 500, handicap: 4 / 9 },
} as const

export type Grade = keyof typeof GRADES

/** Learners that play built-ins, and those that play past selves. */
const BUILT_INS = 40
const PAST = 56
/** By how much the weakest built-in is met less often than the strongest: little is to be learned from it. */
const WEAKEST_LESS = 0.8

/** The school in which the house agents of a task are made: its first observation, and a network of two dense layers. */
export function houseSchool(task: Task, seed: number): SchoolingConfig {
  const observation = Object.keys(task.observations)[0]!
  const { kind, labels } = task.action
  const outputs = kind === 'continuous' ? labels.length : actionHead(task.action).outputs
  return {
    task,
    observation,
    spec: densePolicy({
      inputs: task.observations[observation]!.space.names.length,
      hidden: [64, 64],
      activation: 'tanh',
      outputs,
      deviation: kind === 'continuous' ? 'vector' : null,
    }),
    seed,
    builtIns: meetings(task.builtIns.map(({ strength }) => strength)),
    self: 16,
    past: task.builtIns.length > 0 ? PAST : PAST + BUILT_INS,
    longestReactionTicks: Math.round((task.longestReactionTicks * 2) / 3),
    rememberEvery: 60,
    algorithm: usualChoices.school,
  }
}

/** Environments against each strength, the weakest first. */
function meetings(strengths: readonly string[]): Record<string, number> {
  const last = strengths.length - 1
  const weights = strengths.map((_, i) => 1 - (last > 0 ? WEAKEST_LESS * ((last - i) / last) ** 2 : 0))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return Object.fromEntries(strengths.map((strength, i) => [strength, Math.round((BUILT_INS * weights[i]!) / sum)]))
}

/** The file in game/agents of a task's house agent. Those of the first task have no task in their name. */
export const houseAgentFile = (task: Task, grade: Grade): string =>
  task.id === DEFAULT_TASK ? `${grade}.json` : `${task.id}-${grade}.json`
