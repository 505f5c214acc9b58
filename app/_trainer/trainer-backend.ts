import type { BackendName } from '../../game/nets/tfjs/start-backend.ts'

/** What a partner's gradients are computed on: our own loops in WebAssembly with vectors, or a backend of TensorFlow.js. */
export type TrainerBackend = 'vectors' | BackendName

export const TRAINER_BACKENDS: readonly TrainerBackend[] = ['vectors', 'webgl', 'webgpu', 'wasm', 'cpu']

/** What a backend is called behind "runs on". */
export const backendWords = (backend: TrainerBackend): string =>
  backend === 'vectors' ? 'WebAssembly vectors' : `TensorFlow.js (${backend})`
