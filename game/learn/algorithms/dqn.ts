import { SeededChance } from '../../core/chance.ts'
import { actionHead, drawActions, likeliestActions, type ActionHead } from '../../nets/action-head.ts'
import { initialise } from '../../nets/initialise.ts'
import { isSparse, type Observations } from '../../nets/sparse-rows.ts'
import { inputSize } from '../../nets/spec.ts'
import {
  defineAlgorithm,
  type Algorithm,
  type AlgorithmSetup,
  type Progress,
  type Report,
} from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Adam, clipNorm } from '../maths/adam.ts'
import { huberLoss, huberSlope } from '../maths/huber.ts'
import { linearSchedule } from '../maths/linear-schedule.ts'
import { Priorities } from '../maths/priorities.ts'
import { newTransitionBatch, type TransitionBatch } from '../maths/replay-buffer.ts'
import { ActionValues } from './off-policy/action-values.ts'
import { explorationFields, priorityFields, replayFields, replayFigures } from './off-policy/fields.ts'
import { ReplayPlay } from './off-policy/replay-play.ts'

/** # Deep Q-network — Mnih and others 2015, "Human-level control through deep reinforcement learning", algorithm 1.
 *
 * Q(s, a) is the network's output of action a. The loss of a transition is Huber's of Q(s, a) − y, y = R + γⁿ Q⁻(s′, argmax Q⁻(s′, ·)), where Q⁻ is
 * a copy of the network that is renewed now and then. Switches:
 * - `double` (van Hasselt, Guez, Silver 2016): the network that learns chooses the action of s′, its copy judges it.
 * - `dueling` (Wang and others 2016, equation 9): Q = V + A − mean A, with the policy's value network as V and the actor as A.
 * - `n` (Sutton & Barto, 7.1, as in Hessel and others 2018): R sums so many rewards, without correction for what was explored.
 * - `prioritised` (Schaul and others 2016): what it was wrong about is seen more often, and counts by so much less.
 *
 * Differences from the paper:
 * 1. Many slots play at once; gradients come in portions (`trainEvery`, `gradients`).
 * 2. Adam, and a cut of the gradient's global norm. V and A share no layer.
 * 3. With `fitInputs` the first layers of a fresh network are fitted to the mean and deviation of what warm-up saw, as if inputs were standardised
 *    (after Salimans & Kingma 2016, section 3): a car's speed may be a hundredth of its position.
 * 4. `boltzmann` draws actions in proportion to exp(Q ÷ temperature) instead of ε-greedily. */
const fields = {
  ...replayFields,
  maxGradientNorm: {
    kind: 'number',
    name: 'Longest gradient',
    about: 'A gradient that is longer than this, by its Euclidean norm over all weights, is scaled down to it.',
    default: 10,
    range: [1e-3, 1e4],
    log: true,
    live: true,
  },
  targetEvery: {
    kind: 'integer',
    name: 'Gradients of a target',
    about: 'The copy that says what comes after is renewed after so many gradients.',
    default: 250,
    range: [1, 100_000],
    log: true,
    live: true,
  },
  fitInputs: {
    kind: 'flag',
    name: 'Fit to inputs',
    about:
      'At the end of warm-up fresh first layers are fitted to the ranges that were seen, so that small numbers count too.',
    default: false,
  },
  ...explorationFields,
  double: {
    kind: 'flag',
    name: 'Double',
    about:
      'The action that comes after is chosen by one network and judged by the other, so that luck does not look like worth.',
    default: true,
  },
  dueling: {
    kind: 'flag',
    name: 'Dueling',
    about: 'The value of the state and the advantage of each action are learned by two networks.',
    default: false,
  },
  n: {
    kind: 'integer',
    name: 'Steps of a return',
    about: 'So many rewards are summed before the value of what came after counts.',
    default: 1,
    range: [1, 100],
  },
  ...priorityFields,
} as const satisfies Fields

type DqnConfiguration = Readonly<ConfigurationOf<typeof fields>>

