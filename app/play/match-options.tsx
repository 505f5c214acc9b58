import type { ReactNode } from 'react'
import { playersOptions } from '../../game/core/task-options.ts'
import type { Options, Task } from '../../game/core/task.ts'
import { Segmented } from '../_ui/segmented.tsx'
import { Slider } from '../_ui/slider.tsx'

/** Steps of an option that is any number of a range. */
const STEPS = 100

/** Controls for all that players may choose in a task, as it declares it. `chosen`: what differs from its defaults. */
export function MatchOptions({
  task,
  chosen,
  onChange,
}: {
  task: Task
  chosen: Options
  onChange: (chosen: Options) => void
}): ReactNode {
  return playersOptions(task).map(([name, option]) => {
    const { label, min, max, integer, choices } = option
    const value = chosen[name] ?? option.default
    const choose = (next: number): void => onChange({ ...chosen, [name]: next })
    if (choices)
      return (
        <Segmented
          key={name}
          label={label}
          value={value}
          onChange={choose}
          options={choices.map((choice) => ({
            value: choice.value,
            label: <span className="figures">{choice.label}</span>,
          }))}
        />
      )
    const step = integer ? 1 : (max - min) / STEPS
    return (
      <Slider
        key={name}
        label={label}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={choose}
        format={(number) => option.say(number)}
      />
    )
  })
}
