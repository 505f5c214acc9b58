import { SeededChance } from '../../core/chance.ts'
import type { Task } from '../../core/task.ts'
import { Forward } from '../../nets/forward.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { Report } from '../algorithms/algorithm.ts'
import { Arena, type Matchup, type Tally } from './arena.ts'
import { builtInOpponent, policyOpponent } from './opponents.ts'
import { PastSelves } from './past-selves.ts'
import { playGames, type GamesResult } from './play-games.ts'
import { Ppo, type PpoConfig } from '../algorithms/ppo.ts'

export interface SchoolingConfig {
  task: Task
  observation: string
  spec: PolicySpec
  seed: number
  /** Weights to begin with; fresh ones when missing. */
  weights?: Float32Array
  /** Environments against each strength of built-in, by its name. */
  builtIns: Readonly<Record<string, number>>
  /** Environments in which the learner plays itself; each has two slots. */
  self: number
  /** Environments against past selves. */
  past: number
  /** The learner's reaction delay is drawn from 0 to this many ticks for each point, so that one policy plays with any handicap. */
  longestReactionTicks: number
  /** Rounds between two past selves. */
  rememberEvery: number
  ppo: Partial<PpoConfig>
}

const PAST_GROUPS = 4

/** Learning a task from nothing, without a person: built-ins, past selves and itself as opponents, each point an episode. */
export class Schooling {
  readonly ppo: Ppo
  rounds = 0
  decisions = 0
  private readonly arena: Arena
  private readonly selves: PastSelves
  private readonly pastNumbers = new Map<string, number>()

  constructor(private readonly config: SchoolingConfig) {
    const { task, spec } = config
    const chance = new SeededChance(config.seed)
    this.ppo = new Ppo(
      { spec, space: task.action, seed: chance.word(), ...(config.weights ? { weights: config.weights } : {}) },
      config.ppo,
    )
    this.selves = new PastSelves(spec, this.ppo.weights, new SeededChance(chance.word()))
    const matchups: Matchup[] = task.builtIns.map((builtIn) => ({
      name: builtIn.strength,
      environments: config.builtIns[builtIn.strength] ?? 0,
      opponent: builtInOpponent(builtIn),
    }))
    const delay = (from: SeededChance): number => from.below(config.longestReactionTicks + 1)
    for (let group = 0; group < PAST_GROUPS; group++) {
      const { number, opponent } = this.selves.opponent()
      this.pastNumbers.set(`past ${group}`, number)
      const environments = Math.floor((config.past + group) / PAST_GROUPS)
      matchups.push({ name: `past ${group}`, environments, opponent, reactionTicks: delay })
    }
    matchups.push({ name: 'self', environments: config.self, opponent: 'self' })
    this.arena = new Arena({
      task,
      observation: config.observation,
      matchups,
      seed: chance.word(),
      reactionTicks: delay,
      start: (row, from) => task.practiceStart?.(row, from),
    })
  }

  /** One round of learning. Returns its figures and the points by opponent. */
  async round(breathe?: () => Promise<void>): Promise<{ report: Report; points: Map<string, Tally> }> {
    const report = await this.ppo.learn(this.arena, breathe)
    this.rounds++
    this.decisions += report['decisions']!
    const points = this.arena.takeResults()
    for (const [name, { won, lost }] of points) {
      const number = this.pastNumbers.get(name)
      if (number !== undefined) this.selves.result(number, won, lost)
    }
    if (this.rounds % this.config.rememberEvery === 0) this.selves.remember(this.ppo.weights)
    if (this.rounds % 10 === 0) this.selves.exchange()
    return { report, points }
  }

  /** Games of the policy of the moment, sampled, against a built-in of this strength. Throws where there is none. */
  async examine(
    strength: string,
    exam: { games: number; target: number; seed: number; reactionTicks?: number },
    breathe?: () => Promise<void>,
  ): Promise<GamesResult> {
    const { task, observation, spec } = this.config
    const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
    if (!builtIn) throw new Error(`${task.id} has no built-in of strength "${strength}"`)
    const forward = new Forward(spec, this.ppo.weights)
    const player = policyOpponent(() => forward, new SeededChance(exam.seed))
    return playGames(
      {
        task,
        observation,
        player,
        opponent: builtInOpponent(builtIn),
        games: exam.games,
        seed: exam.seed + 1,
        options: { target: exam.target },
        playerReactionTicks: exam.reactionTicks ?? 0,
      },
      breathe,
    )
  }

  dispose(): void {
    this.ppo.dispose()
  }
}
