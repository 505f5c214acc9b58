import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import { assertReach, TemporalDifferences } from '../../maths/temporal-differences.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { playSteps } from './play-steps.ts'
import { TablePrediction } from './table-prediction.ts'

/** # TD prediction — TD(0) (Sutton & Barto 6.1), n-step TD (7.1) and TD(λ) (12.2), over a table of the values of states.
 *
 * After each step: V(S) ← V(S) + α (R + γ V(S′) − V(S)), with V(S′) = 0 where S′ is an end. With n > 1 an entry waits for n rewards; with λ > 0 the
 * error goes to all that came before, by their eligibility traces.
 *
 * Differences:
 * 1. Many slots play at once into one table; with one it is the book's.
 * 2. Where an episode is truncated, or the round ends, entries that still wait learn from what they have and the value of the state that was reached;
 *    traces end there. An episode that goes on in the next round is taken up as if it had begun there. */
const fields = {
  steps: tableFields.steps,
  learningRate: tableFields.learningRate,
  gamma: tableFields.gamma,
  n: tableFields.n,
  lambda: tableFields.lambda,
  traces: tableFields.traces,
} as const satisfies Fields

export const tdPrediction = defineAlgorithm({
  id: 'td-prediction',
  name: 'TD prediction',
  about: 'Learns what each state is worth under a policy that stays as it is, from one guess to the next.',
  paper: suttonBarto('chapters 6, 7 and 12'),
  fields,
  figures: { error: tableFigures.error },
  handles: { ...tableHandles, evaluates: true },
  small: { settings: { steps: 32, gamma: 0 }, rounds: 3 },
  create: (setup, configuration) => new TdPrediction(setup, configuration),
})

class TdPrediction extends TablePrediction {
  constructor(
    setup: AlgorithmSetup,
    private readonly config: Readonly<ConfigurationOf<typeof fields>>,
  ) {
    super(setup)
    assertReach(config)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { steps, learningRate: alpha, gamma } = this.config
    const { v } = this
    const differences = new TemporalDifferences(v, environment.slots, this.config)
    let errors = 0
    await playSteps(
      environment,
      { states: this.shape.states, steps },
      progress,
      (state) => this.choose(state),
      ({ slot, state: entry, reward, next, terminated, over }) => {
        const bootstrap = terminated ? 0 : v[next]!
        errors += Math.abs(differences.step(slot, { entry, reward, bootstrap, over }, { alpha, gamma }))
      },
    )
    const decisions = steps * environment.slots
    return { error: errors / decisions, decisions }
  }
}
