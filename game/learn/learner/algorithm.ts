import type { FiniteModel } from '../../core/finite-model.ts'
import type { ActionSpace } from '../../core/spaces.ts'
import type { NetworkInput, PolicySpec } from '../../nets/spec.ts'
import type { Observations } from '../../nets/sparse-rows.ts'
import { isSquashed } from '../../nets/squashed-policy.ts'
import type { ConfigurationOf, Fields, Settings } from './configuration.ts'
import type { LearnerEnv } from './learner-env.ts'
import type { SavedArrays } from './saved-run.ts'

/** Figures of one round of learning, by name; `decisions` were taken in it. */
export type Report = { readonly decisions: number } & Readonly<Record<string, number>>

/** What a round tells and asks while it works. */
export interface Progress {
  /** Awaited between pieces of work of a few milliseconds, so that a worker can answer messages. */
  breathe(): Promise<void>
  /** The share of the round that is done, from 0 to 1, and what its figures are so far. */
  interim(done: number, figures: Readonly<Record<string, number>>): void
}

/** How a policy learns. Whoever writes one writes this and its entry; whoever uses one holds a Learner. It has a life: weights that change, an
 *  optimiser, tensors that `dispose` gives back. Nothing is loaded while a round is under way: the Learner sees to it. */
export interface Algorithm {
  /** The weights of the policy of the moment, whose outputs are what the action head reads: an algorithm that learns the worth of actions gives
   *  them here so much enlarged that whoever draws by them nearly always takes the best. Changed in place by `learn`. */
  readonly weights: Float32Array<ArrayBuffer>
  /** Gathers one portion of experience and learns from it. */
  learn(environment: LearnerEnv, progress: Progress): Promise<Report>
  /** Writes the codes of drawn actions for `rows` observations. */
  act(observations: Observations, rows: number, actions: Uint32Array): void
  /** Goes on from other weights; what it remembers of the way to the old ones, such as an optimiser's moments, is forgotten. */
  loadWeights(weights: Float32Array): void
  /** All that a run needs to go on as if it had never stopped, by name: weights, moments, targets, buffers, the state of its generator. */
  save(): SavedArrays
  /** Goes on from what `save` gave: the same names, kinds and lengths as its own. */
  load(saved: SavedArrays): void
  dispose(): void
}

export interface AlgorithmSetup {
  spec: PolicySpec
  /** Of the task's actions. */
  space: ActionSpace
  /** Fresh ones when missing. */
  weights?: Float32Array
  seed: number
  /** The whole of the task, where it is small enough, for whoever plans. */
  model?: FiniteModel
}

/** What a figure of the report is called, and in a sentence what it says. */
export interface Figure {
  name: string
  about: string
}

/** An algorithm in the table of algorithms: all that anybody outside needs to choose, explain, configure and make it. */
export interface AlgorithmEntry {
  id: string
  name: string
  /** One sentence for somebody who has to choose. */
  about: string
  paper: { citation: string; link: string }
  fields: Fields
  /** What it reports beside `decisions`. */
  figures: Readonly<Record<string, Figure>>
  handles: {
    actions: readonly ActionSpace['kind'][]
    inputs: readonly NetworkInput['kind'][]
    /** It learns with the policy's own value network, and so needs one. */
    critic: boolean
    /** It keeps a table: the observation is 1 at the number of the state and 0 elsewhere, and the policy one layer, a row of outputs a state. */
    table?: true
    /** Its actions are tanh of what its network puts out (`squashedPolicy`), and σ is given this way. */
    squashed?: 'vector' | 'output'
    /** It plans on the whole model of the task, and so needs it; it leaves nothing to chance. */
    model?: true
    /** It judges a policy that stays as it is: what it learns are values, `v` of what it saves. */
    evaluates?: true
  }
  /** For a task of a few numbers: settings, and the rounds on 16 slots in which it learns there to echo what it sees. */
  small: { settings: Settings; rounds: number }
  /** Throws RangeError where a setting is wrong. */
  create(setup: AlgorithmSetup, configuration: Settings): Algorithm
}

/** An entry whose `create` is given the configuration that its own fields describe. The object stays the same for all of the algorithm's life:
 *  settings that are `live` change in it between rounds. */
export function defineAlgorithm<const F extends Fields>(
  entry: Omit<AlgorithmEntry, 'fields' | 'create'> & {
    fields: F
    create(setup: AlgorithmSetup, configuration: Readonly<ConfigurationOf<F>>): Algorithm
  },
): AlgorithmEntry {
  return entry
}

/** Why this algorithm cannot learn such a policy of such a task, in a sentence; null where it can. */
export function cannotLearn(
  { name, handles }: AlgorithmEntry,
  { spec, space, model }: Pick<AlgorithmSetup, 'spec' | 'space' | 'model'>,
): string | null {
  const words = {
    discrete: 'a choice among actions',
    'multi-binary': 'several buttons',
    continuous: 'continuous actions',
  }
  if (!handles.actions.includes(space.kind)) return `${name} does not handle ${words[space.kind]}.`
  const { kind } = spec.actor.input
  if (!handles.inputs.includes(kind)) return `${name} does not handle ${kind} observations.`
  if (handles.critic && !spec.critic) return `${name} learns with a value network, and this policy has none.`
  if (handles.table && (spec.critic || spec.actor.layers.length > 0))
    return `${name} keeps a table, and this policy is a network.`
  if (handles.squashed && !isSquashed(spec, handles.squashed))
    return `${name} needs a policy whose last hidden layer is tanh and as wide as its outputs, with σ as ${handles.squashed}.`
  if (handles.model && !model) return `${name} plans on the whole model of a task, and this one has none.`
  return null
}
