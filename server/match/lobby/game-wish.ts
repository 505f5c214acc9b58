import { decisionPeriods } from '../../../game/core/decision-periods.ts'
import { completeOptions, optionsObjection, playersOptions } from '../../../game/core/task-options.ts'
import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import type { Options, Task } from '../../../game/core/task.ts'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import type { Refusal } from '../../../game/protocol/replies.ts'
import { refusal } from '../refusals.ts'

/** What is to be played. */
export interface Game {
  task: Task
  /** What players chose; all else is as the task has it. */
  options: Options
  /** How many seats the match has. */
  seats: number
}

/** What somebody asked for, and what it comes to. */
export interface Wish {
  request: PlayRequest
  game: Game
}

/** The game that somebody asks for, judged by the task's own declaration; a refusal in words where it cannot be had. */
export function wishedGame(tasks: TaskRegistry, wish: PlayRequest): { ok: true; game: Game } | Refusal {
  const task = tasks.find(wish.task)
  if (!task) return refusal('no-task')
  const { min, max } = task.seats
  if (max === 1 && (wish.mode === 'people' || wish.mode === 'invite')) return refusal('played-alone')
  if ('beside' in wish && wish.beside !== undefined && (max > 1 || names(wish))) return refusal('no-race')
  const options = 'options' in wish ? (wish.options ?? {}) : {}
  const objection = optionsObjection(task, options)
  if (objection) return { ok: false, code: 'option', message: objection }
  const seats = wish.seats ?? usualSeats(task, wish.mode)
  if (seats < min || seats > max) {
    const range = min === max ? `${min}` : `${min} to ${max}`
    return { ok: false, code: 'seats', message: `${task.name} is played in ${range} seats.` }
  }
  const delay = wish.mode === 'sparring' ? (wish.reactionTicks ?? 0) : 0
  if (delay > task.longestReactionTicks) return refusal('reaction-delay')
  const period = wish.mode === 'sparring' ? (wish.decisionPeriod ?? task.decisionPeriod) : task.decisionPeriod
  if (!decisionPeriods(task).includes(period)) return refusal('decision-period')
  if (wish.mode !== 'sparring' || !wish.raise) return { ok: true, game: { task, options, seats } }
  // The same for everybody.
  if (!task.timedGame) return refusal('no-newborn')
  return { ok: true, game: { task, options: task.timedGame, seats: usualSeats(task, wish.mode) } }
}

/** Whether an agent is named that would take the seat. */
const names = (wish: PlayRequest & { mode: 'sparring' | 'ranked' }): boolean =>
  Boolean(wish.agentId ?? (wish.mode === 'sparring' && (wish.earlier ?? wish.raised ?? wish.raise)))

/** As many as there can be where people are waited for, since agents fill what stays empty; else the person and one other. */
function usualSeats({ seats: { min, max } }: Task, mode: PlayRequest['mode']): number {
  return mode === 'people' ? max : Math.min(max, Math.max(2, min))
}

/** The same for games that are the same. */
export function keyOf({ task, options, seats }: Game): string {
  const all = completeOptions(task, options)
  return JSON.stringify([task.id, seats, playersOptions(task).map(([name]) => all[name])])
}
