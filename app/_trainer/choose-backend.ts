import { SeededChance } from '../../game/core/chance.ts'
import type { ActionSpace } from '../../game/core/spaces.ts'
import { LearnerSlots, type LearnerEnv } from '../../game/learn/learner/learner-env.ts'
import { createLearner, usualChoice, type Gradients } from '../../game/learn/algorithms/index.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { inputSize, type PolicySpec } from '../../game/nets/spec.ts'
import type { BackendName } from '../../game/nets/tfjs/start-backend.ts'
import type { TrainerBackend } from './trainer-backend.ts'

/** Milliseconds in which the measuring must be done. */
const BUDGET_MS = 2000
const WARM_STEPS = 5
const SLOTS = 64

export interface BackendChoice {
  backend: TrainerBackend
  /** Milliseconds of a warm training step by backend; empty where nothing was measured. */
  measured: Partial<Record<TrainerBackend, number>>
  /** Backends that compute too roughly to train on, such as with half precision. */
  imprecise: readonly BackendName[]
}

export interface BackendProbe {
  /** Backends worth a try here, the safest first. */
  candidates: readonly TrainerBackend[]
  /** Makes TensorFlow.js compute on it, and loads it for that where it was not; throws where it does not work. */
  start(backend: BackendName): Promise<void>
  /** Milliseconds. */
  now(): number
  spec: PolicySpec
  /** Of the actions that the policy chooses from. */
  space: ActionSpace
}

/** Largest error that single precision makes by far: half precision's is ten times larger. */
const MOST_ERROR = 1e-4

/** Starts the fastest backend that computes precisely: each candidate does warm training steps of the real network, all of them in two seconds.
 *  One that has no time left to show itself is not taken, and vectors alone are not measured. Throws where none works. */
export async function chooseBackend({ candidates, start, now, spec, space }: BackendProbe): Promise<BackendChoice> {
  // Vectors compute with single precision wherever they run at all: the standard says so.
  if (candidates.length === 1 && candidates[0] === 'vectors') return { backend: 'vectors', measured: {}, imprecise: [] }
  const measured: Partial<Record<TrainerBackend, number>> = {}
  const end = now() + BUDGET_MS
  let best: TrainerBackend | null = null
  let running: BackendName | null = null
  let works: TrainerBackend | null = null
  const imprecise: BackendName[] = []
  for (const backend of candidates) {
    if (best && now() > end) break
    try {
      if (backend !== 'vectors') {
        await start(backend)
        running = backend
        const { precisionError } = await import('../../game/nets/tfjs/precision.ts')
        const error = await precisionError(spec, actionHead(space))
        if (!(error <= MOST_ERROR)) {
          imprecise.push(backend)
          continue
        }
      }
      works = backend
      const millis = await timeStep(backend === 'vectors' ? 'vectors' : 'tensors', spec, space, now, end)
      if (millis === null) continue
      measured[backend] = millis
      if (!best || millis < measured[best]!) best = backend
    } catch {
      // It does not work here: the next one may.
    }
  }
  best ??= works
  if (!best) throw new Error('No way of computing works in this browser.')
  if (best !== 'vectors' && running !== best) await start(best)
  return { backend: best, measured, imprecise }
}

/** Milliseconds of a warm training step; null where the time was up before one was done. */
async function timeStep(
  gradients: Gradients,
  spec: PolicySpec,
  space: ActionSpace,
  now: () => number,
  end: number,
): Promise<number | null> {
  const learner = createLearner(usualChoice('timing', gradients), { spec, space, seed: 1 })
  const env = idleEnv(spec)
  try {
    // The first step compiles and allocates.
    await learner.learn(env)
    const times: number[] = []
    while (times.length < WARM_STEPS && now() < end) {
      const begun = now()
      await learner.learn(env)
      times.push(now() - begun)
    }
    return times.length > 0 ? Math.min(...times) : null
  } finally {
    learner.dispose()
  }
}

/** Nothing to win, and the same random sight at each step: only the work is real. */
function idleEnv(spec: PolicySpec): LearnerEnv {
  const chance = new SeededChance(1)
  const slots = new LearnerSlots(SLOTS, inputSize(spec.actor))
  for (let i = 0; i < slots.observations.length; i++) slots.observations[i] = 2 * chance.uniform() - 1
  for (let i = 0; i < SLOTS; i++) slots.rewards[i] = (i % 2) * 2 - 1
  return { ...slots, step: () => undefined }
}
