import { SeededChance } from '../../../core/chance.ts'
import type { Observations } from '../../../nets/sparse-rows.ts'
import { weightCount } from '../../../nets/spec.ts'
import type { Algorithm, AlgorithmSetup, Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { drawAction } from '../../maths/action-tables.ts'
import { stateOf, tableShape, writeProbabilities, type TableShape } from './table-policy.ts'

/** What algorithms share that learn what each state is worth under a policy that stays as it is: the policy (every action as likely, where no weights
 *  are given), the table `v`, a generator, acting, saving. Each writes `learn`. */
export abstract class TablePrediction implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  protected readonly shape: TableShape
  /** Probabilities [states × actions]. */
  protected readonly policy: Float64Array<ArrayBuffer>
  /** [states] */
  protected readonly v: Float64Array<ArrayBuffer>
  protected readonly chance: SeededChance

  constructor({ spec, weights, seed }: AlgorithmSetup) {
    this.shape = tableShape(spec)
    this.policy = new Float64Array(this.shape.states * this.shape.actions)
    this.v = new Float64Array(this.shape.states)
    this.chance = new SeededChance(seed)
    this.weights = new Float32Array(weightCount(spec))
    if (weights) this.weights.set(weights)
    writeProbabilities(this.weights, this.shape, this.policy)
  }

  abstract learn(environment: LearnerEnv, progress: Progress): Promise<Report>

  act(observations: Observations, rows: number, actions: Uint32Array): void {
    for (let row = 0; row < rows; row++) actions[row] = this.choose(stateOf(observations, row, this.shape.states))
  }

  /** Begins anew with another policy. */
  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    writeProbabilities(this.weights, this.shape, this.policy)
    this.v.fill(0)
  }

  save(): SavedArrays {
    return { weights: this.weights, v: this.v, chance: this.chance.save() }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    writeProbabilities(this.weights, this.shape, this.policy)
    this.v.set(saved['v']!)
    this.chance.load(saved['chance']!)
  }

  dispose(): void {
    // It holds nothing but arrays.
  }

  protected choose(state: number): number {
    return drawAction(this.policy, state, this.shape.actions, this.chance)
  }
}
