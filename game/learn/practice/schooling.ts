import { SeededChance } from '../../core/chance.ts'
import type { Domain } from '../../core/domain.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { AlgorithmEntry, Report } from '../learner/algorithm.ts'
import { createLearner, type AlgorithmChoice } from '../algorithms/index.ts'
import type { Learner } from '../learner/learner.ts'
import { Arena, type Matchup, type Tally } from './arena.ts'
import { Demonstrations } from './demonstrations.ts'
import { builtInOpponent, policyOpponent } from './opponents.ts'
import { PastSelves } from './past-selves.ts'
import { playGames, type GamesResult } from './play-games.ts'

export interface SchoolingConfig {
  task: Task
  observation: string
  spec: PolicySpec
  seed: number
  /** Weights to begin with; fresh ones when missing. */
  weights?: Float32Array
  /** Environments against each strength of built-in, by its name. */
  builtIns: Readonly<Record<string, number>>
  /** Environments in which the learner plays itself, in all seats of each. Where there is one seat, there are as many in which it is alone as all
   *  these numbers together. */
  self: number
  /** Environments against past selves. */
  past: number
  /** The learner's reaction delay is drawn from 0 to this many ticks for each episode, so that one policy plays with any handicap. */
  longestReactionTicks: number
  /** Seats of each game; the most that the task has when missing. */
  seats?: number
  /** What is varied from episode to episode. */
  domain?: Domain
  /** This share of the episodes begins in the middle of a match between built-ins of this strength; the others as practice usually does. */
  demonstrations?: { strength: string; share: number }
  /** Rounds between two past selves. */
  rememberEvery: number
  algorithm: AlgorithmChoice
  /** Where the algorithm is looked for; those that come with the project when missing. */
  algorithms?: readonly AlgorithmEntry[]
}

/** Past selves that are remembered, and how many are met at a time. */
const PAST_SELVES = 10
const PAST_GROUPS = 4

/** Learning a task from nothing, without a person: built-ins, past selves and itself as opponents, in episodes of the task's own kind. */
export class Schooling {
  readonly learner: Learner
  private readonly arena: Arena
  private readonly selves: PastSelves
  private readonly pastNumbers = new Map<string, number>()

  constructor(private readonly config: SchoolingConfig) {
    const { task, spec } = config
    const chance = new SeededChance(config.seed)
    this.learner = createLearner(
      config.algorithm,
      { spec, space: task.action, seed: chance.word(), ...(config.weights ? { weights: config.weights } : {}) },
      config.algorithms,
    )
    this.selves = new PastSelves(spec, this.learner.weights, new SeededChance(chance.word()), PAST_SELVES, fastPolicy)
    const delay = (from: SeededChance): number => from.below(config.longestReactionTicks + 1)
    this.arena = new Arena({
      task,
      observation: config.observation,
      matchups: this.seats === 1 ? this.alone() : this.amongOthers(delay),
      seats: this.seats,
      seed: chance.word(),
      ...(config.domain ? { domain: config.domain } : {}),
      reactionTicks: delay,
      start: this.starts(chance.word()),
    })
  }

  private get seats(): number {
    return this.config.seats ?? this.config.task.seats.max
  }

  /** How episodes begin. */
  private starts(seed: number): (state: Row, chance: SeededChance) => void {
    const { task, observation, domain, demonstrations } = this.config
    const usual = (state: Row, chance: SeededChance): void => task.study?.practiceStart(state, chance)
    if (!demonstrations) return usual
    const { strength, share } = demonstrations
    const shown = new Demonstrations({
      task,
      observation,
      strength,
      seats: this.seats,
      seed,
      ...(domain && { domain }),
    })
    return (state, chance) => (chance.uniform() < share ? shown.start(state, chance) : usual(state, chance))
  }

  private alone(): Matchup[] {
    const { builtIns, past, self } = this.config
    const environments = Object.values(builtIns).reduce((sum, some) => sum + some, past + self)
    return [{ name: 'self', environments, opponent: 'self' }]
  }

  private amongOthers(delay: (from: SeededChance) => number): Matchup[] {
    const { config } = this
    const matchups: Matchup[] = config.task.builtIns.map((builtIn) => ({
      name: builtIn.strength,
      environments: config.builtIns[builtIn.strength] ?? 0,
      opponent: builtInOpponent(builtIn),
    }))
    for (let group = 0; group < PAST_GROUPS; group++) {
      const { number, opponent } = this.selves.opponent()
      this.pastNumbers.set(`past ${group}`, number)
      const environments = Math.floor((config.past + group) / PAST_GROUPS)
      matchups.push({ name: `past ${group}`, environments, opponent, reactionTicks: delay })
    }
    matchups.push({ name: 'self', environments: config.self, opponent: 'self' })
    return matchups
  }

  /** One round of learning. Returns its figures and the points by opponent. */
  async round(breathe?: () => Promise<void>): Promise<{ report: Report; points: Map<string, Tally> }> {
    const { learner } = this
    const report = await learner.learn(this.arena, breathe && { breathe })
    const points = this.arena.drainResults()
    for (const [name, { won, lost }] of points) {
      const number = this.pastNumbers.get(name)
      if (number !== undefined) this.selves.result(number, won, lost)
    }
    if (learner.rounds % this.config.rememberEvery === 0) this.selves.remember(learner.weights)
    if (learner.rounds % 10 === 0) this.selves.exchange()
    return { report, points }
  }

  /** Games of the policy of the moment, sampled, against a built-in of this strength; null: alone, in a task that can be played so. Throws where there
   *  is no such built-in. */
  async examine(
    strength: string | null,
    exam: { games: number; seed: number; options?: Options; reactionTicks?: number },
    breathe?: () => Promise<void>,
  ): Promise<GamesResult> {
    const { task, observation, spec } = this.config
    const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
    if (strength !== null && !builtIn) throw new Error(`${task.id} has no built-in of strength "${strength}"`)
    const network = fastPolicy(spec, this.learner.weights)
    const player = policyOpponent(() => network, new SeededChance(exam.seed))
    return playGames(
      {
        task,
        observation,
        player,
        opponent: builtIn ? builtInOpponent(builtIn) : null,
        games: exam.games,
        seed: exam.seed + 1,
        ...(builtIn ? {} : { seats: 1 }),
        ...(exam.options ? { options: exam.options } : {}),
        playerReactionTicks: exam.reactionTicks ?? 0,
      },
      breathe,
    )
  }

  dispose(): void {
    this.learner.dispose()
  }
}
