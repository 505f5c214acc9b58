import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { ActionSpace } from '../../game/core/spaces.ts'
import { policyLossVectors } from '../../game/learn/algorithms/policy-gradient/policy-loss-vectors.ts'
import { actionHead, drawActions } from '../../game/nets/action-head.ts'
import { Forward } from '../../game/nets/forward.ts'
import { normal } from '../../game/nets/initialise.ts'
import { densePolicy, inputSize, weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'

const ROWS = 12

const shape = { inputs: 3, hidden: [5], activation: 'tanh' as const }
const cases: { name: string; space: ActionSpace; spec: PolicySpec }[] = [
  { name: 'choices', space: echoTask.action, spec: densePolicy({ ...shape, outputs: 2 }) },
  { name: 'buttons', space: echoButtons.action, spec: densePolicy({ ...shape, outputs: 3 }) },
  {
    name: 'a stick, σ as a vector',
    space: echoStick.action,
    spec: densePolicy({ ...shape, outputs: 2, deviation: 'vector' }),
  },
  {
    name: 'a stick, σ as outputs',
    space: echoStick.action,
    spec: densePolicy({ ...shape, outputs: 4, deviation: 'output' }),
  },
]

describe.each(cases)('of $name', ({ space, spec }) => {
  test.each([true, false])(
    'the gradient at the policy that acted is that of A2C and REINFORCE, by finite differences of −mean(A log π) (critic: %s)',
    async (critic) => {
      const learning = critic ? spec : { ...spec, critic: null }
      const chance = new SeededChance(4)
      const head = actionHead(space)
      const weights = Float32Array.from({ length: weightCount(learning) }, () => 0.4 * normal(chance))
      const draws = (length: number): Float32Array => Float32Array.from({ length }, () => normal(chance))
      const observations = draws(ROWS * inputSize(spec.actor))
      const [advantage, target] = [draws(ROWS), draws(ROWS)]
      const outputs = new Float32Array(ROWS * head.outputs)
      const raw = new Float32Array(ROWS * head.numbers)
      new Forward(learning, weights).outputs(observations, ROWS, outputs)
      drawActions(head, outputs, ROWS, chance, raw, new Uint32Array(ROWS))
      const old = Float32Array.from(outputs.subarray(0, ROWS), (_, row) =>
        head.logProbability(outputs, row, raw, row * head.numbers),
      )
      const lossOf = (at: Float32Array): number => {
        const forward = new Forward(learning, at)
        const values = new Float32Array(ROWS)
        forward.outputs(observations, ROWS, outputs)
        if (critic) forward.values(observations, ROWS, values)
        let loss = 0
        for (let row = 0; row < ROWS; row++) {
          loss -= advantage[row]! * head.logProbability(outputs, row, raw, row * head.numbers)
          if (critic) loss += 0.5 * 0.5 * (values[row]! - target[row]!) ** 2
          loss -= 0.05 * head.entropy(outputs, row)
        }
        return loss / ROWS
      }
      const gradients = policyLossVectors(learning, head, weights, { valueWeight: 0.5, entropyBonus: 0.05 })
      const { gradient, figures } = await gradients.of({ observations, raw, old, advantage, target })
      expect(gradient.length).toBe(weights.length)
      expect(figures.ratioError).toBeLessThan(1e-5)
      for (let i = 0; i < weights.length; i++) {
        const at = (step: number): number => lossOf(weights.map((weight, j) => (j === i ? weight + step : weight)))
        expect(gradient[i]).toBeCloseTo((at(5e-3) - at(-5e-3)) / 1e-2, 3)
      }
    },
  )
})
