import type { Observation, Row, Task } from '../core/task.ts'
import { SeededChance } from '../core/chance.ts'
import { actionHead, drawActions } from './action-head.ts'
import { fastPolicy } from './acting-policy.ts'
import { assertFits, inputSize, type PolicySpec } from './spec.ts'

/** Plays a seat of a task with a policy: samples an action from what is seen at each decision. seed: of its draws. observation: the name of what it
 *  sees, which must need no earlier states. Throws where weights, network and task do not fit each other. */
export function policyPlayer(
  task: Task,
  observation: string,
  spec: PolicySpec,
  weights: Float32Array,
  seed: number,
): { decide(state: Row, seat: number): number } {
  const seen = observationOf(task, observation)
  const head = actionHead(task.action)
  assertFits(spec, head.outputs)
  const inputs = new Float32Array(inputSize(spec.actor))
  if (inputs.length !== seen.space.low.length)
    throw new RangeError(`${task.id} shows ${seen.space.low.length} numbers, and this network takes ${inputs.length}`)
  const policy = fastPolicy(spec, weights)
  const chance = new SeededChance(seed)
  const outputs = new Float32Array(head.outputs)
  const raw = new Float32Array(head.numbers)
  const codes = new Uint32Array(1)
  return {
    decide(state, seat) {
      seen.observe(state, seat, inputs, 0)
      policy.outputs(inputs, 1, outputs)
      drawActions(head, outputs, 1, chance, raw, codes)
      return codes[0]!
    },
  }
}

function observationOf(task: Task, name: string): Observation {
  const found = task.observations[name]
  if (!found || found.history > 0) throw new Error(`${task.id} shows no "${name}" that needs no earlier states`)
  return found
}
