import type { SeededChance } from '../../../core/chance.ts'
import { RunningNormaliser } from '../../maths/running-normaliser.ts'
import { shuffle } from '../../maths/shuffle.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import type { Surprise } from './curiosity.ts'
import { MINIBATCH, pick, SideNetwork } from './side-network.ts'

const FEATURES = 32
const HIDDEN = [64]
/** Observations are cut off so many deviations from their mean. */
const LIMIT = 5

/** # Random network distillation — Burda, Edwards, Storkey, Klimov 2018, arXiv:1810.12894: a network learns what another one, drawn once at random, says of
 * observations. Where it is wrong, it has not been often.
 *
 * Differences from the paper:
 * 1. Its reward is added to the task's, for one value network, and ends with the episode.
 * 2. The deviation by which it is divided is of discounted sums within a round, which begin at 0 there.
 * 3. Observations are normalised from the first round on; no random play comes before. */
export class Rnd implements Surprise {
  private readonly target: SideNetwork
  private readonly learner: SideNetwork
  private readonly normaliser: RunningNormaliser

  constructor(
    private readonly inputs: number,
    private readonly chance: SeededChance,
  ) {
    this.target = new SideNetwork(inputs, HIDDEN, FEATURES, chance)
    this.learner = new SideNetwork(inputs, [...HIDDEN, 64], FEATURES, chance)
    this.normaliser = new RunningNormaliser(inputs)
  }

  learn(_before: Float32Array, after: Float32Array, _raw: Float32Array, surprise: Float32Array): number {
    const rows = surprise.length
    const { inputs, target, learner, normaliser } = this
    const seen = after.slice()
    normaliser.add(seen, rows)
    normaliser.normalise(seen, rows, LIMIT)
    const wanted = target.outputs(seen, rows)
    const given = learner.outputs(seen, rows)
    let loss = 0
    for (let row = 0; row < rows; row++) {
      let sum = 0
      for (let i = row * FEATURES; i < (row + 1) * FEATURES; i++) sum += (given[i]! - wanted[i]!) ** 2
      surprise[row] = sum / FEATURES
      loss += surprise[row]! / rows
    }
    const order = Uint32Array.from({ length: rows }, (_, row) => row)
    shuffle(order, this.chance)
    for (let first = 0; first < rows; first += MINIBATCH) {
      const some = order.subarray(first, first + MINIBATCH)
      learner.step(pick(seen, some, inputs), some.length, (row, outputs, _value, errors) => {
        const from = some[row]! * FEATURES
        for (let i = 0; i < FEATURES; i++) errors[i] = (2 * (outputs[i]! - wanted[from + i]!)) / FEATURES / some.length
        return 0
      })
    }
    return loss
  }

  save(): Record<string, SavedArrays[string]> {
    return {
      ...this.target.save('rnd.target'),
      ...this.learner.save('rnd.learner'),
      ...this.normaliser.save('rnd.observations'),
      'rnd.chance': this.chance.save(),
    }
  }

  load(saved: SavedArrays): void {
    this.target.load('rnd.target', saved)
    this.learner.load('rnd.learner', saved)
    this.normaliser.load('rnd.observations', saved)
    this.chance.load(saved['rnd.chance']!)
  }
}
