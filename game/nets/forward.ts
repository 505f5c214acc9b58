import { ForwardNetwork } from './forward-network.ts'
import type { Observations } from './sparse-rows.ts'
import { parametersOf, policyOutputs, weightCount, type PolicySpec } from './spec.ts'

/** A policy in plain JavaScript: the reference for the other runtimes, and the fastest way to act with a small network, since nothing is called
 *  or copied. Holds its own copy of the weights; `load` changes them in place. */
export class Forward {
  private readonly actor: ForwardNetwork
  private readonly critic: ForwardNetwork | null
  /** log σ where it is a vector. */
  private logDeviation = new Float32Array(0)

  /** Throws RangeError where the weights do not fit the policy. */
  constructor(
    readonly spec: PolicySpec,
    weights: Float32Array,
  ) {
    const offsetOf = (name: string): number => parametersOf(spec).find((p) => p.name.startsWith(name))?.offset ?? 0
    this.actor = new ForwardNetwork(spec.actor, 0)
    this.critic = spec.critic && new ForwardNetwork(spec.critic, offsetOf('critic'))
    this.load(weights)
  }

  /** Takes new weights [weightCount(spec)]. Throws RangeError where they do not fit. */
  load(weights: Float32Array): void {
    const count = weightCount(this.spec)
    if (weights.length !== count) throw new RangeError(`This network has ${count} weights, not ${weights.length}`)
    this.actor.load(weights)
    this.critic?.load(weights)
    const free = parametersOf(this.spec).find(({ name }) => name === 'actor.logDeviation')
    if (free) this.logDeviation = weights.slice(free.offset, free.offset + free.size)
  }

  /** Writes what the policy puts out for `rows` observations [rows × inputs], for its action head, to `out` [rows × policyOutputs(spec)]. */
  outputs(observations: Observations, rows: number, out: Float32Array): void {
    const stride = policyOutputs(this.spec)
    this.actor.run(observations, rows, out, stride)
    const { logDeviation } = this
    if (logDeviation.length === 0) return
    for (let row = 0; row < rows; row++) out.set(logDeviation, row * stride + this.spec.actor.outputs)
  }

  /** Writes the values of `rows` observations [rows × inputs] to `out` [rows]. Throws where the policy has no value network. */
  values(observations: Observations, rows: number, out: Float32Array): void {
    if (!this.critic) throw new Error('This policy has no value network')
    this.critic.run(observations, rows, out, 1)
  }
}
