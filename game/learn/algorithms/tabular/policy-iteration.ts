import type { FiniteModel } from '../../../core/finite-model.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { greedyActions } from '../../maths/action-tables.ts'
import { actionValues, evaluationSweep } from '../../maths/dynamic-programming.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { modelOf } from './model-of.ts'
import { sweepOver } from './sweeps.ts'
import { TableControl } from './table-control.ts'
import { writeProbabilities } from './table-policy.ts'

/** # Policy iteration — Howard 1960; Sutton & Barto 4.3.
 *
 * A round: sweeps that evaluate the policy of the moment, then one improvement, which makes it greedy in what they found. Where no state changes its
 * action, the policy is the best one. Nothing is played: a decision is an action that a sweep looks at.
 *
 * Differences:
 * 1. It begins with every action as likely, where no weights are given, so that every state comes to an end where one can be reached.
 * 2. A round evaluates for a number of sweeps, where the book waits for a small change. After too few of them, the improvement is one of the way
 *    between policy iteration and value iteration (4.6).
 * 3. A state keeps its action where another one is only as good, so that it comes to rest. */
const fields = {
  sweeps: {
    ...tableFields.sweeps,
    about: 'How often a round goes over all states to evaluate the policy.',
    default: 100,
  },
  inPlace: tableFields.inPlace,
  gamma: tableFields.gamma,
} as const satisfies Fields

export const policyIteration = defineAlgorithm({
  id: 'policy-iteration',
  name: 'Policy iteration',
  about:
    'Works out the best policy from the rules of the task: evaluates one, makes it greedy, and again until it stays.',
  paper: suttonBarto('4.3'),
  fields,
  figures: {
    change: tableFigures.change,
    improved: { name: 'Improved', about: 'States whose action changed; 0 where the policy is the best one.' },
  },
  handles: { ...tableHandles, model: true },
  small: { settings: { sweeps: 4, gamma: 0.9 }, rounds: 1 },
  create: (setup, configuration) => new PolicyIteration(setup, configuration),
})

class PolicyIteration extends TableControl {
  private readonly model: FiniteModel
  private readonly v: Float64Array<ArrayBuffer>
  /** Probabilities [states × actions]. */
  private readonly policy: Float64Array<ArrayBuffer>

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    this.model = modelOf(setup)
    this.v = new Float64Array(this.shape.states)
    this.policy = new Float64Array(this.q.length)
    writeProbabilities(this.weights, this.shape, this.policy)
  }

  async learn(_environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { model, v, q, policy } = this
    const { sweeps, gamma } = this.config
    const change = await sweepOver(v, this.config, progress, (from, to) =>
      evaluationSweep(model, policy, gamma, from, to),
    )
    actionValues(model, v, gamma, q)
    const improved = this.improve()
    this.publish()
    return { change, improved, decisions: sweeps * q.length }
  }

  /** Begins anew with another policy. */
  override loadWeights(weights: Float32Array): void {
    super.loadWeights(weights)
    writeProbabilities(this.weights, this.shape, this.policy)
    this.v.fill(0)
  }

  override save(): SavedArrays {
    return { ...super.save(), v: this.v, policy: this.policy }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.v.set(saved['v']!)
    this.policy.set(saved['policy']!)
  }

  /** Makes the policy greedy; the number of states that were not. */
  private improve(): number {
    const { actions } = this.shape
    let improved = 0
    for (const [state, best] of greedyActions(this.q, actions).entries()) {
      if (best.some((action) => this.policy[state * actions + action] === 1)) continue
      this.policy.fill(0, state * actions, (state + 1) * actions)
      this.policy[state * actions + best[0]!] = 1
      improved++
    }
    return improved
  }
}
