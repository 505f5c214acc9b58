import type { Distribution, Numbers } from './distribution.ts'

/** One of `size` choices, with probabilities softmax(logits). outputs: logits [size] · raw: the index. */
export function categorical(size: number): Distribution {
  return {
    outputs: size,
    numbers: 1,
    draws: 1,
    sample(logits, row, uniforms, first, raw, at) {
      const largest = largestOf(logits, row * size, size)
      let rest = uniforms[first]! * sumOfExp(logits, row * size, size, largest)
      let choice = 0
      for (; choice < size - 1; choice++) {
        rest -= Math.exp(logits[row * size + choice]! - largest)
        if (rest < 0) break
      }
      raw[at] = choice
    },
    mode(logits, row, raw, at) {
      let best = 0
      for (let i = 1; i < size; i++) if (logits[row * size + i]! > logits[row * size + best]!) best = i
      raw[at] = best
    },
    logProbability(logits, row, raw, at) {
      const largest = largestOf(logits, row * size, size)
      return logits[row * size + raw[at]!]! - largest - Math.log(sumOfExp(logits, row * size, size, largest))
    },
    entropy(logits, row) {
      const largest = largestOf(logits, row * size, size)
      const sum = sumOfExp(logits, row * size, size, largest)
      let entropy = Math.log(sum)
      for (let i = 0; i < size; i++) {
        const shifted = logits[row * size + i]! - largest
        if (shifted > -Infinity) entropy -= (Math.exp(shifted) / sum) * shifted
      }
      return entropy
    },
    loss(logits, raw, at, gradient) {
      const largest = largestOf(logits, 0, size)
      const choice = raw[at]!
      let sum = 0
      for (let i = 0; i < size; i++) sum += gradient[i] = Math.exp(logits[i]! - largest)
      for (let i = 0; i < size; i++) gradient[i] = gradient[i]! / sum - (i === choice ? 1 : 0)
      return Math.log(sum) + largest - logits[choice]!
    },
    entropyGradient(logits, gradient) {
      const largest = largestOf(logits, 0, size)
      let sum = 0
      for (let i = 0; i < size; i++) sum += gradient[i] = Math.exp(logits[i]! - largest)
      const logSum = Math.log(sum)
      let entropy = 0
      for (let i = 0; i < size; i++) {
        const p = gradient[i]! / sum
        const logShare = logits[i]! - largest - logSum
        // A choice that cannot be has no share, however far below the others it lies.
        if (p > 0) entropy -= p * logShare
        gradient[i] = p
      }
      for (let i = 0; i < size; i++) {
        const p = gradient[i]!
        gradient[i] = p > 0 ? -p * (logits[i]! - largest - logSum + entropy) : 0
      }
      return entropy
    },
    show(logits, row) {
      const largest = largestOf(logits, row * size, size)
      const shares = new Float32Array(size)
      let sum = 0
      for (let i = 0; i < size; i++) sum += shares[i] = Math.exp(logits[row * size + i]! - largest)
      return { kind: 'choices', probabilities: Array.from(shares.map((share) => share / sum)) }
    },
  }
}

/** Taken off before the exponential, so that large logits stay finite. */
function largestOf(logits: Numbers, from: number, size: number): number {
  let largest = -Infinity
  for (let i = 0; i < size; i++) largest = Math.max(largest, logits[from + i]!)
  return largest
}

function sumOfExp(logits: Numbers, from: number, size: number, largest: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += Math.exp(logits[from + i]! - largest)
  return sum
}
