import type { Task } from '../../game/core/task.ts'
import { usualChoice, usualGradients } from '../../game/learn/algorithms/index.ts'
import type { SchoolingConfig } from '../../game/learn/practice/schooling.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { lessonsOf } from './lessons.ts'

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
  best: { name: 'Veteran', description: 'The longest in training.', seconds: 900, handicap: 4 / 9 },
} as const

export type Grade = keyof typeof GRADES

/** Environments against built-ins, against past selves and against itself. */
const ENVIRONMENTS = { builtIns: 40, past: 56, self: 16 }
/** By how much the weakest built-in is met less often than the strongest: little is to be learned from it. */
const WEAKEST_LESS = 0.8
/** Rounds between two past selves, at the least and for each second of training: so all of a run is remembered, and not only its end. */
const REMEMBER = { least: 60, aSecond: 1 }

/** The school in which the house agents of a task are made: its first observation, a network of dense layers, the usual numbers of opponents, and
 *  what `lessons.ts` has of its own for the task. seconds: how long it lasts. */
export function houseSchool(task: Task, seed: number, seconds = REMEMBER.least): SchoolingConfig {
  const observation = Object.keys(task.observations)[0]!
  const { kind, labels } = task.action
  const outputs = kind === 'continuous' ? labels.length : actionHead(task.action).outputs
  const { hidden = [64, 64], environments = {}, settings = {}, delay: _delay, ...own } = lessonsOf(task.id)
  const { builtIns, past, self } = { ...ENVIRONMENTS, ...environments }
  const spec = densePolicy({
    inputs: task.observations[observation]!.space.names.length,
    hidden,
    activation: 'tanh',
    outputs,
    deviation: kind === 'continuous' ? 'vector' : null,
  })
  const usual = usualChoice('school', usualGradients(spec))
  return {
    task,
    observation,
    spec,
    seed,
    builtIns: meetings(
      task.builtIns.map(({ strength }) => strength),
      builtIns,
    ),
    self,
    past: task.builtIns.length > 0 ? past : past + builtIns,
    longestReactionTicks: Math.round((delayOf(task) * task.longestReactionTicks * 2) / 3),
    rememberEvery: Math.max(REMEMBER.least, Math.round(REMEMBER.aSecond * seconds)),
    algorithm: { ...usual, settings: { ...usual.settings, ...settings } },
    ...own,
  }
}

/** The reaction delay of a grade's agent in ticks, for which a person has a chance. */
export const reactionOf = (task: Task, grade: Grade): number =>
  Math.round(delayOf(task) * task.longestReactionTicks * GRADES[grade].handicap)

/** Where only the own score counts nobody needs a chance: agents act at once, as scores are published. */
const delayOf = ({ id, scoring }: Task): number => (scoring.ranked === 'score' ? 0 : (lessonsOf(id).delay ?? 1))

/** Environments against each strength, the weakest first, of so many in all. */
function meetings(strengths: readonly string[], all: number): Record<string, number> {
  const last = strengths.length - 1
  const weights = strengths.map((_, i) => 1 - (last > 0 ? WEAKEST_LESS * ((last - i) / last) ** 2 : 0))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return Object.fromEntries(strengths.map((strength, i) => [strength, Math.round((all * weights[i]!) / sum)]))
}

/** The file in game/agents of a task's house agent. Those of the first task have no task in their name. */
export const houseAgentFile = (task: Task, grade: Grade): string =>
  task.id === DEFAULT_TASK ? `${grade}.json` : `${task.id}-${grade}.json`
