import { SeededChance } from '../../../core/chance.ts'
import type { Observations } from '../../../nets/sparse-rows.ts'
import { weightCount } from '../../../nets/spec.ts'
import type { Algorithm, AlgorithmSetup, Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { greedyAction } from '../../maths/action-tables.ts'
import { readGreedy, stateOf, tableShape, writeGreedy, type TableShape } from './table-policy.ts'

/** What algorithms share that learn what each action is worth in each state, and take the best: the table `q`, a generator, acting, saving.
 *  Each writes `learn`. */
export abstract class TableControl implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  protected readonly shape: TableShape
  /** [states × actions] */
  protected readonly q: Float64Array<ArrayBuffer>
  protected readonly chance: SeededChance

  constructor({ spec, weights, seed }: AlgorithmSetup) {
    this.shape = tableShape(spec)
    this.q = new Float64Array(this.shape.states * this.shape.actions)
    this.chance = new SeededChance(seed)
    this.weights = new Float32Array(weightCount(spec))
    if (!weights) return
    this.weights.set(weights)
    readGreedy(this.weights, this.shape, this.q)
  }

  abstract learn(environment: LearnerEnv, progress: Progress): Promise<Report>

  /** Always the best action: exploring is a part of learning. */
  act(observations: Observations, rows: number, actions: Uint32Array): void {
    const { states, actions: count } = this.shape
    for (let row = 0; row < rows; row++) actions[row] = greedyAction(this.q, stateOf(observations, row, states), count)
  }

  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    readGreedy(this.weights, this.shape, this.q)
  }

  save(): SavedArrays {
    return { weights: this.weights, q: this.q, chance: this.chance.save() }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    this.q.set(saved['q']!)
    this.chance.load(saved['chance']!)
  }

  dispose(): void {
    // It holds nothing but arrays.
  }

  /** Has the weights be those of the table that was learned. */
  protected publish(): void {
    writeGreedy(this.q, this.weights)
  }
}
