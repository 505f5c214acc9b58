import type { Options, Task } from '../../core/task.ts'
import { actionHead } from '../../nets/action-head.ts'
import { squashedPolicy } from '../../nets/squashed-policy.ts'
import { densePolicy, inputSize, type Activation, type Network, type PolicySpec } from '../../nets/spec.ts'
import type { AlgorithmChoice } from '../algorithms/index.ts'

/** A run of training, as plain data: all that follows of it follows from this. */
export interface RunPlan {
  task: { id: string; version: number }
  /** Which of the task's observations is seen. */
  observation: string
  /** Options of each episode, where they are not as usual. */
  options?: Options
  algorithm: AlgorithmChoice
  network: NetworkShape
  /** How many are stepped together: each is one slot of the learner. */
  environments: number
  /** The strength of the built-in in all other seats; null: alone. */
  opponent: string | null
  seed: number
  /** Decisions after which it ends. A round is never cut short, so the budget should be a multiple of what one takes. */
  budget: number
  /** Settings that say how far one update goes fall in a straight line to the least that they may be, over the budget. */
  anneals: boolean
}

export interface NetworkShape {
  /** Units of the dense layers. */
  hidden: readonly number[]
  activation: Activation
  /** How σ is given where actions are continuous: a vector where it is missing. */
  deviation?: 'vector' | 'output'
  /** It has a value network of the same shape. */
  critic: boolean
}

/** The policy of such a network for a task. squashed: where the algorithm learns actions that are tanh of what the network puts out, and how it has σ.
 *  Throws where the task has no such observation. */
export function policyFor(
  task: Task,
  observation: string,
  network: NetworkShape,
  squashed?: 'vector' | 'output',
): PolicySpec {
  const seen = task.observations[observation]
  if (!seen) throw new Error(`${task.id} has no observation "${observation}"`)
  const { kind, labels } = task.action
  const deviation = kind === 'continuous' ? (squashed ?? network.deviation ?? 'vector') : null
  const shape = {
    inputs: seen.space.names.length,
    hidden: network.hidden,
    activation: network.activation,
    outputs: deviation === 'vector' ? labels.length : actionHead(task.action).outputs,
  }
  if (squashed && deviation) return squashedPolicy({ ...shape, deviation })
  const spec = densePolicy({ ...shape, deviation })
  const { actor, critic } = seen.active ? overLists(spec) : spec
  return { ...spec, actor, critic: network.critic ? critic : null }
}

/** The same networks over lists of the numbers that are not 0. */
function overLists({ actor, critic }: PolicySpec): Pick<PolicySpec, 'actor' | 'critic'> {
  const sparse = (network: Network): Network => ({ ...network, input: { kind: 'sparse', length: inputSize(network) } })
  return { actor: sparse(actor), critic: critic && sparse(critic) }
}
