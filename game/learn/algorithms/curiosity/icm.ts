import type { SeededChance } from '../../../core/chance.ts'
import type { ActionHead } from '../../../nets/action-head.ts'
import { normal } from '../../../nets/initialise.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { Adam } from '../../maths/adam.ts'
import { shuffle } from '../../maths/shuffle.ts'
import type { Surprise } from './curiosity.ts'
import { MINIBATCH, pick, SideNetwork } from './side-network.ts'

const FEATURES = 32
const HIDDEN = 64
const FORWARD_HIDDEN = [128, 128]
const FEATURES_LEARNING_RATE = 1e-4

/** # Intrinsic curiosity module — Pathak, Agrawal, Efros, Darrell 2017, arXiv:1705.05363: features of two observations in a row must tell which action was
 * between them, so they hold what actions change; a forward model learns to foretell the next features from the action. Where it is wrong is new.
 *
 * Differences from the paper:
 * 1. Features learn from the inverse model alone; the forward model's error does not flow into them.
 * 2. Features learn a tenth as fast as the models, so that what the forward model aims at stands nearly still: where both learned as fast, it was as wrong
 *    everywhere, and the goal of the maze was not found.
 * 3. Its reward is divided by the deviation of its discounted sums (Burda et al. 2018), so η is the weight of curiosity. */
export class Icm implements Surprise {
  private readonly features: SideNetwork
  private readonly forward: SideNetwork
  private readonly inverse: InverseModel
  /** Numbers that an action is for the forward model. */
  private readonly actionSize: number

  constructor(
    private readonly inputs: number,
    private readonly head: ActionHead,
    private readonly chance: SeededChance,
  ) {
    this.actionSize = head.space.labels.length
    this.features = new SideNetwork(inputs, [HIDDEN], FEATURES, chance, FEATURES_LEARNING_RATE)
    this.forward = new SideNetwork(FEATURES + this.actionSize, FORWARD_HIDDEN, FEATURES, chance)
    this.inverse = new InverseModel(head, chance)
  }

  learn(before: Float32Array, after: Float32Array, raw: Float32Array, surprise: Float32Array): number {
    const rows = surprise.length
    const { features } = this
    const [was, is] = [features.outputs(before, rows), features.outputs(after, rows)]
    const known = this.knownOf(was, raw, rows)
    const given = this.forward.outputs(known, rows)
    let loss = 0
    for (let row = 0; row < rows; row++) {
      let sum = 0
      for (let i = row * FEATURES; i < (row + 1) * FEATURES; i++) sum += (given[i]! - is[i]!) ** 2
      surprise[row] = sum / 2
      loss += surprise[row]! / rows
    }
    const order = Uint32Array.from({ length: rows }, (_, row) => row)
    shuffle(order, this.chance)
    for (let first = 0; first < rows; first += MINIBATCH) {
      const some = order.subarray(first, first + MINIBATCH)
      this.forward.step(pick(known, some, FEATURES + this.actionSize), some.length, (row, outputs, _value, errors) => {
        const at = some[row]! * FEATURES
        for (let i = 0; i < FEATURES; i++) errors[i] = (outputs[i]! - is[at + i]!) / some.length
        return 0
      })
      this.learnFeatures(before, after, raw, some)
    }
    return loss
  }

  save(): Record<string, SavedArrays[string]> {
    return {
      ...this.features.save('icm.features'),
      ...this.forward.save('icm.forward'),
      ...this.inverse.save('icm.inverse'),
      'icm.chance': this.chance.save(),
    }
  }

  load(saved: SavedArrays): void {
    this.features.load('icm.features', saved)
    this.forward.load('icm.forward', saved)
    this.inverse.load('icm.inverse', saved)
    this.chance.load(saved['icm.chance']!)
  }

  /** One step of the inverse model, and of the features through it: both observations of a pair go through the same network. */
  private learnFeatures(from: Float32Array, to: Float32Array, raw: Float32Array, some: Uint32Array): void {
    const { inputs, features, head } = this
    const count = some.length
    const both = new Float32Array(2 * count * inputs)
    both.set(pick(from, some, inputs))
    both.set(pick(to, some, inputs), count * inputs)
    const pairs = features.outputs(both, 2 * count)
    const errors = new Float32Array(pairs.length)
    this.inverse.step(pairs, pick(raw, some, head.numbers), count, errors)
    features.step(both, 2 * count, (row, _outputs, _value, out) => {
      for (let i = 0; i < FEATURES; i++) out[i] = errors[row * FEATURES + i]!
      return 0
    })
  }

