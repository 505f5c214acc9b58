import { taskRegistry } from '../../../game/core/task-registry.ts'
import { balance } from './balance/balance.ts'
import { lanterns } from './lanterns/lanterns.ts'

/** Tasks that only tests know: what is made for any task is tried with these, which nobody thought of when it was made. */
export const foreignTasks = taskRegistry([balance, lanterns])
