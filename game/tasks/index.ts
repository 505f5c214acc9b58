import { taskRegistry } from '../core/task-registry.ts'
import type { Task } from '../core/task.ts'
import { blackjack } from './blackjack/blackjack.ts'
import { cartpole } from './cartpole/cartpole.ts'
import { cliff } from './cliff/cliff.ts'
import { forage } from './forage/forage.ts'
import { gridworld } from './gridworld/gridworld.ts'
import { maze } from './maze/maze.ts'
import { mountaincar } from './mountaincar/mountaincar.ts'
import { pendulum } from './pendulum/pendulum.ts'
import { pong } from './pong/pong.ts'
import { randomWalk } from './random-walk/random-walk.ts'
import { smallGrid } from './small-grid/small-grid.ts'
import { sumo } from './sumo/sumo.ts'
import { volleyV0 } from './volley/v0/volley.ts'
import { volley } from './volley/volley.ts'
import { windy } from './windy/windy.ts'

/** The tasks that are played, in the order in which they are shown. */
const played: readonly Task[] = [pong, volley, sumo, forage, maze, cartpole, pendulum, mountaincar]

/** Earlier versions of any task, whose logs can still be stepped. */
const old: readonly Task[] = [volleyV0]

/** Tasks to train in and to compare, which no page shows. */
const lab: readonly Task[] = [gridworld, smallGrid, cliff, windy, randomWalk, blackjack]

export const registry = taskRegistry(played, old, lab)

export const { tasks } = registry

/** The newest version of a task, played or of the lab. Throws where there is none. */
export function taskById(id: string): Task {
  const task = registry.findAny(id)
  if (!task) throw new Error(`There is no task "${id}"`)
  return task
}

/** The version of a task that a log is of. Throws where it is not known. */
export function taskOf(id: string, version: number): Task {
  const task = registry.findVersion(id, version)
  if (!task) throw new Error(`There is no version ${version} of a task "${id}"`)
  return task
}
