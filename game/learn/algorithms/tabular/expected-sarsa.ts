import { defineAlgorithm, type AlgorithmSetup } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import { exploringValue } from '../../maths/action-tables.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { TdControl } from './td-control.ts'

/** # Expected Sarsa — van Seijen, van Hasselt, Whiteson, Wiering 2009; Sutton & Barto 6.6, with n steps 7.2.
 *
 * B = Σ π(a | S′) Q(S′, a) over all actions that it might take next, each by its probability: Sarsa without the chance of the one that is drawn, so its
 * learning rate may be large. Differences: see TdControl. */
const fields = {
  steps: tableFields.steps,
  learningRate: { ...tableFields.learningRate, default: 0.5 },
  gamma: tableFields.gamma,
  epsilon: tableFields.epsilon,
  temperature: tableFields.temperature,
  n: tableFields.n,
} as const satisfies Fields

type ExpectedSarsaConfiguration = Readonly<ConfigurationOf<typeof fields>>

export const expectedSarsa = defineAlgorithm({
  id: 'expected-sarsa',
  name: 'Expected Sarsa',
  about: 'Sarsa that weighs all actions it might take next instead of drawing one: less noise, so faster steps.',
  paper: suttonBarto('6.6 and 7.2'),
  fields,
  figures: { error: tableFigures.error },
  handles: tableHandles,
  small: { settings: { steps: 32, gamma: 0.5 }, rounds: 5 },
  create: (setup, configuration) => new ExpectedSarsa(setup, configuration),
})

class ExpectedSarsa extends TdControl {
  constructor(
    setup: AlgorithmSetup,
    private readonly config: ExpectedSarsaConfiguration,
  ) {
    super(setup, config, { n: config.n, lambda: 0, traces: 'accumulating' })
  }

  protected following(state: number): number {
    return exploringValue(this.q, state, this.shape.actions, this.config)
  }
}
