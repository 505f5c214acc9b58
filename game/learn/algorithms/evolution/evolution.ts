import { SeededChance } from '../../../core/chance.ts'
import { actionHead, likeliestActions, type ActionHead } from '../../../nets/action-head.ts'
import { fastPolicy, type ActingPolicy } from '../../../nets/acting-policy.ts'
import { initialise } from '../../../nets/initialise.ts'
import type { Observations } from '../../../nets/sparse-rows.ts'
import { weightCount, type PolicySpec } from '../../../nets/spec.ts'
import type { Algorithm, AlgorithmSetup, Figure, Progress, Report } from '../../learner/algorithm.ts'
import type { Fields } from '../../learner/configuration.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { decide, undecide } from './decided.ts'
import { Trials, type Tried } from './trials.ts'

/** What algorithms share that change weights by chance and keep what does better: the weights of the result, trying candidates, acting, saving. A round is one
 *  generation, of whole episodes, so its decisions are not known before. Each writes `learn`, and where it holds more, `begin`, `save` and `load`. */
export abstract class Evolution implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  /** The actor's weights as they evolve, without log σ: what candidates are made from. */
  protected readonly genes: Float32Array<ArrayBuffer>
  protected readonly chance: SeededChance
  protected readonly trials: Trials
  private readonly spec: PolicySpec
  private readonly head: ActionHead
  private readonly acting: ActingPolicy

  constructor({ spec, space, weights, seed }: AlgorithmSetup) {
    this.spec = spec
    this.head = actionHead(space)
    this.chance = new SeededChance(seed)
    this.weights = weights ? weights.slice() : initialise(spec, this.chance)
    this.genes = this.weights.slice(0, weightCount({ actor: spec.actor, deviation: null, critic: null }))
    undecide(spec, space, this.genes)
    this.trials = new Trials(spec, this.head)
    this.acting = fastPolicy(spec, this.weights)
  }

  abstract learn(environment: LearnerEnv, progress: Progress): Promise<Report>

  /** The likeliest action of the policy of the moment. */
  act(observations: Observations, rows: number, actions: Uint32Array): void {
    const { head } = this
    const outputs = new Float32Array(rows * head.outputs)
    this.acting.outputs(observations, rows, outputs)
    likeliestActions(head, outputs, rows, new Float32Array(rows * head.numbers), actions)
  }

  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    this.acting.load(this.weights)
    this.genes.set(weights.subarray(0, this.genes.length))
    undecide(this.spec, this.head.space, this.genes)
    this.begin()
  }

  save(): SavedArrays {
    return { weights: this.weights, genes: this.genes, chance: this.chance.save() }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    this.acting.load(this.weights)
    this.genes.set(saved['genes']!)
    this.chance.load(saved['chance']!)
  }

  dispose(): void {}

  /** Forgets the way to the genes, which have just been changed from outside. */
  protected abstract begin(): void

  /** So many words to make noise from. */
  protected seeds(count: number): Uint32Array {
    return Uint32Array.from({ length: count }, () => this.chance.word())
  }

  /** Makes the policy of the genes, which always takes its likeliest action, that of the moment. */
  protected publish(): void {
    this.weights.set(this.genes)
    decide(this.spec, this.head.space, this.weights)
    this.acting.load(this.weights)
  }
}

/** What a generation tells of the returns of its candidates. */
export function generationFigures({ returns, decisions, uncounted }: Tried): Report {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / returns.length
  return {
    best: returns.reduce((most, value) => Math.max(most, value), -Infinity),
    mean,
    deviation: Math.sqrt(variance),
    uncounted: uncounted / decisions,
    decisions,
  }
}

/** What algorithms of evolution report, said once. */
export const evolutionFigures = {
  best: { name: 'Best return', about: 'Of the best candidate of the generation, by its mean episode.' },
  mean: { name: 'Mean return', about: 'Of all candidates of the generation.' },
  deviation: {
    name: 'Spread of returns',
    about: 'How far candidates differ: the standard deviation of their returns.',
  },
  uncounted: {
    name: 'Uncounted',
    about:
      'Share of the decisions that were part of no counted episode: before the first, or when no candidate was left.',
  },
} as const satisfies Readonly<Record<string, Figure>>

/** Settings that algorithms of evolution share, said once. */
export const evolutionFields = {
  population: {
    kind: 'integer',
    name: 'Population',
    about: 'Candidates of a generation.',
    default: 64,
    range: [4, 4096],
    log: true,
  },
  episodes: {
    kind: 'integer',
    name: 'Episodes',
    about: 'Episodes of each candidate in a generation: more where luck decides much.',
    default: 1,
    range: [1, 1000],
    log: true,
    live: true,
  },
} as const satisfies Fields
