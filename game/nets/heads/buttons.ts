import type { Distribution } from './distribution.ts'

/** `size` buttons, each held or not whatever the others are, with probabilities sigmoid(logits). outputs: logits [size] · raw: 0 or 1 [size]. */
export function buttons(size: number): Distribution {
  return {
    outputs: size,
    numbers: size,
    draws: size,
    sample(logits, row, uniforms, first, raw, at) {
      for (let i = 0; i < size; i++) raw[at + i] = uniforms[first + i]! < sigmoid(logits[row * size + i]!) ? 1 : 0
    },
    mode(logits, row, raw, at) {
      for (let i = 0; i < size; i++) raw[at + i] = logits[row * size + i]! > 0 ? 1 : 0
    },
    logProbability(logits, row, raw, at) {
      let sum = 0
      for (let i = 0; i < size; i++) sum += logShare(logits[row * size + i]!, raw[at + i]!)
      return sum
    },
    entropy(logits, row) {
      let entropy = 0
      for (let i = 0; i < size; i++) {
        const logit = logits[row * size + i]!
        const p = sigmoid(logit)
        entropy -= p * logShare(logit, 1) + (1 - p) * logShare(logit, 0)
      }
      return entropy
    },
    loss(logits, raw, at, gradient) {
      let loss = 0
      for (let i = 0; i < size; i++) {
        gradient[i] = sigmoid(logits[i]!) - raw[at + i]!
        loss -= logShare(logits[i]!, raw[at + i]!)
      }
      return loss
    },
    entropyGradient(logits, gradient) {
      for (let i = 0; i < size; i++) {
        const p = sigmoid(logits[i]!)
        gradient[i] = -logits[i]! * p * (1 - p)
      }
      return this.entropy(logits, 0)
    },
    show(logits, row) {
      return {
        kind: 'buttons',
        probabilities: Array.from({ length: size }, (_, i) => Math.fround(sigmoid(logits[row * size + i]!))),
      }
    },
  }
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** log sigmoid(logit) of a button that is held, log(1 − sigmoid(logit)) of one that is not; finite for any finite logit. */
function logShare(logit: number, held: number): number {
  const x = held === 1 ? logit : -logit
  return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)))
}
