import type { FiniteModel } from '../../core/finite-model.ts'
import { hasVectorPolicy } from '../../nets/simd/vector-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { AlgorithmEntry, AlgorithmSetup } from '../learner/algorithm.ts'
import type { Settings } from '../learner/configuration.ts'
import { Learner } from '../learner/learner.ts'
import { a2c } from './a2c.ts'
import { cma } from './cma.ts'
import { dqn } from './dqn.ts'
import { es } from './es.ts'
import { genetic } from './genetic.ts'
import { ppo } from './ppo.ts'
import { reinforce } from './reinforce.ts'
import { sac } from './sac.ts'
import { tabular } from './tabular/tabular.ts'
import { td3 } from './td3.ts'
import { readSavedRun } from '../learner/saved-run.ts'

/** Every algorithm. One conformance suite runs them all. */
export const algorithms: readonly AlgorithmEntry[] = [ppo, a2c, reinforce, es, genetic, cma, dqn, td3, sac, ...tabular]

/** Which algorithm, and what is not as its defaults say. Plain data. */
export interface AlgorithmChoice {
  id: string
  settings?: Settings
}

/** How agents learn where nobody chooses: nobody outside names an algorithm and its settings. */
export const usualChoices = {
  /** During a match: quick steps that end early where they go far, for the average of the way is the result. */
  sparring: {
    id: 'ppo',
    settings: { steps: 64, minibatchSize: 1024, epochs: 3, learningRate: 3e-3, entropyBonus: 0.001, targetKl: 0.01 },
  },
  /** From nothing, on many environments at once. */
  school: { id: 'ppo', settings: { minibatchSize: 1024, epochs: 3 } },
  /** To time a computer on 64 slots: a round is one gradient. */
  timing: { id: 'ppo', settings: { steps: 16, minibatchSize: 1024, epochs: 1 } },
} as const satisfies Readonly<Record<string, AlgorithmChoice>>

/** What computes gradients. */
export type Gradients = 'tensors' | 'vectors'

/** What computes the gradients of such a policy here, where nothing was measured: vectors wherever they can. */
export const usualGradients = (spec: PolicySpec): Gradients => (hasVectorPolicy(spec) ? 'vectors' : 'tensors')

/** A usual choice, with its gradients computed this way. */
export const usualChoice = (use: keyof typeof usualChoices, gradients: Gradients): AlgorithmChoice => {
  const { id, settings } = usualChoices[use]
  return { id, settings: { ...settings, gradients } }
}

/** The settings of school where this share of its time is left: to explore and learn fast at first, then to settle. */
export const schoolSettings = (left: number): Settings => ({
  learningRate: 2e-4 + 1.8e-3 * left,
  entropyBonus: 0.003 + 0.017 * left,
})

/** A learner by its algorithm's id. table: where the algorithm is looked for. Throws RangeError where there is none, a setting is wrong, or it
 *  cannot learn such a policy. */
export function createLearner(
  { id, settings }: AlgorithmChoice,
  setup: AlgorithmSetup,
  table: readonly AlgorithmEntry[] = algorithms,
): Learner {
  return new Learner(algorithmById(id, table), setup, settings)
}

/** The learner of a saved run, as it was. model: the whole of its task, where the algorithm plans. Throws SavedRunError where the bytes are none. */
export function resumeLearner(
  bytes: Uint8Array,
  table: readonly AlgorithmEntry[] = algorithms,
  model?: FiniteModel,
): Learner {
  const { algorithm, spec, space, settings } = readSavedRun(bytes)
  const setup = { spec, space, seed: 0, ...(model ? { model } : {}) }
  const learner = createLearner({ id: algorithm, settings }, setup, table)
  learner.load(bytes)
  return learner
}

function algorithmById(id: string, table: readonly AlgorithmEntry[]): AlgorithmEntry {
  const entry = table.find((candidate) => candidate.id === id)
  if (!entry)
    throw new RangeError(`There is no algorithm "${id}"; there are ${table.map((each) => each.id).join(', ')}.`)
  return entry
}
