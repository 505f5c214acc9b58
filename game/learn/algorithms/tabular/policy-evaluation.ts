import type { FiniteModel } from '../../../core/finite-model.ts'
import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import { evaluationSweep } from '../../maths/dynamic-programming.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { modelOf } from './model-of.ts'
import { sweepOver } from './sweeps.ts'
import { TablePrediction } from './table-prediction.ts'

/** # Iterative policy evaluation — Sutton & Barto 4.1.
 *
 * Sweep after sweep over all states: v(s) ← Σ π(a | s) Σ p(s′, r | s, a) (r + γ v(s′)). Nothing is played: a decision is an action that a sweep looks
 * at. A round is a number of sweeps, where the book stops at a small change. */
const fields = {
  sweeps: tableFields.sweeps,
  inPlace: tableFields.inPlace,
  gamma: tableFields.gamma,
} as const satisfies Fields

export const policyEvaluation = defineAlgorithm({
  id: 'policy-evaluation',
  name: 'Policy evaluation',
  about: 'Works out what each state is worth under a policy that stays as it is, from the rules of the task.',
  paper: suttonBarto('4.1'),
  fields,
  figures: { change: tableFigures.change },
  handles: { ...tableHandles, evaluates: true, model: true },
  small: { settings: { sweeps: 4, gamma: 0 }, rounds: 1 },
  create: (setup, configuration) => new PolicyEvaluation(setup, configuration),
})

class PolicyEvaluation extends TablePrediction {
  private readonly model: FiniteModel

  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    this.model = modelOf(setup)
  }

  async learn(_environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { model, policy } = this
    const change = await sweepOver(this.v, this.config, progress, (from, to) =>
      evaluationSweep(model, policy, this.config.gamma, from, to),
    )
    return { change, decisions: this.config.sweeps * policy.length }
  }
}
