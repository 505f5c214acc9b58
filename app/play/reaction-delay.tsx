import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import { reactionDelay, reactionSeconds } from '../_lobby/reaction-delay.ts'
import { Button } from '../_ui/button.tsx'
import { Slider } from '../_ui/slider.tsx'

/** Chooses the reaction delay of all agents in ticks; null: each has its own. `usual`: where the slider stands then. */
export function ReactionDelay({
  task,
  usual,
  value,
  onChange,
}: {
  task: Task
  usual: number
  value: number | null
  onChange: (ticks: number | null) => void
}): ReactNode {
  return (
    <div>
      <Slider
        label="Its reaction delay"
        min={0}
        max={task.longestReactionTicks}
        value={value ?? usual}
        onChange={onChange}
        format={(ticks) => (value === null ? 'its own' : reactionDelay(task, ticks))}
        hint={
          value === null
            ? 'Each agent has its own. Move this to choose one for all.'
            : delayHint(reactionSeconds(task, value))
        }
      />
      {value === null ? null : (
        <Button size="sm" variant="quiet" className="-ml-3" onClick={() => onChange(null)}>
          Use each agent&apos;s own
        </Button>
      )}
    </div>
  )
}

function delayHint(seconds: number): string {
  if (seconds < 0.06) return 'Sees everything as it is. Nobody is this fast.'
  if (seconds < 0.16) return 'Quicker than a person.'
  if (seconds < 0.24) return 'About as quick as you.'
  return 'Slower than a person: a good place to start.'
}
