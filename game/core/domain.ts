import { type Chance, uniform } from './chance.ts'
import { completeOptions } from './task-options.ts'
import type { Box } from './spaces.ts'
import type { Options, Task } from './task.ts'

/** The most noise there can be: half of what a number can be. */
const MOST_NOISE = 0.5

/** What training varies from episode to episode, so that a policy does not count on it (Tobin et al. 2017, "Domain randomization"). Each is drawn
 *  evenly from its range when an episode begins. */
export interface Domain {
  /** Options of the task, by name, with the least and the most. Of whole numbers all are as likely. */
  options?: Readonly<Record<string, readonly [low: number, high: number]>>
  /** The most ticks that are added to the action latency of a seat; each seat has its own. */
  latency?: number
  /** The most by which a number that is seen may be off, as a share of its range. How much that is, is drawn for an episode; by how much each number is
   *  off, evenly up and down, at each decision. What is seen stays in its range. */
  noise?: number
}

/** Throws a RangeError, in a sentence, where the task does not allow such a domain: an option that it has not or out of its range, more latency than
 *  its longest reaction delay, more noise than half of a range. */
export function assertDomain(task: Task, { options = {}, latency = 0, noise = 0 }: Domain): void {
  for (const [name, [low, high]] of Object.entries(options)) {
    const option = Object.hasOwn(task.options, name) ? task.options[name] : undefined
    if (!option) throw new RangeError(`${task.id} has no option "${name}" that could be varied`)
    if (!(option.min <= low && low <= high && high <= option.max))
      throw new RangeError(`${task.id}: ${name} varies within ${option.min} and ${option.max}, not ${low} and ${high}`)
  }
  const { longestReactionTicks } = task
  if (!Number.isInteger(latency) || latency < 0 || latency > longestReactionTicks)
    throw new RangeError(`${task.id}: latency varies by 0 to ${longestReactionTicks} whole ticks, not ${latency}`)
  if (!(noise >= 0 && noise <= MOST_NOISE)) throw new RangeError(`Noise is 0 to ${MOST_NOISE} of a range, not ${noise}`)
}

/** The options of one episode, over the given ones. */
export function drawOptions(task: Task, { options = {} }: Domain, given: Options, chance: Chance): Options {
  const drawn = Object.entries(options).map(([name, [low, high]]) => {
    const { integer } = task.options[name]!
    const value = low + uniform(chance) * (high - low + (integer ? 1 : 0))
    return [name, integer ? Math.floor(value) : value]
  })
  return completeOptions(task, { ...given, ...Object.fromEntries(drawn) })
}

/** Ticks of latency of one seat for one episode. */
export const drawLatency = ({ latency = 0 }: Domain, chance: Chance): number =>
  latency === 0 ? 0 : Math.floor(uniform(chance) * (latency + 1))

/** The most noise of one episode, as a share of each range. */
export const drawNoise = ({ noise = 0 }: Domain, chance: Chance): number => (noise === 0 ? 0 : uniform(chance) * noise)

/** Adds noise to one observation, from `offset` on, in place. */
export function addNoise(out: Float32Array, offset: number, { low, high }: Box, noise: number, chance: Chance): void {
  for (let i = 0; i < low.length; i++) {
    const least = low[i]!
    const most = high[i]!
    const seen = out[offset + i]! + (2 * uniform(chance) - 1) * noise * (most - least)
    out[offset + i] = Math.max(least, Math.min(most, seen)) + 0
  }
}
