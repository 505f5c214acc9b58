import { defineAlgorithm, type AlgorithmSetup } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields, Settings } from '../learner/configuration.ts'
import { squashedFields, replayFigures } from './off-policy/fields.ts'
import { SquashedActorCritic } from './off-policy/squashed-actor-critic.ts'

/** # Twin delayed deep deterministic policy gradient — Fujimoto, van Hoof, Meger 2018, arXiv:1802.09477, algorithm 1.
 *
 * An action is a = tanh(u(s)). The critics learn y = r + γ min Q⁻(s′, tanh(u⁻(s′)) + ε), ε normal and cut off, cut off at ±1 again; now and then the
 * actor learns to climb the first of them, and the copies Q⁻ and u⁻ follow.
 *
 * Differences from the paper:
 * 1. Many slots play at once; gradients come in portions (`trainEvery`, `gradients`).
 * 2. Orthogonal initialisation, the last layers small; the critics have the actor's hidden layers.
 *
 * DDPG (Lillicrap and others 2016, arXiv:1509.02971) is `ddpgSettings`, with normal noise instead of that of Ornstein and Uhlenbeck. */
const fields = {
  ...squashedFields,
  explorationNoise: {
    kind: 'number',
    name: 'Exploration noise',
    about: 'Deviation of the normal noise that is added to the actions it plays.',
    default: 0.1,
    range: [0, 2],
    live: true,
  },
  targetNoise: {
    kind: 'number',
    name: 'Target noise',
    about: 'Deviation of the noise on the actions that come after, so that similar actions have similar values.',
    default: 0.2,
    range: [0, 2],
    live: true,
  },
  noiseClip: {
    kind: 'number',
    name: 'Most target noise',
    about: 'That noise is cut off beyond this.',
    default: 0.5,
    range: [0, 2],
    live: true,
  },
  delay: {
    kind: 'integer',
    name: 'Delay of the actor',
    about: 'Gradients of the critics for each one of the actor.',
    default: 2,
    range: [1, 100],
    live: true,
  },
  critics: {
    kind: 'integer',
    name: 'Critics',
    about: 'Two, of which the one that says less is believed, or one.',
    default: 2,
    range: [1, 2],
  },
} as const satisfies Fields

type Td3Configuration = Readonly<ConfigurationOf<typeof fields>>

/** What makes TD3 the algorithm that it grew out of. */
export const ddpgSettings = { critics: 1, delay: 1, targetNoise: 0 } as const satisfies Settings

export const td3 = defineAlgorithm({
  id: 'td3',
  name: 'TD3',
  about: 'Climbs what two critics, of which the more careful one is believed, say continuous actions are worth.',
  paper: {
    citation: 'Fujimoto, van Hoof, Meger 2018, Addressing function approximation error in actor-critic methods',
    link: 'https://arxiv.org/abs/1802.09477',
  },
  fields,
  figures: replayFigures,
  handles: { actions: ['continuous'], inputs: ['vector'], critic: false, squashed: 'vector' },
  small: {
    settings: {
      steps: 16,
      capacity: 500,
      warmUp: 256,
      trainEvery: 16,
      gradients: 4,
      batchSize: 64,
      learningRate: 3e-3,
      gamma: 0.5,
      tau: 0.02,
    },
    rounds: 16,
  },
  create: (setup, configuration) => new Td3(setup, configuration),
})

class Td3 extends SquashedActorCritic {
  /** Of the batch: actions, or what they are tanh of, and the gradient with regard to them [B × size]. */
  private readonly actions: Float32Array
  private readonly slopes: Float32Array

  constructor(
    setup: AlgorithmSetup,
    protected override readonly config: Td3Configuration,
  ) {
    super(setup, config, { critics: config.critics, actorLags: true })
    this.actions = new Float32Array(config.batchSize * this.size)
    this.slopes = new Float32Array(config.batchSize * this.size)
  }

  protected explore(observations: Float32Array, slots: number, actions: Float32Array): void {
    this.actor.networks.run(observations, slots, actions)
    const noise = this.draw(new Float32Array(actions.length))
    for (let i = 0; i < actions.length; i++)
      actions[i] = Math.tanh(actions[i]!) + this.config.explorationNoise * noise[i]!
  }

  protected update(): Record<string, number> {
    const { tau, delay } = this.config
    const figures = this.learnWorth(this.targets())
    if ((this.play.updates + 1) % delay > 0) return figures
    this.climb()
    this.actor.follow(tau)
    this.critics.follow(tau)
    return figures
  }

  /** y of the batch. */
  private targets(): Float32Array {
    const { actions, slopes, batch, config } = this
    const { rewards, discounts, nexts } = batch
    this.actor.lagging!.run(nexts, rewards.length, actions)
    const noise = this.draw(slopes)
    for (let i = 0; i < actions.length; i++) {
      const added = Math.max(-config.noiseClip, Math.min(config.noiseClip, config.targetNoise * noise[i]!))
      actions[i] = Math.max(-1, Math.min(1, Math.tanh(actions[i]!) + added))
    }
    const worth = this.leastWorth(actions)
    return rewards.map((reward, row) => reward + discounts[row]! * worth[row]!)
  }

  /** One step of the actor up the value of its actions. */
  private climb(): void {
    const { actor, actions, slopes, batch, size, config } = this
    const { observations, rewards } = batch
    actor.networks.run(observations, rewards.length, actions)
    for (let i = 0; i < actions.length; i++) actions[i] = Math.tanh(actions[i]!)
    this.worthSlopes(actions, 'first', slopes)
    actor.networks.gradient(
      observations,
      rewards.length,
      (row, _, errors) => {
        for (let i = 0; i < size; i++) {
          const at = row * size + i
          errors[i] = slopes[at]! * (1 - actions[at]! ** 2)
        }
      },
      { weights: actor.gradient },
    )
    actor.step(config.learningRate)
  }
}
