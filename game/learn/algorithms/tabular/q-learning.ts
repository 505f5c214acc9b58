import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { drawExploring, drawGreedy, mostOf } from '../../maths/action-tables.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { playSteps } from './play-steps.ts'
import { TableControl } from './table-control.ts'
import { TdControl } from './td-control.ts'

/** # Q-learning — Watkins 1989; Sutton & Barto 6.5. Double Q-learning — van Hasselt 2010; Sutton & Barto 6.7.
 *
 * B = max Q(S′, a): it learns what the best way of playing is worth, however it plays itself. The largest of several uncertain numbers is too large, so
 * double Q-learning keeps two tables and draws at each step which of them learns: B = Q2(S′, argmax Q1(S′, a)) for the first. It plays by their
 * mean, which is `q` of what is saved, beside `q1` and `q2`. Differences: see TdControl. */
const fields = {
  steps: tableFields.steps,
  learningRate: tableFields.learningRate,
  gamma: tableFields.gamma,
  epsilon: tableFields.epsilon,
  temperature: tableFields.temperature,
  double: {
    kind: 'flag',
    name: 'Double',
    about:
      'Two tables, each of which says what the best action of the other is worth, so that luck is not taken for worth.',
    default: false,
  },
} as const satisfies Fields

type QLearningConfiguration = Readonly<ConfigurationOf<typeof fields>>

export const qLearning = defineAlgorithm({
  id: 'q-learning',
  name: 'Q-learning',
  about:
    'Learns what the best actions are worth while it plays otherwise: it finds the shortest way, even along an edge.',
  paper: suttonBarto('6.5 and 6.7'),
  fields,
  figures: { error: tableFigures.error },
  handles: tableHandles,
  small: { settings: { steps: 32, gamma: 0.5 }, rounds: 5 },
  create: (setup, configuration) =>
    configuration.double ? new DoubleQLearning(setup, configuration) : new QLearning(setup, configuration),
})

class QLearning extends TdControl {
  protected following(state: number): number {
    return mostOf(this.q, state, this.shape.actions)
  }
}

class DoubleQLearning extends TableControl {
  private readonly tables: readonly [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>]

  constructor(
    setup: AlgorithmSetup,
    private readonly config: QLearningConfiguration,
  ) {
    super(setup)
    this.tables = [this.q.slice(), this.q.slice()]
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { states, actions } = this.shape
    const { q, tables, chance, config } = this
    const { steps, learningRate, gamma } = config
    let errors = 0
    await playSteps(
      environment,
      { states, steps },
      progress,
      (state) => drawExploring(q, state, actions, config, chance),
      ({ state, action, reward, next, terminated }) => {
        const [one, other] = chance.uniform() < 0.5 ? tables : [tables[1], tables[0]]
        const best = next * actions + drawGreedy(one, next, actions, chance)
        const entry = state * actions + action
        const error = reward + (terminated ? 0 : gamma * other[best]!) - one[entry]!
        one[entry] = one[entry]! + learningRate * error
        q[entry] = (one[entry] + other[entry]!) / 2
        errors += Math.abs(error)
      },
    )
    this.publish()
    const decisions = steps * environment.slots
    return { error: errors / decisions, decisions }
  }

  override loadWeights(weights: Float32Array): void {
    super.loadWeights(weights)
    for (const table of this.tables) table.set(this.q)
  }

  override save(): SavedArrays {
    return { ...super.save(), q1: this.tables[0], q2: this.tables[1] }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    for (const [i, table] of this.tables.entries()) table.set(saved[`q${i + 1}`]!)
  }
}
