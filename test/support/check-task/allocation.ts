import { memoryUsage } from 'node:process'
import { actionCodec } from '../../../game/core/action-codec.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import { completeOptions } from '../../../game/core/task-options.ts'
import { newStepOut, type Task } from '../../../game/core/task.ts'
import type { TaskCheck } from './task-check.ts'

/** Steps before a measurement: the engine compiles what runs often, and only then keeps numbers out of memory. */
const WARM_UP = 30_000
/** Steps between two looks at the memory: few, so that no collection comes in between. */
const CHUNK = 1_000
const CHUNKS = 12
/** Different actions of all seats that are stepped in turn. */
const MOVES = 64
/** Bytes a step that pass: numbers that functions hand on, which the engine keeps in memory while tests watch. An object takes more. */
const LIMIT = 40
/** Measurements at most: on a busy machine the engine may not have compiled the step by the first. What allocates does so in each. */
const TRIES = 6

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Bytes that a step of the task puts in memory: the median over chunks of steps, less what looking takes. */
export function bytesPerStep(task: Task, { warmUp = WARM_UP, chunk = CHUNK, chunks = CHUNKS } = {}): number {
  const chance = new SeededChance(1)
  const codec = actionCodec(task.action)
  const moves = Array.from({ length: MOVES }, () => {
    const numbers = new Float64Array(task.seats.max * codec.numbers)
    for (let seat = 0; seat < task.seats.max; seat++)
      codec.decode(chance.below(codec.codes), numbers, seat * codec.numbers)
    return numbers
  })
  const options = completeOptions(task, {})
  const state = new Float64Array(task.layout.length)
  const out = newStepOut(task.seats.max)
  const steps = (count: number): void => {
    for (let i = 0; i < count; i++) {
      task.step(state, moves[i % MOVES]!, chance, out)
      if (out.terminated || out.truncated) task.reset(state, options, chance, task.seats.max)
    }
  }
  const grown = (count: number): number => {
    const before = memoryUsage().heapUsed
    steps(count)
    return memoryUsage().heapUsed - before
  }
  task.reset(state, options, chance, task.seats.max)
  steps(warmUp)
  const looking = median(Array.from({ length: chunks }, () => grown(0)))
  return Math.max(0, (median(Array.from({ length: chunks }, () => grown(chunk))) - looking) / chunk)
}

export const allocatesNothing: TaskCheck = {
  name: 'allocates nothing in a step',
  faults({ task }) {
    let bytes = Infinity
    for (let i = 0; i < TRIES && bytes >= LIMIT; i++) bytes = Math.min(bytes, bytesPerStep(task))
    return bytes < LIMIT
      ? []
      : [
          `a step allocates ${Math.floor(bytes)} bytes; make no objects, arrays or closures in it (\`npm run bench -- sim --all\` says how many)`,
        ]
  },
}
