import type { AlgorithmEntry, AlgorithmSetup } from '../learner/algorithm.ts'
import type { Settings } from '../learner/configuration.ts'
import { Learner } from '../learner/learner.ts'
import { ppo } from './ppo.ts'
import { readSavedRun } from '../learner/saved-run.ts'

/** Every algorithm. One conformance suite runs them all. */
export const algorithms: readonly AlgorithmEntry[] = [ppo]

/** Which algorithm, and what is not as its defaults say. Plain data. */
export interface AlgorithmChoice {
  id: string
  settings?: Settings
}

/** A learner by its algorithm's id. table: where the algorithm is looked for. Throws RangeError where there is none, a setting is wrong, or it
 *  cannot learn such a policy. */
export function createLearner(
  { id, settings }: AlgorithmChoice,
  setup: AlgorithmSetup,
  table: readonly AlgorithmEntry[] = algorithms,
): Learner {
  return new Learner(algorithmById(id, table), setup, settings)
}

/** The learner of a saved run, as it was. Throws SavedRunError where the bytes are none. */
export function resumeLearner(bytes: Uint8Array, table: readonly AlgorithmEntry[] = algorithms): Learner {
  const { algorithm, spec, space, settings } = readSavedRun(bytes)
  const learner = createLearner({ id: algorithm, settings }, { spec, space, seed: 0 }, table)
  learner.load(bytes)
  return learner
}

function algorithmById(id: string, table: readonly AlgorithmEntry[]): AlgorithmEntry {
  const entry = table.find((candidate) => candidate.id === id)
  if (!entry)
    throw new RangeError(`There is no algorithm "${id}"; there are ${table.map((each) => each.id).join(', ')}.`)
  return entry
}
