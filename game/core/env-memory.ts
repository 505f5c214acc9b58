import type { ActiveMemory } from './active-numbers.ts'
import type { Observation, Task } from './task.ts'

/** What environments write, each environment behind the other. */
export interface EnvMemory {
  /** [environments × layout] */
  rows: Float64Array
  /** [environments × seats × observationSize] each; empty where observations come as lists. */
  observations: Float32Array
  finalObservations: Float32Array
  /** [environments × seats] lists each; empty where observations come in full. */
  active: ActiveMemory
  finalActive: ActiveMemory
  /** [environments × seats] */
  rewards: Float32Array
  /** [environments] each */
  terminated: Uint8Array
  truncated: Uint8Array
}

/** How much environments write. */
export interface EnvShape {
  environments: number
  /** Numbers of a row. */
  layout: number
  /** Observations: environments × seats. */
  seen: number
  /** Numbers of an observation; 0 where they come as lists. */
  observationSize: number
  /** The longest list; 0 where they come in full. */
  most: number
}

/** Throws where the observation does not come as lists and is to. */
export function envShape(
  task: Task,
  observation: Observation,
  environments: number,
  seats: number,
  asLists: boolean,
): EnvShape {
  if (asLists && !observation.active) throw new Error(`${task.id}/${observation.name} does not come as lists`)
  return {
    environments,
    layout: task.layout.length,
    seen: environments * seats,
    observationSize: asLists ? 0 : observation.space.names.length,
    most: asLists ? observation.active!.most : 0,
  }
}

/** Arrays of so many numbers in one stretch of memory; the largest numbers come first, so that each begins where it may. */
function sizesOf({ environments, layout, seen, observationSize, most }: EnvShape) {
  const lists = most > 0 ? seen : 0
  return {
    rows: environments * layout,
    observations: seen * observationSize,
    rewards: seen,
    counts: lists,
    places: lists * most,
    values: lists * most,
    ends: environments,
  }
}

/** Bytes of the memory of a shape. */
export function envBytes(shape: EnvShape): number {
  const { rows, observations, rewards, counts, places, values, ends } = sizesOf(shape)
  return 8 * rows + 4 * (2 * observations + rewards) + 4 * (counts + places) + 2 * values + 2 * ends
}

/** The arrays of a shape in a stretch of memory of its size. Who lays them over the same memory sees the same. */
export function envMemory(shape: EnvShape, memory: ArrayBufferLike): EnvMemory {
  const sizes = sizesOf(shape)
  let at = 0
  const next = (bytes: number): number => (at += bytes) - bytes
  const doubles = (length: number): Float64Array => new Float64Array(memory, next(8 * length), length)
  const floats = (length: number): Float32Array => new Float32Array(memory, next(4 * length), length)
  const words = (length: number): Uint16Array => new Uint16Array(memory, next(2 * length), length)
  const bytes = (length: number): Uint8Array => new Uint8Array(memory, next(length), length)
  const signed = (length: number): Int8Array => new Int8Array(memory, next(length), length)
  const rows = doubles(sizes.rows)
  const [observations, finalObservations] = [floats(sizes.observations), floats(sizes.observations)]
  const rewards = floats(sizes.rewards)
  const [counts, finalCounts] = [words(sizes.counts), words(sizes.counts)]
  const [places, finalPlaces] = [words(sizes.places), words(sizes.places)]
  const [values, finalValues] = [signed(sizes.values), signed(sizes.values)]
  const [terminated, truncated] = [bytes(sizes.ends), bytes(sizes.ends)]
  return {
    rows,
    observations,
    finalObservations,
    active: { counts, places, values },
    finalActive: { counts: finalCounts, places: finalPlaces, values: finalValues },
    rewards,
    terminated,
    truncated,
  }
}

/** The part of a memory that environments `from` to `to` write. */
export function partOf(memory: EnvMemory, { environments }: EnvShape, from: number, to: number): EnvMemory {
  const cut = <A extends { length: number; subarray(from: number, to: number): A }>(array: A): A => {
    const each = array.length / environments
    return array.subarray(from * each, to * each)
  }
  const lists = ({ counts, places, values }: ActiveMemory): ActiveMemory => ({
    counts: cut(counts),
    places: cut(places),
    values: cut(values),
  })
  return {
    rows: cut(memory.rows),
    observations: cut(memory.observations),
    finalObservations: cut(memory.finalObservations),
    active: lists(memory.active),
    finalActive: lists(memory.finalActive),
    rewards: cut(memory.rewards),
    terminated: cut(memory.terminated),
    truncated: cut(memory.truncated),
  }
}
