import { SeededChance } from '../../../core/chance.ts'
import { actionHead, likeliestActions, type ActionHead } from '../../../nets/action-head.ts'
import { fastPolicy, type ActingPolicy } from '../../../nets/acting-policy.ts'
import { initialise, normal } from '../../../nets/initialise.ts'
import type { Observations } from '../../../nets/sparse-rows.ts'
import { inputSize, weightCount, type Network } from '../../../nets/spec.ts'
import { fixLastLayer, unsquashed } from '../../../nets/squashed-policy.ts'
import type { Algorithm, AlgorithmSetup, Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { clipNorm } from '../../maths/adam.ts'
import { newTransitionBatch, type TransitionBatch } from '../../maths/replay-buffer.ts'
import { LaggedNetworks } from './lagged-networks.ts'
import { ReplayPlay, type ReplaySettings } from './replay-play.ts'

export interface SquashedSettings extends ReplaySettings {
  readonly batchSize: number
  readonly learningRate: number
  readonly tau: number
}

/** What algorithms share that climb the value of continuous actions, which a critic has learned from a replay buffer (DDPG's descendants): an actor
 *  whose actions are tanh of what it puts out, critics Q(s, a) with the actor's hidden layers, copies of them that lag behind, the buffer,
 *  saving. Each says how it explores, what comes after, and how its actor learns.
 *
 * What is kept of an action is what was played, rounded to a code as it is: so the critic learns of what happened, and the actor, which climbs it, need
 * not be rounded. */
export abstract class SquashedActorCritic implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  /** Numbers of an action. */
  protected readonly size: number
  protected readonly inputs: number
  protected readonly chance: SeededChance
  /** What of the actor learns; its weights are the first of the policy's. */
  protected readonly actor: LaggedNetworks
  protected readonly critics: LaggedNetworks
  protected readonly play: ReplayPlay
  protected readonly batch: TransitionBatch
  /** Observations of the batch, each with an action behind it. */
  protected readonly pairs: Float32Array
  /** What all critics say of them. */
  protected readonly worths: Float32Array
  private readonly head: ActionHead
  private readonly acting: ActingPolicy
  private readonly indices: Uint32Array<ArrayBuffer>
  private readonly pairSlopes: Float32Array

  constructor(
    private readonly setup: Pick<AlgorithmSetup, 'spec' | 'space' | 'weights' | 'seed'>,
    protected readonly config: SquashedSettings,
    /** Whether the actor has a copy that lags behind, too. */
    { critics, actorLags }: { critics: number; actorLags: boolean },
  ) {
    const { spec, space, weights, seed } = setup
    const { batchSize } = config
    this.head = actionHead(space)
    this.chance = new SeededChance(seed)
    this.size = this.head.numbers
    this.inputs = inputSize(spec.actor)
    const network = unsquashed(spec)
    const critic: Network = {
      input: { kind: 'vector', length: this.inputs + this.size },
      layers: network.layers,
      outputs: 1,
    }
    this.weights = new Float32Array(weightCount(spec))
    if (weights) this.weights.set(weights)
    else this.weights.set(fresh(network, this.chance))
    fixLastLayer(spec, this.weights)
    const learned = this.weights.subarray(0, weightCount(alone(network)))
    this.actor = new LaggedNetworks(network, 1, learned, actorLags)
    const values = Array.from({ length: critics }, () => Array.from(fresh(critic, this.chance))).flat()
    this.critics = new LaggedNetworks(critic, critics, Float32Array.from(values), true)
    this.acting = fastPolicy(spec, this.weights)
    this.play = new ReplayPlay({ inputs: this.inputs, numbers: this.size }, config)
    this.batch = newTransitionBatch(batchSize, this.inputs, this.size)
    this.indices = new Uint32Array(batchSize)
    this.pairs = new Float32Array(batchSize * (this.inputs + this.size))
    this.pairSlopes = new Float32Array(this.pairs.length)
    this.worths = new Float32Array(batchSize * critics)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { codec } = this.head
    const report = await this.play.round(environment, progress, {
      choose: ({ observations, slots }, actions, codes) => {
        if (this.play.warmingUp) for (let i = 0; i < actions.length; i++) actions[i] = 2 * this.chance.uniform() - 1
        else this.explore(observations, slots, actions)
        for (let slot = 0; slot < slots; slot++) {
          codes[slot] = codec.encode(actions, slot * this.size)
          codec.decode(codes[slot]!, actions, slot * this.size)
        }
      },
      update: () => {
        this.play.buffer.sample(this.chance, this.indices)
        this.play.buffer.read(this.indices, this.batch)
        return this.update()
      },
    })
    this.acting.load(this.weights)
    return report
  }

  /** The action that it holds best. */
  act(observations: Observations, rows: number, actions: Uint32Array): void {
    const outputs = new Float32Array(rows * this.head.outputs)
    this.acting.outputs(observations, rows, outputs)
    likeliestActions(this.head, outputs, rows, new Float32Array(rows * this.size), actions)
  }

  /** What they say of the last layer is left out, for it stays as it is. Critics and experience are kept: they are of the task, and soon learn what the
   *  new actor does. */
  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    fixLastLayer(this.setup.spec, this.weights)
    this.actor.jumped()
    this.acting.load(this.weights)
  }

  save(): SavedArrays {
    return {
      weights: this.weights,
      ...this.actor.save('actor'),
      ...this.critics.save('critics'),
      ...this.play.save(),
      chance: this.chance.save(),
    }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    this.actor.load('actor', saved)
    this.critics.load('critics', saved)
    this.play.load(saved)
    this.chance.load(saved['chance']!)
    this.acting.load(this.weights)
  }

  dispose(): void {}

  /** Writes what every slot tries by what it sees [slots × size]; it may lie beyond ±1, where it is cut off. */
  protected abstract explore(observations: Float32Array, slots: number, actions: Float32Array): void

  /** Learns from the batch; its figures. */
  protected abstract update(): Record<string, number>

  /** Fills `pairs` with observations of the batch and these actions [B × size]. */
  protected pair(observations: Float32Array, actions: Float32Array): Float32Array {
    const { pairs, inputs, size } = this
    const width = inputs + size
    for (let row = 0; row * width < pairs.length; row++) {
      for (let i = 0; i < inputs; i++) pairs[row * width + i] = observations[row * inputs + i]!
      for (let i = 0; i < size; i++) pairs[row * width + inputs + i] = actions[row * size + i]!
    }
    return pairs
  }

  /** The least of what the critics' copies say that these actions are worth in the observations that the batch led to, written over the first B of
   *  `worths`. */
  protected leastWorth(actions: Float32Array): Float32Array {
    const { critics, worths, batch } = this
    const rows = batch.rewards.length
    const count = critics.networks.outputs
    critics.lagging!.run(this.pair(batch.nexts, actions), rows, worths)
    for (let row = 0; row < rows; row++) {
      let least = Infinity
      for (let i = 0; i < count; i++) least = Math.min(least, worths[row * count + i]!)
      worths[row] = least
    }
    return worths
  }

  /** One step of the critics down ½ mean (Q(s, a) − y)², summed over them. targets: y [B]. */
  protected learnWorth(targets: Float32Array): Record<string, number> {
    const { critics, batch } = this
    const rows = batch.rewards.length
    let [squares, sum] = [0, 0]
    const { gradient } = critics
    critics.networks.gradient(
      this.pair(batch.observations, batch.actions),
      rows,
      (row, values, errors) => {
        for (let i = 0; i < values.length; i++) {
          const error = values[i]! - targets[row]!
          errors[i] = error / rows
          squares += error * error
        }
        sum += values[0]!
      },
      { weights: gradient },
    )
    const gradientNorm = clipNorm(gradient, Infinity)
    critics.step(this.config.learningRate)
    return { valueLoss: (0.5 * squares) / (rows * critics.networks.outputs), value: sum / rows, gradientNorm }
  }

  /** The gradient of −mean Q with regard to these actions in the observations of the batch, written to `slopes` [B × size]; by the first critic, or by
   *  whichever says least. */
  protected worthSlopes(actions: Float32Array, by: 'first' | 'least', slopes: Float32Array): void {
    const { critics, batch, pairSlopes, inputs, size } = this
    const rows = batch.rewards.length
    critics.networks.gradient(
      this.pair(batch.observations, actions),
      rows,
      (_, values, errors) => {
        let chosen = 0
        if (by === 'least') for (let i = 1; i < values.length; i++) if (values[i]! < values[chosen]!) chosen = i
        errors[chosen] = -1 / rows
      },
      { inputs: pairSlopes },
    )
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < size; i++) slopes[row * size + i] = pairSlopes[row * (inputs + size) + inputs + i]!
  }

  /** Fills with standard normal numbers. */
  protected draw(noise: Float32Array): Float32Array {
    for (let i = 0; i < noise.length; i++) noise[i] = normal(this.chance)
    return noise
  }
}

const alone = (actor: Network): AlgorithmSetup['spec'] => ({ actor, deviation: null, critic: null })

const fresh = (network: Network, chance: SeededChance): Float32Array => initialise(alone(network), chance)