export const dqn = defineAlgorithm({
  id: 'dqn',
  name: 'DQN',
  about: 'Learns what each action is worth from all that it has seen, again and again; needs little experience.',
  paper: {
    citation: 'Mnih and others 2015, Human-level control through deep reinforcement learning',
    link: 'https://doi.org/10.1038/nature14236',
  },
  fields,
  figures: {
    ...replayFigures,
    exploration: { name: 'Exploration', about: 'Probability of any action at all (ε), or the temperature.' },
  },
  handles: { actions: ['discrete'], inputs: ['vector'], critic: false },
  small: {
    settings: {
      steps: 16,
      capacity: 1000,
      warmUp: 128,
      trainEvery: 16,
      batchSize: 32,
      learningRate: 3e-3,
      gamma: 0.5,
      epsilonDecisions: 1000,
    },
    rounds: 10,
  },
  create: (setup, configuration) => new Dqn(setup, configuration),
})

class Dqn implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  private readonly head: ActionHead
  private readonly chance: SeededChance
  /** The values that learn, as they are; `weights` has them enlarged. */
  private readonly online: ActionValues
  /** Q⁻ */
  private readonly target: ActionValues
  private readonly adam: Adam
  private readonly play: ReplayPlay
  private readonly priorities: Priorities | null
  private readonly batch: TransitionBatch
  private readonly indices: Uint32Array<ArrayBuffer>
  /** How much each row of the batch counts, and by how much its value was wrong. */
  private readonly shares: Float32Array
  private readonly errors: Float32Array
  private readonly gradient: Float32Array
  /** Values of what follows, in the batch, by the copy and by the network that learns. */
  private readonly following: Float32Array
  private readonly choosing: Float32Array
  /** The weights are those of the beginning, 1, or have learned or come from elsewhere, 0. */
  private readonly fresh: Uint8Array

  constructor(
    { spec, space, weights, seed }: AlgorithmSetup,
    private readonly config: DqnConfiguration,
  ) {
    const { dueling, capacity, batchSize, prioritised, priority } = config
    if (dueling && !spec.critic)
      throw new RangeError('A dueling network needs a value network, and this policy has none.')
    this.head = actionHead(space)
    this.chance = new SeededChance(seed)
    const inputs = inputSize(spec.actor)
    this.online = new ActionValues(spec, dueling)
    this.target = new ActionValues(spec, dueling)
    this.weights = weights ? weights.slice() : initialise(spec, this.chance)
    if (weights) this.online.take(weights)
    else {
      this.online.weights.set(this.weights.subarray(0, this.online.weights.length))
      this.online.refresh()
      this.online.give(this.weights)
    }
    this.fresh = Uint8Array.of(weights ? 0 : 1)
    this.copyToTarget()
    this.adam = new Adam(this.online.weights.length)
    this.gradient = new Float32Array(this.online.weights.length)
    this.play = new ReplayPlay({ inputs, numbers: 1 }, config)
    this.priorities = prioritised ? new Priorities(capacity, priority) : null
    this.batch = newTransitionBatch(batchSize, inputs, 1)
    this.indices = new Uint32Array(batchSize)
    this.shares = new Float32Array(batchSize).fill(1)
    this.errors = new Float32Array(batchSize)
    this.following = new Float32Array(batchSize * this.head.outputs)
    this.choosing = new Float32Array(batchSize * this.head.outputs)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const report = await this.play.round(environment, progress, {
      choose: (env, actions, codes) => this.explore(env, actions, codes),
      added: (index) => this.priorities?.add(index),
      update: () => this.update(),
    })
    this.online.give(this.weights)
    const { exploration, temperature } = this.config
    return { ...report, exploration: exploration === 'boltzmann' ? temperature : this.epsilon() }
  }

  act(observations: Observations, rows: number, actions: Uint32Array): void {
    if (isSparse(observations)) throw new TypeError('These networks take no lists')
    const values = new Float32Array(rows * this.head.outputs)
    this.online.of(observations, rows, values)
    likeliestActions(this.head, values, rows, new Float32Array(rows), actions)
  }

  /** Experience is kept: it is of the task, whoever gathered it. */
  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    this.online.take(weights)
    this.fresh[0] = 0
    this.copyToTarget()
    this.adam.reset()
  }

  save(): SavedArrays {
    return {
      weights: this.weights,
      online: this.online.weights,
      target: this.target.weights,
      ...this.adam.save('adam'),
      ...this.play.save(),
      ...this.priorities?.save('priorities'),
      fresh: this.fresh,
      chance: this.chance.save(),
    }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    for (const name of ['online', 'target'] as const) {
      this[name].weights.set(saved[name]!)
      this[name].refresh()
    }
    this.adam.load('adam', saved)
    this.play.load(saved)
    this.priorities?.load('priorities', saved)
    this.fresh.set(saved['fresh']!)
    this.chance.load(saved['chance']!)
  }

  dispose(): void {}

  private epsilon(): number {
    const { epsilonFirst, epsilonLast, epsilonDecisions } = this.config
    return linearSchedule(epsilonFirst, epsilonLast, epsilonDecisions, this.play.decisions)
  }

  /** Chooses for every slot, trying out others than the best. */
  private explore({ observations, slots }: LearnerEnv, actions: Float32Array, codes: Uint32Array): void {
    const { head, chance } = this
    const { exploration, temperature } = this.config
    const values = new Float32Array(slots * head.outputs)
    this.online.of(observations, slots, values)
    if (exploration === 'boltzmann') {
      for (let i = 0; i < values.length; i++) values[i] = values[i]! / temperature
      drawActions(head, values, slots, chance, actions, codes)
      return
    }
    const epsilon = this.epsilon()
    likeliestActions(head, values, slots, actions, codes)
    for (let slot = 0; slot < slots; slot++)
      if (chance.uniform() < epsilon) actions[slot] = codes[slot] = chance.below(head.outputs)
  }

  /** One step down the gradient of a batch. */
  private update(): Record<string, number> {
    const { online, play, priorities, batch, indices, shares, errors, gradient, chance } = this
    if (this.fresh[0] === 1) this.begin()
    const { learningRate, maxGradientNorm, targetEvery, correctionFirst, correctionDecisions } = this.config
    if (priorities) {
      const correction = linearSchedule(correctionFirst, 1, correctionDecisions, play.decisions)
      priorities.sample(chance, play.buffer.size, correction, indices, shares)
    } else play.buffer.sample(chance, indices)
    play.buffer.read(indices, batch)
    const targets = this.targets()
    let [loss, sum] = [0, 0]
    online.gradient(
      batch.observations,
      indices.length,
      (row, values, slopes) => {
        const action = batch.actions[row]!
        const error = values[action]! - targets[row]!
        const share = shares[row]! / indices.length
        slopes.fill(0)
        slopes[action] = share * huberSlope(error)
        loss += share * huberLoss(error)
        sum += values[action]!
        errors[row] = error
      },
      gradient,
    )
    priorities?.update(indices, errors)
    const gradientNorm = clipNorm(gradient, maxGradientNorm)
    this.adam.step(online.weights, gradient, learningRate)
    online.refresh()
    if ((play.updates + 1) % targetEvery === 0) this.copyToTarget()
    return { valueLoss: loss, value: sum / indices.length, gradientNorm }
  }

  /** Before the first gradient. */
  private begin(): void {
    this.fresh[0] = 0
    if (!this.config.fitInputs) return
    const { means, deviations } = this.play.buffer.ranges()
    this.online.fitInputs(means, deviations)
    this.copyToTarget()
  }

  /** y of the rows of the batch, in the place of their rewards. */
  private targets(): Float32Array {
    const { online, target, batch, indices, following, choosing, head } = this
    const { rewards, discounts, nexts } = batch
    target.of(nexts, indices.length, following)
    if (this.config.double) online.of(nexts, indices.length, choosing)
    const by = this.config.double ? choosing : following
    const best = new Float32Array(1)
    for (let row = 0; row < indices.length; row++) {
      head.mode(by, row, best, 0)
      rewards[row] = rewards[row]! + discounts[row]! * following[row * head.outputs + best[0]!]!
    }
    return rewards
  }

  private copyToTarget(): void {
    this.target.weights.set(this.online.weights)
    this.target.refresh()
  }
}
