import * as tf from '@tensorflow/tfjs-core'

/** The nearest number of half precision (binary16): 11 bits of significand, exponents down to −14, above 65,504 infinite. */
export function toHalf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))))
  const unit = 2 ** (exponent - 10)
  const rounded = Math.round(value / unit) * unit
  return Math.abs(rounded) > 65_504 ? Math.sign(value) * Infinity : rounded
}

/** Makes TensorFlow.js compute as the cpu backend does, with every result of every operation rounded to half precision, as graphics cards
 *  without single precision do. The cpu backend must have been started once. */
export async function startRoughBackend(): Promise<void> {
  const name = 'rough'
  if (!tf.engine().registryFactory[name]) {
    const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu')
    tf.registerBackend(name, () => new MathBackendCPU())
    for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
      tf.registerKernel({
        kernelName,
        backendName: name,
        kernelFunc(given) {
          const results = kernelFunc(given)
          for (const { dataId, dtype } of Array.isArray(results) ? results : [results]) {
            if (dtype !== 'float32') continue
            const values = tf.backend().readSync(dataId)
            for (let i = 0; i < values.length; i++) values[i] = toHalf(Number(values[i]))
          }
          return results
        },
      })
    }
  }
  if (!(await tf.setBackend(name))) throw new Error('The rough backend does not start')
}
