import type { Options, Task, TaskOption } from './task.ts'

const inRange = ({ min, max, integer }: TaskOption, value: number): boolean =>
  value >= min && value <= max && (!integer || Number.isInteger(value))

const rangeOf = ({ min, max, integer }: TaskOption): string =>
  `${integer ? 'a whole number ' : ''}from ${min} to ${max}`

/** The given options over the task's defaults. Throws on an unknown name or a value out of range. */
export function completeOptions(task: Task, given: Options): Options {
  for (const [name, value] of Object.entries(given)) {
    const option = optionOf(task, name)
    if (!option) throw new Error(`${task.id} has no option "${name}"`)
    if (!inRange(option, value)) throw new Error(`${task.id}: ${name} must be ${rangeOf(option)}, not ${value}`)
  }
  return Object.fromEntries(Object.entries(task.options).map(([name, option]) => [name, given[name] ?? option.default]))
}

/** The options that players may choose, by name. */
export const playersOptions = (task: Task): [name: string, option: TaskOption][] =>
  Object.entries(task.options).filter(([, { chooser }]) => chooser === 'players')

/** Why players cannot have these options, in a sentence for them; null: they can. */
export function optionsObjection(task: Task, given: Options): string | null {
  for (const [name, value] of Object.entries(given)) {
    const option = optionOf(task, name)
    if (!option) return `${task.name} has no option "${name}".`
    if (option.chooser !== 'players') return `"${option.label}" is not for players to choose.`
    const { choices } = option
    if (choices && !choices.some((choice) => choice.value === value))
      return `"${option.label}" can be ${choices.map(({ label }) => label).join(', ')}.`
    if (!inRange(option, value)) return `"${option.label}" must be ${rangeOf(option)}.`
  }
  return null
}

/** Whether no option that players may choose differs from its default: matches of which are compared on boards. */
export const areUsual = (task: Task, options: Options): boolean =>
  playersOptions(task).every(([name, option]) => (options[name] ?? option.default) === option.default)

/** What players chose, in words: "first to 11". Empty where there is nothing to choose. */
export const sayOptions = (task: Task, options: Options): string =>
  playersOptions(task)
    .map(([name, option]) => option.say(options[name] ?? option.default))
    .join(', ')

const optionOf = (task: Task, name: string): TaskOption | undefined =>
  Object.hasOwn(task.options, name) ? task.options[name] : undefined
