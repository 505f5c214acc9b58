import type { Distribution, Numbers } from './distribution.ts'

/** The range of log σ: a deviation below e⁻⁵ is finer than the step from one code of an action to the next, and above e² every action lies at
 *  one end or the other. Outside it the gradient of log σ is 0. */
export const LOG_DEVIATION = { least: -5, most: 2 } as const

export const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI)

/** `size` real numbers, each normal whatever the others are. outputs: means [size], then log σ [size] · raw: the numbers before they are cut
 *  off at −1 and 1 [size]; their density is that of the normal distribution, so that learning sees no edge. */
export function gaussian(size: number): Distribution {
  const logDeviation = (outputs: Numbers, row: number, i: number): number =>
    Math.max(LOG_DEVIATION.least, Math.min(LOG_DEVIATION.most, outputs[(2 * row + 1) * size + i]!))
  return {
    outputs: 2 * size,
    numbers: size,
    draws: 2 * size,
    sample(outputs, row, uniforms, first, raw, at) {
      for (let i = 0; i < size; i++) {
        // Box and Muller 1958. A uniform number that was rounded to 1 must not become infinite.
        const radius = Math.sqrt(-2 * Math.log(Math.max(1 - uniforms[first + 2 * i]!, 2 ** -53)))
        const normal = radius * Math.cos(2 * Math.PI * uniforms[first + 2 * i + 1]!)
        raw[at + i] = outputs[2 * row * size + i]! + Math.exp(logDeviation(outputs, row, i)) * normal
      }
    },
    mode(outputs, row, raw, at) {
      for (let i = 0; i < size; i++) raw[at + i] = outputs[2 * row * size + i]!
    },
    logProbability(outputs, row, raw, at) {
      let sum = 0
      for (let i = 0; i < size; i++) {
        const log = logDeviation(outputs, row, i)
        sum -= 0.5 * ((raw[at + i]! - outputs[2 * row * size + i]!) / Math.exp(log)) ** 2 + log + HALF_LOG_2PI
      }
      return sum
    },
    entropy(outputs, row) {
      let entropy = 0
      for (let i = 0; i < size; i++) entropy += logDeviation(outputs, row, i) + HALF_LOG_2PI + 0.5
      return entropy
    },
    loss(outputs, raw, at, gradient) {
      for (let i = 0; i < size; i++) {
        const log = logDeviation(outputs, 0, i)
        const distance = (raw[at + i]! - outputs[i]!) / Math.exp(log)
        gradient[i] = -distance / Math.exp(log)
        gradient[size + i] = log === outputs[size + i] ? 1 - distance ** 2 : 0
      }
      return -this.logProbability(outputs, 0, raw, at)
    },
    entropyGradient(outputs, gradient) {
      for (let i = 0; i < size; i++) {
        gradient[i] = 0
        gradient[size + i] = logDeviation(outputs, 0, i) === outputs[size + i] ? 1 : 0
      }
      return this.entropy(outputs, 0)
    },
    show(outputs, row) {
      return {
        kind: 'dimensions',
        means: Array.from({ length: size }, (_, i) => outputs[2 * row * size + i]!),
        deviations: Array.from({ length: size }, (_, i) => Math.fround(Math.exp(logDeviation(outputs, row, i)))),
      }
    },
  }
}
