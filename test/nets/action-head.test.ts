import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { discrete, type ActionSpace } from '../../game/core/spaces.ts'
import { actionHead, drawActions } from '../../game/nets/action-head.ts'
import type { Numbers } from '../../game/nets/heads/distribution.ts'
import { normal } from '../../game/nets/initialise.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { tensorHead } from '../../game/nets/tfjs/tensor-head.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

const choices = discrete(['stay', 'up', 'down'])
const buttons: ActionSpace = { kind: 'multi-binary', labels: ['left', 'right', 'jump'] }
const stick: ActionSpace = { kind: 'continuous', labels: ['x', 'y'] }
const spaces = [choices, buttons, stick]

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

/** Rows of outputs and of raw actions drawn from them. */
function rowsOf(space: ActionSpace, rows: number, seed = 1) {
  const head = actionHead(space)
  const chance = new SeededChance(seed)
  const outputs = Float32Array.from({ length: rows * head.outputs }, () => normal(chance))
  const raw = new Float32Array(rows * head.numbers)
  const codes = new Uint32Array(rows)
  drawActions(head, outputs, rows, chance, raw, codes)
  return { head, outputs, raw, codes }
}

describe('worked numbers', () => {
  test('of choices: softmax of 0, ln 2 and ln 5 is 1/8, 2/8, 5/8', () => {
    const head = actionHead(choices)
    const logits = Float32Array.from([9, 9, 9, 0, Math.log(2), Math.log(5)])
    expect(head.show(logits, 1)).toEqual({
      kind: 'choices',
      probabilities: [1, 2, 5].map((eighths) => expect.closeTo(eighths / 8, 6)),
    })
    expect(head.logProbability(logits, 1, Float32Array.of(1), 0)).toBeCloseTo(Math.log(1 / 4), 6)
    const nats = -[1, 2, 5].reduce((sum, eighths) => sum + (eighths / 8) * Math.log(eighths / 8), 0)
    expect(head.entropy(logits, 1)).toBeCloseTo(nats, 6)
    expect(head.entropy(logits, 0)).toBeCloseTo(Math.log(3), 6)
    const raw = Float32Array.of(7)
    head.mode(logits, 1, raw, 0)
    expect(raw[0]).toBe(2)
    const drawn = [0, 0.124, 0.126, 0.374, 0.376, 0.999].map((u) => {
      head.sample(logits, 1, [u], 0, raw, 0)
      return raw[0]
    })
    expect(drawn).toEqual([0, 0, 1, 1, 2, 2])
  })

  test('of buttons: held with probabilities 1/2, 3/4 and 1/10', () => {
    const head = actionHead(buttons)
    const logits = Float32Array.from([0, Math.log(3), -Math.log(9)])
    expect(head.show(logits, 0)).toEqual({
      kind: 'buttons',
      probabilities: [0.5, 0.75, 0.1].map((p) => expect.closeTo(p, 6)),
    })
    expect(head.logProbability(logits, 0, Float32Array.of(1, 1, 0), 0)).toBeCloseTo(Math.log(0.5 * 0.75 * 0.9), 6)
    const bits = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p)
    expect(head.entropy(logits, 0)).toBeCloseTo(bits(0.5) + bits(0.75) + bits(0.1), 6)
    const raw = new Float32Array(3)
    head.mode(logits, 0, raw, 0)
    expect([...raw]).toEqual([0, 1, 0])
    expect(head.codec.encode(raw, 0)).toBe(0b010)
  })

  test('of dimensions: two deviations from the mean the density is e⁻² of that of the mean', () => {
    const head = actionHead(stick)
    const outputs = Float32Array.from([0.5, -2, Math.log(0.25), Math.log(3)])
    expect(head.show(outputs, 0)).toEqual({
      kind: 'dimensions',
      means: [0.5, -2],
      deviations: [expect.closeTo(0.25, 6), expect.closeTo(3, 6)],
    })
    const peak = Math.log(1 / (0.25 * 3 * 2 * Math.PI))
    expect(head.logProbability(outputs, 0, Float32Array.of(0.5, -2), 0)).toBeCloseTo(peak, 5)
    expect(head.logProbability(outputs, 0, Float32Array.of(1, -2), 0)).toBeCloseTo(peak - 2, 5)
    expect(head.entropy(outputs, 0)).toBeCloseTo(Math.log(0.25 * 3 * 2 * Math.PI * Math.E), 5)
    const raw = new Float32Array(2)
    head.mode(outputs, 0, raw, 0)
    expect([...raw]).toEqual([0.5, -2])
    const played = new Float64Array(2)
    head.codec.decode(head.codec.encode(raw, 0), played, 0)
    expect(played[0]).toBeCloseTo(0.5, 2)
    expect(played[1]).toBe(-1)
  })

  test('of logits so large that their exponential is not finite', () => {
    for (const space of [choices, buttons]) {
      const head = actionHead(space)
      const logits = Float32Array.of(1000, -1000, 0)
      const raw = new Float32Array(head.numbers)
      head.mode(logits, 0, raw, 0)
      expect(head.logProbability(logits, 0, raw, 0)).toBeCloseTo(space === choices ? 0 : Math.log(0.5), 6)
      expect(head.entropy(logits, 0)).toBeCloseTo(space === choices ? 0 : Math.log(2), 6)
    }
  })
})

