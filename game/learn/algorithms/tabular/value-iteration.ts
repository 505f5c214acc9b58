import type { FiniteModel } from '../../../core/finite-model.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { mostOf } from '../../maths/action-tables.ts'
import { actionValues, optimalitySweep } from '../../maths/dynamic-programming.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { modelOf } from './model-of.ts'
import { sweepOver } from './sweeps.ts'
import { TableControl } from './table-control.ts'

/** # Value iteration — Bellman 1957; Sutton & Barto 4.4.
 *
 * Sweep after sweep over all states: v(s) ← max Σ p(s′, r | s, a) (r + γ v(s′)); after a round the worth of each action follows from v. Nothing is
 * played: a decision is an action that a sweep looks at. A round is a number of sweeps, where the book stops at a small change. */
const fields = {
  sweeps: tableFields.sweeps,
  inPlace: tableFields.inPlace,
  gamma: tableFields.gamma,
} as const satisfies Fields

export const valueIteration = defineAlgorithm({
  id: 'value-iteration',
  name: 'Value iteration',
  about: 'Works out the best policy from the rules of the task: each sweep looks one step further ahead.',
  paper: suttonBarto('4.4'),
  fields,
  figures: { change: tableFigures.change },
  handles: { ...tableHandles, model: true },
  small: { settings: { sweeps: 4, gamma: 0.9 }, rounds: 1 },
  create: (setup, configuration) => new ValueIteration(setup, configuration),
})

class ValueIteration extends TableControl {
  private readonly model: FiniteModel
  private readonly v: Float64Array<ArrayBuffer>

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    this.model = modelOf(setup)
    this.v = new Float64Array(this.shape.states)
    this.startFromActions()
  }

  async learn(_environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { model, v, q } = this
    const { sweeps, gamma } = this.config
    const change = await sweepOver(v, this.config, progress, (from, to) => optimalitySweep(model, gamma, from, to))
    actionValues(model, v, gamma, q)
    this.publish()
    return { change, decisions: sweeps * q.length }
  }

  override loadWeights(weights: Float32Array): void {
    super.loadWeights(weights)
    this.startFromActions()
  }

  override save(): SavedArrays {
    return { ...super.save(), v: this.v }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.v.set(saved['v']!)
  }

  private startFromActions(): void {
    for (let state = 0; state < this.v.length; state++) this.v[state] = mostOf(this.q, state, this.shape.actions)
  }
}
