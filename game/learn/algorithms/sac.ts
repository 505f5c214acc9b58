import { defineAlgorithm, type AlgorithmSetup, type Progress, type Report } from '../learner/algorithm.ts'
import type { ConfigurationOf, Fields } from '../learner/configuration.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { SavedArrays } from '../learner/saved-run.ts'
import { Adam } from '../maths/adam.ts'
import { squashedAction, squashedGradient } from '../maths/squashed-gaussian.ts'
import { squashedFields, replayFigures } from './off-policy/fields.ts'
import { SquashedActorCritic } from './off-policy/squashed-actor-critic.ts'

/** # Soft actor-critic — Haarnoja, Zhou, Hartikainen and others 2018, "Soft actor-critic algorithms and applications", arXiv:1812.05905, algorithm 1.
 *
 * An action is drawn as a = tanh(u), u normal with mean µ(s) and deviation σ(s). The critics learn y = r + γ (min Q⁻(s′, a′) − α log π(a′|s′)); the
 * actor learns to lower α log π(a|s) − min Q(s, a); α, the worth of entropy, is learned so that entropy is −|A| on average.
 *
 * Differences from the paper:
 * 1. Many slots play at once; gradients come in portions (`trainEvery`, `gradients`).
 * 2. log σ is bounded by a tanh, as Huang and others 2022 (CleanRL) have it; α's gradient is with regard to log α, as Raffin and others 2021 have it.
 * 3. Orthogonal initialisation, the last layers small; the critics have the actor's hidden layers.
 * 4. What the policy is outside is normal around tanh(µ): its likeliest action is the one that is judged in the paper. */
const fields = {
  ...squashedFields,
  temperature: {
    kind: 'number',
    name: 'Temperature',
    about: 'What one nat of entropy is worth, in rewards (α).',
    default: null,
    range: [1e-6, 1e3],
    log: true,
    none: 'learned',
  },
} as const satisfies Fields

type SacConfiguration = Readonly<ConfigurationOf<typeof fields>>

export const sac = defineAlgorithm({
  id: 'sac',
  name: 'SAC',
  about:
    'Earns as much as it can while it stays as undecided as it may; learns continuous actions from little experience.',
  paper: {
    citation: 'Haarnoja, Zhou, Hartikainen and others 2018, Soft actor-critic algorithms and applications',
    link: 'https://arxiv.org/abs/1812.05905',
  },
  fields,
  figures: {
    ...replayFigures,
    entropy: { name: 'Entropy', about: 'How undecided the policy is, in nats; it may be below 0.' },
    temperature: { name: 'Temperature', about: 'What one nat of entropy is worth, in rewards.' },
  },
  handles: { actions: ['continuous'], inputs: ['vector'], critic: false, squashed: 'output' },
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
  create: (setup, configuration) => new Sac(setup, configuration),
})

class Sac extends SquashedActorCritic {
  /** log α, and its optimiser. */
  private readonly logAlpha: Float32Array
  private readonly alphaAdam = new Adam(1)
  /** Of the batch: what the actor puts out [B × 2 size], noise, actions and the gradient with regard to them [B × size], log π [B]. */
  private readonly outputs: Float32Array
  private readonly noise: Float32Array
  private readonly actions: Float32Array
  private readonly slopes: Float32Array
  private readonly logDensities: Float32Array

  constructor(
    setup: AlgorithmSetup,
    protected override readonly config: SacConfiguration,
  ) {
    super(setup, config, { critics: 2, actorLags: false })
    const { batchSize, temperature } = config
    this.logAlpha = Float32Array.of(Math.log(temperature ?? 1))
    this.outputs = new Float32Array(2 * batchSize * this.size)
    this.noise = new Float32Array(batchSize * this.size)
    this.actions = new Float32Array(batchSize * this.size)
    this.slopes = new Float32Array(batchSize * this.size)
    this.logDensities = new Float32Array(batchSize)
  }

  override async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const report = await super.learn(environment, progress)
    return { ...report, temperature: this.alpha }
  }

  override save(): SavedArrays {
    return { ...super.save(), logAlpha: this.logAlpha, ...this.alphaAdam.save('alpha') }
  }

  override load(saved: SavedArrays): void {
    super.load(saved)
    this.logAlpha.set(saved['logAlpha']!)
    this.alphaAdam.load('alpha', saved)
  }

  protected explore(observations: Float32Array, slots: number, actions: Float32Array): void {
    const outputs = new Float32Array(2 * actions.length)
    this.actor.networks.run(observations, slots, outputs)
    const noise = this.draw(new Float32Array(actions.length))
    for (let slot = 0; slot < slots; slot++) squashedAction(outputs, slot, noise, this.size, actions)
  }

  protected update(): Record<string, number> {
    const figures = this.learnWorth(this.targets())
    const entropy = this.climb()
    if (this.config.temperature === null) this.learnTemperature(entropy)
    this.critics.follow(this.config.tau)
    return { ...figures, entropy }
  }

  private get alpha(): number {
    return Math.exp(this.logAlpha[0]!)
  }

  /** y of the batch. */
  private targets(): Float32Array {
    const { logDensities, alpha, batch } = this
    this.drawActions(batch.nexts)
    const worth = this.leastWorth(this.actions)
    return batch.rewards.map(
      (reward, row) => reward + batch.discounts[row]! * (worth[row]! - alpha * logDensities[row]!),
    )
  }

  /** One step of the actor up the value and the entropy of its actions; the latter. */
  private climb(): number {
    const { actor, actions, slopes, noise, batch, alpha, logDensities, config } = this
    const { observations, rewards } = batch
    this.drawActions(observations)
    this.worthSlopes(actions, 'least', slopes)
    actor.networks.gradient(
      observations,
      rewards.length,
      (row, outputs, errors) => squashedGradient(outputs, row, { noise, slopes }, alpha / rewards.length, errors),
      { weights: actor.gradient },
    )
    actor.step(config.learningRate)
    return -logDensities.reduce((sum, each) => sum + each, 0) / rewards.length
  }

  /** One step down log α · (entropy − target). */
  private learnTemperature(entropy: number): void {
    this.alphaAdam.step(this.logAlpha, Float32Array.of(entropy + this.size), this.config.learningRate)
  }

  /** Draws an action for each of the batch's observations, or of those that it led to. */
  private drawActions(observations: Float32Array): void {
    const { actor, outputs, noise, actions, logDensities, size } = this
    const rows = logDensities.length
    actor.networks.run(observations, rows, outputs)
    this.draw(noise)
    for (let row = 0; row < rows; row++) logDensities[row] = squashedAction(outputs, row, noise, size, actions)
  }
}
