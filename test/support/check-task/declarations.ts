import { actionCodec, isActionCode } from '../../../game/core/action-codec.ts'
import { completeOptions } from '../../../game/core/task-options.ts'
import type { Observation, Options, Task } from '../../../game/core/task.ts'
import type { TaskCheck } from './task-check.ts'

const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least

/** What a call throws, as words; null where it returns. */
function thrown(call: () => unknown): string | null {
  try {
    call()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function* numbers(task: Task): Generator<string> {
  const { id, version, seats, layout } = task
  if (!/^[a-z0-9-]{1,40}$/.test(id)) yield `id: "${id}" must be of a-z, 0-9 and -, at most 40 of them`
  if (!isWhole(version, 0)) yield `version: ${version} must be a whole number`
  if (!(isWhole(seats.min, 1) && isWhole(seats.max, seats.min)))
    yield 'seats: the fewest must be 1 or more, the most no fewer'
  for (const name of ['ticksPerSecond', 'decisionPeriod', 'maxTicks'] as const)
    if (!isWhole(task[name], 1)) yield `${name}: ${task[name]} must be a whole number from 1`
  for (const name of ['actionLatency', 'longestReactionTicks'] as const)
    if (!isWhole(task[name], 0)) yield `${name}: ${task[name]} must be a whole number of ticks`
  if (new Set(layout).size < layout.length) yield 'layout: two numbers of the row have the same name'
  const codec = thrown(() => actionCodec(task.action))
  if (codec) yield `action: ${codec}`
  else
    for (const code of task.rest ?? [])
      if (!isActionCode(actionCodec(task.action), code)) yield `rest: ${String(code)} is no action`
}

function* options(task: Task): Generator<string> {
  for (const [name, { default: usual, min, max, choices, chooser }] of Object.entries(task.options)) {
    if (!(usual >= min && usual <= max)) yield `options.${name}: the default ${usual} is outside ${min} to ${max}`
    for (const { value } of choices ?? [])
      if (!(value >= min && value <= max)) yield `options.${name}: the choice ${value} is outside ${min} to ${max}`
    if (choices && chooser === 'players' && !choices.some(({ value }) => value === usual))
      yield `options.${name}: the default ${usual} is not among its choices, so nobody could choose the usual match`
  }
  const sets: [string, Options][] = [['quickGame', task.quickGame]]
  if (task.timedGame) sets.push(['timedGame', task.timedGame])
  for (const { strength, options: held } of task.builtIns)
    for (let seat = 0; seat < task.seats.max; seat++) sets.push([`built-in ${strength}`, held(seat)])
  for (const [name, given] of sets) {
    const wrong = thrown(() => completeOptions(task, given))
    if (wrong) yield `${name}: ${wrong}`
  }
}

function* space(key: string, { name, space: { names, shape, low, high }, history }: Observation): Generator<string> {
  if (name !== key)
    yield `observations.${key}: its name is "${name}"; name it as its key, which weights are stored with`
  if (names.length !== shape.reduce((product, size) => product * size, 1))
    yield `observations.${key}: its shape ${shape.join(' × ')} does not hold ${names.length} numbers`
  for (const [i, one] of names.entries())
    if (!(low[i]! < high[i]!) || !Number.isFinite(high[i]! - low[i]!))
      yield `observations.${key}: ${one} needs a finite least and most, the least below the most`
  if (!isWhole(history, 0)) yield `observations.${key}: its history must be a whole number of decisions`
}

export const declares: TaskCheck = {
  name: 'declares itself without a contradiction',
  faults({ task }) {
    const faults = [...numbers(task), ...options(task)]
    const entries = Object.entries(task.observations)
    if (entries.length === 0) faults.push('observations: there must be at least one, or no agent can play')
    for (const [key, observation] of entries) faults.push(...space(key, observation))
    const strengths = task.builtIns.map(({ strength }) => strength)
    if (new Set(strengths).size < strengths.length) faults.push('builtIns: two have the same strength')
    if (task.mirror && task.seats.max !== 2) faults.push('mirror: only two seats can be exchanged')
    return faults
  },
}
