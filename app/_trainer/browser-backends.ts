import { hasVectorPolicy } from '../../game/nets/simd/vector-policy.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import type { WasmFiles } from '../../game/nets/tfjs/start-backend.ts'
import { hasGraphicsCard, SOFTWARE_RENDERER } from '../_ui/graphics-card.ts'
import type { TrainerBackend } from './trainer-backend.ts'

/** The WASM backend's binaries, served by ourselves. */
export const browserWasmFiles: WasmFiles = {
  'tfjs-backend-wasm.wasm': new URL(
    '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
    import.meta.url,
  ).href,
  'tfjs-backend-wasm-simd.wasm': new URL(
    '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    import.meta.url,
  ).href,
  'tfjs-backend-wasm-threaded-simd.wasm': new URL(
    '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
    import.meta.url,
  ).href,
}

/** Backends worth a try in this browser for such a policy, the safest first. Where vectors can compute it, only a graphics card might be faster. */
export async function browserBackends(spec: PolicySpec): Promise<TrainerBackend[]> {
  const vectors = hasVectorPolicy(spec)
  const backends: TrainerBackend[] = vectors ? ['vectors'] : typeof WebAssembly === 'object' ? ['wasm'] : []
  if (hasGraphicsCard()) backends.push('webgl')
  if (await hasWebGpu()) backends.push('webgpu')
  return vectors ? backends : [...backends, 'cpu']
}

async function hasWebGpu(): Promise<boolean> {
  if (!('gpu' in navigator)) return false
  try {
    const adapter = await navigator.gpu.requestAdapter()
    if (!adapter || adapter.isFallbackAdapter) return false
    const { vendor, architecture, description } = adapter.info
    return !SOFTWARE_RENDERER.test(`${vendor} ${architecture} ${description}`)
  } catch {
    return false
  }
}