test.each([choices, buttons])('actions of $kind are drawn as often as their probabilities say', (space) => {
  const head = actionHead(space)
  const outputs = Float32Array.of(0.3, -0.8, 1.1)
  const rows = 40_000
  const chance = new SeededChance(5)
  const [raw, codes] = [new Float32Array(rows * head.numbers), new Uint32Array(rows)]
  const all = Float32Array.from({ length: rows * 3 }, (_, i) => outputs[i % 3]!)
  drawActions(head, all, rows, chance, raw, codes)
  const numbers = new Float64Array(head.numbers)
  for (let code = 0; code < head.codec.codes; code++) {
    head.codec.decode(code, numbers, 0)
    const p = Math.exp(head.logProbability(outputs, 0, numbers, 0))
    const share = codes.filter((drawn) => drawn === code).length / rows
    // Five standard errors.
    expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / rows))
  }
})

test('continuous actions are drawn around their means, as widely as their deviations say, and kept uncut', () => {
  const rows = 40_000
  const { head } = rowsOf(stick, 1)
  const outputs = Float32Array.from({ length: rows * 4 }, (_, i) => [0.5, -0.2, Math.log(0.3), Math.log(2)][i % 4]!)
  const raw = new Float32Array(rows * 2)
  drawActions(head, outputs, rows, new SeededChance(6), raw, new Uint32Array(rows))
  for (const [i, mean, deviation] of [
    [0, 0.5, 0.3],
    [1, -0.2, 2],
  ] as const) {
    const drawn = raw.filter((_, at) => at % 2 === i)
    const found = drawn.reduce((sum, x) => sum + x, 0) / rows
    const spread = Math.sqrt(drawn.reduce((sum, x) => sum + (x - found) ** 2, 0) / rows)
    expect(Math.abs(found - mean)).toBeLessThan((5 * deviation) / Math.sqrt(rows))
    expect(Math.abs(spread - deviation)).toBeLessThan((5 * deviation) / Math.sqrt(2 * rows))
    const within = drawn.filter((x) => Math.abs(x - mean) < deviation).length / rows
    expect(within).toBeCloseTo(0.6827, 1)
  }
  expect(raw.some((x) => Math.abs(x) > 2)).toBe(true)
})

test('a uniform number that was rounded up to 1 draws an action all the same', () => {
  for (const space of spaces) {
    const { head, outputs } = rowsOf(space, 1)
    const raw = new Float32Array(head.numbers)
    head.sample(outputs, 0, new Float64Array(head.draws).fill(1), 0, raw, 0)
    expect(raw.every((number) => Number.isFinite(number))).toBe(true)
  }
})

describe.each(spaces)('a head for $kind actions', (space) => {
  test('has gradients of −log π and of the entropy that agree with finite differences', () => {
    const rows = 6
    const { head, outputs, raw } = rowsOf(space, rows)
    for (let row = 0; row < rows; row++) {
      const own = Float64Array.from(outputs.subarray(row * head.outputs, (row + 1) * head.outputs))
      const gradient = new Float64Array(head.outputs)
      const loss = head.loss(own, raw, row * head.numbers, gradient)
      expect(loss).toBeCloseTo(-head.logProbability(outputs, row, raw, row * head.numbers), 6)
      for (let i = 0; i < own.length; i++) {
        const at = (step: number): number => {
          const moved = own.map((value, j) => (j === i ? value + step : value))
          return head.loss(moved, raw, row * head.numbers, new Float64Array(head.outputs))
        }
        expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5)
      }
      expect(head.entropyGradient(own, gradient)).toBeCloseTo(head.entropy(own, 0), 12)
      for (let i = 0; i < own.length; i++) {
        const at = (step: number): number =>
          head.entropy(
            own.map((value, j) => (j === i ? value + step : value)),
            0,
          )
        expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5)
      }
    }
  })

  test.each(['wasm', 'cpu'] as const)(
    'gives the same numbers as tensors on %s, gradients included',
    async (backend) => {
      await startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })
      const rows = 6
      const { head, outputs, raw } = rowsOf(space, rows)
      const tensors = tensorHead(head)
      const entropyOf = (from: Numbers): number =>
        Array.from({ length: rows }, (_, row) => head.entropy(from, row)).reduce((sum, nats) => sum + nats / rows, 0)
      tf.tidy(() => {
        const actions = tensors.actions(raw, rows)
        const x = tf.tensor2d(outputs, [rows, head.outputs])
        const distribution = tensors.of(x)
        const logs = distribution.logProbability(actions).dataSync()
        for (let row = 0; row < rows; row++)
          expect(logs[row]).toBeCloseTo(head.logProbability(outputs, row, raw, row * head.numbers), 4)
        expect(distribution.meanEntropy().dataSync()[0]).toBeCloseTo(entropyOf(outputs), 5)

        const ofLog = tf
          .grad((o) => tf.neg(tf.sum(tensors.of(o as tf.Tensor2D).logProbability(actions))))(x)
          .dataSync()
        const ofEntropy = tf
          .grad((o) => tensors.of(o as tf.Tensor2D).meanEntropy())(x)
          .dataSync()
        for (let row = 0; row < rows; row++) {
          const gradient = new Float64Array(head.outputs)
          head.loss(outputs.slice(row * head.outputs), raw, row * head.numbers, gradient)
          for (let i = 0; i < head.outputs; i++) {
            const at = row * head.outputs + i
            expect(ofLog[at]).toBeCloseTo(gradient[i]!, 3)
            const moved = (step: number): number =>
              entropyOf(Float64Array.from(outputs, (value, j) => (j === at ? value + step : value)))
            expect(ofEntropy[at]).toBeCloseTo((moved(1e-4) - moved(-1e-4)) / 2e-4, 4)
          }
        }
      })
    },
  )
})
