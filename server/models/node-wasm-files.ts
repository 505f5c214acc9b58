import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The folder of the WASM backend's binaries, as Node finds it. */
export const nodeWasmFiles = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`
