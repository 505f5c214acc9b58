import type { StepperSetup, StepperThread } from '../../game/core/spread-env.ts'

/** Starts a worker that steps its part of a SpreadEnv. Rejects where it cannot be loaded, or fails before its environments are made. */
export function startStepWorker(setup: StepperSetup): Promise<StepperThread> {
  const worker = new Worker(new URL('../../game/learn/practice/step-worker.ts', import.meta.url), {
    type: 'module',
    name: 'step',
  })
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', () => resolve({ end: () => worker.terminate() }))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      worker.terminate()
      reject(new Error(event.message || 'A worker that steps environments could not be loaded'))
    })
    worker.postMessage(setup)
  })
}
