import * as tf from '@tensorflow/tfjs-core'
import { registerGradients } from './register-gradients.ts'
import { repairWasm } from './repair-wasm.ts'

export type BackendName = 'wasm' | 'webgl' | 'webgpu' | 'cpu'
export const BACKENDS: readonly BackendName[] = ['webgl', 'webgpu', 'wasm', 'cpu']

/** Where the three binaries of the WASM backend are: a folder, or an address for each. */
export type WasmFiles =
  | string
  | Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>

export interface BackendOptions {
  wasmFiles: WasmFiles
  /** Threads of the WASM backend; 1 never starts a worker. */
  threads: number
}

/** Makes TensorFlow.js compute on this backend: loads it, registers what our losses need, waits until it is ready. Throws where it does not
 *  work here. */
export async function startBackend(name: BackendName, options: BackendOptions): Promise<void> {
  registerGradients()
  if (!tf.engine().registryFactory[name]) await load(name, options)
  if (!(await tf.setBackend(name))) throw new Error(`The ${name} backend does not work here`)
  await tf.ready()
  if (name === 'wasm') repairWasm()
}

async function load(name: BackendName, { wasmFiles, threads }: BackendOptions): Promise<void> {
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu')
  if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl')
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  if (name === 'wasm') {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    wasm.setWasmPaths(wasmFiles)
    wasm.setThreadsCount(threads)
    if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  }
}
