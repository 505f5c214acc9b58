import type { ReactNode } from 'react'
import { decisionPeriods } from '../../game/core/decision-periods.ts'
import type { Task } from '../../game/core/task.ts'
import { decisionPace } from '../_lobby/decision-pace.ts'
import { Slider } from '../_ui/slider.tsx'

/** Chooses how often all agents decide, by their decision period in ticks; null: as often as the task lets them. */
export function DecisionLimit({
  task,
  value,
  onChange,
}: {
  task: Task
  value: number | null
  onChange: (decisionPeriod: number | null) => void
}): ReactNode {
  const periods = decisionPeriods(task)
  const period = value ?? task.decisionPeriod
  if (periods.length === 1) return null
  return (
    <Slider
      label="Its decisions"
      min={0}
      max={periods.length - 1}
      value={periods.indexOf(period)}
      onChange={(place) => onChange(place === 0 ? null : periods[place]!)}
      format={(place) => decisionPace(task, periods[place]!)}
      hint={limitHint(task.ticksPerSecond / period)}
    />
  )
}

function limitHint(perSecond: number): string {
  if (perSecond > 6) return 'It changes its mind more often than a person can.'
  if (perSecond >= 3) return 'It changes its mind about as often as you.'
  return 'It keeps to what it does longer than a person.'
}
