import { createHash, randomBytes } from 'node:crypto'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

/** A new id: 16 random bytes in hex. */
export function newId(): string {
  return randomBytes(16).toString('hex')
}

/** The id of the house agent of `game/agents/SLUG.json`: the same in every database. */
export function houseAgentId(task: string, slug: string): string {
  return fixedId(`house:${task}:${slug}`)
}

/** The house agent of a task that has never played, where there is one: the newborns of its days are made as it is. */
export const newbornAgentId = (task: string): string => houseAgentId(task, 'newborn')

/** The id of a task's built-in opponent: the same in every database. */
export function builtinAgentId(task: string, strength: string): string {
  return fixedId(`builtin:${task}:${strength}`)
}

/** The hash that stands for a built-in's behaviour, which has no weights. */
export function builtinHash(task: string, strength: string, version: number): string {
  return createHash('sha256').update(`builtin:${task}:${strength}:v${version}`).digest('hex')
}

/** The house agent of a task that new players meet, and that partners are forked from, where there is one: trained for a minute. */
export const defaultAgentId = (task: string): string => houseAgentId(task, 'minute')

/** The same of the task that is played where nobody names one. */
export const DEFAULT_AGENT = defaultAgentId(DEFAULT_TASK)

function fixedId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}
