import type { Task } from '../../game/core/task.ts'
import { ticksAsMs } from '../_ui/format.ts'

type Timing = Pick<Task, 'actionLatency' | 'ticksPerSecond'>

/** Seconds from what an agent sees to what it does about it: the task's action latency and the agent's own delay. */
export function reactionSeconds(task: Timing, reactionTicks: number): number {
  return (task.actionLatency + reactionTicks) / task.ticksPerSecond
}

/** The same in words, "133 ms". */
export function reactionDelay(task: Timing, reactionTicks: number): string {
  return ticksAsMs(task.actionLatency + reactionTicks, task.ticksPerSecond)
}
