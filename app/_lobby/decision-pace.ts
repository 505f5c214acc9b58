import type { Task } from '../../game/core/task.ts'

/** How many decisions an agent takes a second, one each so many ticks, in words: "3.8 a second". */
export function decisionPace({ ticksPerSecond }: Pick<Task, 'ticksPerSecond'>, decisionPeriod: number): string {
  return `${Number((ticksPerSecond / decisionPeriod).toFixed(1))} a second`
}
