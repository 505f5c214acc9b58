import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { StepperSetup, StepperThread } from '../../game/core/spread-env.ts'

/** Starts a thread of Node that steps its part of a SpreadEnv. Rejects where it ends before its environments are made. */
export async function startStepThread(setup: StepperSetup): Promise<StepperThread> {
  const thread = new Worker(new URL('step-thread.mjs', import.meta.url))
  thread.postMessage(setup)
  // Rejects with what it failed of, if it fails.
  await once(thread, 'message')
  return { end: () => void thread.terminate() }
}