  /** Features and action side by side: one of the choices is 1 where actions are choices [rows × (FEATURES + actionSize)]. */
  private knownOf(features: Float32Array, raw: Float32Array, rows: number): Float32Array {
    const { head, actionSize } = this
    const width = FEATURES + actionSize
    const known = new Float32Array(rows * width)
    for (let row = 0; row < rows; row++) {
      known.set(features.subarray(row * FEATURES, (row + 1) * FEATURES), row * width)
      const action = raw.subarray(row * head.numbers, (row + 1) * head.numbers)
      if (head.space.kind === 'discrete') known[row * width + FEATURES + action[0]!] = 1
      else known.set(action, row * width + FEATURES)
    }
    return known
  }
}

/** From the features of two observations to the distribution of the action between them, by one hidden layer of tanh, in plain JavaScript: its errors must
 *  flow on to what goes in. */
export class InverseModel {
  /** Kernel [2 FEATURES × HIDDEN], then kernel [HIDDEN × outputs], with a row of biases below each. */
  readonly weights: Float32Array
  private readonly adam: Adam
  private readonly second: number

  constructor(
    private readonly head: ActionHead,
    chance: SeededChance,
    private readonly features = FEATURES,
    private readonly hidden = HIDDEN,
  ) {
    this.second = (2 * features + 1) * hidden
    const size = this.second + (hidden + 1) * head.outputs
    const deviation = (i: number): number => 1 / Math.sqrt(i < this.second ? 2 * features : hidden)
    this.weights = Float32Array.from({ length: size }, (_, i) => deviation(i) * normal(chance))
    this.adam = new Adam(size)
  }

  /** Mean −log π of the actions, and its gradients. pairs: features of all firsts, then of all seconds [2 × count × features] · errors: written, as many ·
   *  gradient: added to [weights] */
  loss(pairs: Float32Array, raw: Float32Array, count: number, errors: Float32Array, gradient: Float32Array): number {
    const { weights, head, features, hidden, second } = this
    const x = new Float64Array(2 * features)
    const h = new Float64Array(hidden)
    const ofHidden = new Float64Array(hidden)
    const outputs = new Float64Array(head.outputs)
    const ofOutputs = new Float64Array(head.outputs)
    let loss = 0
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < features; i++) {
        x[i] = pairs[row * features + i]!
        x[features + i] = pairs[(count + row) * features + i]!
      }
      product(weights, 0, x, h)
      for (let j = 0; j < hidden; j++) h[j] = Math.tanh(h[j]!)
      product(weights, second, h, outputs)
      loss += head.loss(outputs, raw, row * head.numbers, ofOutputs) / count
      for (let k = 0; k < ofOutputs.length; k++) ofOutputs[k] = ofOutputs[k]! / count
      back(weights, second, h, ofOutputs, gradient, ofHidden)
      for (let j = 0; j < hidden; j++) ofHidden[j] = ofHidden[j]! * (1 - h[j]! * h[j]!)
      back(weights, 0, x, ofHidden, gradient, x)
      for (let i = 0; i < features; i++) {
        errors[row * features + i] = x[i]!
        errors[(count + row) * features + i] = x[features + i]!
      }
    }
    return loss
  }

  /** One step down the gradient; writes the errors of what went in. */
  step(pairs: Float32Array, raw: Float32Array, count: number, errors: Float32Array): void {
    const gradient = new Float32Array(this.weights.length)
    this.loss(pairs, raw, count, errors, gradient)
    this.adam.step(this.weights, gradient, 1e-3)
  }

  save(name: string): Record<string, SavedArrays[string]> {
    return { [`${name}.weights`]: this.weights, ...this.adam.save(`${name}.adam`) }
  }

  load(name: string, saved: SavedArrays): void {
    this.weights.set(saved[`${name}.weights`]!)
    this.adam.load(`${name}.adam`, saved)
  }
}

/** y = x K + b. */
function product(weights: Float32Array, at: number, x: Float64Array, y: Float64Array): void {
  const bias = at + x.length * y.length
  for (let j = 0; j < y.length; j++) y[j] = weights[bias + j]!
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < y.length; j++) y[j] = y[j]! + x[i]! * weights[at + i * y.length + j]!
}

/** δK += xᵀ δy, δb += δy, δx = δy Kᵀ; δx may lie where x does. */
function back(
  weights: Float32Array,
  at: number,
  x: Float64Array,
  ofY: Float64Array,
  gradient: Float32Array,
  ofX: Float64Array,
): void {
  const bias = at + x.length * ofY.length
  for (let j = 0; j < ofY.length; j++) gradient[bias + j] = gradient[bias + j]! + ofY[j]!
  for (let i = 0; i < x.length; i++) {
    let sum = 0
    for (let j = 0; j < ofY.length; j++) {
      const k = at + i * ofY.length + j
      gradient[k] = gradient[k]! + x[i]! * ofY[j]!
      sum += weights[k]! * ofY[j]!
    }
    ofX[i] = sum
  }
}
