import { defineAlgorithm, type AlgorithmSetup } from '../../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../../learner/configuration.ts'
import { assertReach } from '../../maths/temporal-differences.ts'
import { suttonBarto, tableFields, tableFigures, tableHandles } from './fields.ts'
import { TdControl } from './td-control.ts'

/** # Sarsa — Rummery and Niranjan 1994; Sutton & Barto 6.4, with n steps 7.2, Sarsa(λ) 12.7.
 *
 * B = Q(S′, A′): A′ is the action that it will really take next, so it learns what its own exploring way of playing is worth. Differences: see TdControl;
 * and the action that follows a round's last step is only drawn to learn from it. */
const fields = {
  steps: tableFields.steps,
  learningRate: tableFields.learningRate,
  gamma: tableFields.gamma,
  epsilon: tableFields.epsilon,
  temperature: tableFields.temperature,
  n: tableFields.n,
  lambda: tableFields.lambda,
  traces: { ...tableFields.traces, default: 'replacing' },
} as const satisfies Fields

export const sarsa = defineAlgorithm({
  id: 'sarsa',
  name: 'Sarsa',
  about:
    'Learns what actions are worth to one who also explores: it keeps clear of edges that a slip would cost much at.',
  paper: suttonBarto('6.4, 7.2 and 12.7'),
  fields,
  figures: { error: tableFigures.error },
  handles: tableHandles,
  small: { settings: { steps: 32, gamma: 0.5 }, rounds: 5 },
  create: (setup, configuration) => new Sarsa(setup, configuration),
})

const NONE = -1

class Sarsa extends TdControl {
  /** The action that each slot will take next, where it is drawn [slots]. */
  private next = new Int32Array()

  constructor(setup: AlgorithmSetup, config: Readonly<ConfigurationOf<typeof fields>>) {
    super(setup, config, config)
    assertReach(config)
  }

  protected override begin(slots: number): void {
    this.next = new Int32Array(slots).fill(NONE)
  }

  protected override choose(state: number, slot: number): number {
    const next = this.next[slot]!
    this.next[slot] = NONE
    return next === NONE ? this.explore(state) : next
  }

  protected following(state: number, slot: number, ended: boolean): number {
    const action = this.explore(state)
    if (!ended) this.next[slot] = action
    return this.q[state * this.shape.actions + action]!
  }
}
