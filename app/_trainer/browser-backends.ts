import type { BackendName, WasmFiles } from '../../game/nets/tfjs/start-backend.ts'

/** Names under which software draws what a graphics card should: slower than WASM by a factor of ten and more. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i

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

/** Backends worth a try in this browser, the safest first. */
export async function browserBackends(): Promise<BackendName[]> {
  const backends: BackendName[] = typeof WebAssembly === 'object' ? ['wasm'] : []
  if (hasGraphicsCard()) backends.push('webgl')
  if (await hasWebGpu()) backends.push('webgpu')
  return [...backends, 'cpu']
}

function hasGraphicsCard(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return false
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return !SOFTWARE.test(renderer)
}

async function hasWebGpu(): Promise<boolean> {
  if (!('gpu' in navigator)) return false
  try {
    const adapter = await navigator.gpu.requestAdapter()
    if (!adapter || adapter.isFallbackAdapter) return false
    const { vendor, architecture, description } = adapter.info
    return !SOFTWARE.test(`${vendor} ${architecture} ${description}`)
  } catch {
    return false
  }
}
