import { SeededChance } from '../../core/chance.ts'
import type { BuiltIn, Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import { algorithms, createLearner } from '../algorithms/index.ts'
import type { AlgorithmEntry, Progress, Report } from '../learner/algorithm.ts'
import type { Learner } from '../learner/learner.ts'
import { Arena } from '../practice/arena.ts'
import { builtInOpponent, policyOpponent } from '../practice/opponents.ts'
import { playGames, type GamesResult } from '../practice/play-games.ts'
import { EpisodeWatch, type Episode } from './episode-watch.ts'
import { policyFor, type RunPlan } from './run-plan.ts'

/** One algorithm that learns one task, alone or against a built-in, for as many decisions as its plan says: what the lab shows and what benchmarks
 *  measure. It can be saved between two rounds, and what goes on from the save follows the same curve as what was saved. */
export class TrainingRun {
  readonly learner: Learner
  private readonly builtIn: BuiltIn | null
  /** Settings that fall over the budget, as they are at first and the least that they may be. */
  private readonly falling: readonly { name: string; first: number; least: number }[]
  private env: EpisodeWatch

  /** task: the one that the plan names. table: where its algorithm is looked for. Throws where the plan cannot be. */
  constructor(
    readonly plan: RunPlan,
    private readonly task: Task,
    table: readonly AlgorithmEntry[] = algorithms,
  ) {
    const { id, version } = plan.task
    if (task.id !== id || task.version !== version) throw new Error(`This plan is for ${id} v${version}`)
    this.builtIn = opponentOf(task, plan.opponent)
    const squashed = table.find((entry) => entry.id === plan.algorithm.id)?.handles.squashed
    const spec = policyFor(task, plan.observation, plan.network, squashed)
    const { model } = task
    const setup = { spec, space: task.action, seed: plan.seed, ...(model ? { model } : {}) }
    this.learner = createLearner(plan.algorithm, setup, table)
    this.falling = plan.anneals ? stepSizes(this.learner) : []
    this.env = this.begin()
  }

  /** Whether all of the budget is spent. */
  get done(): boolean {
    return this.learner.decisions >= this.plan.budget
  }

  /** One round of learning: its figures, and the episodes that ended in it. */
  async round(progress?: Partial<Progress>): Promise<{ report: Report; episodes: Episode[] }> {
    const { learner, plan } = this
    const left = Math.max(0, 1 - learner.decisions / plan.budget)
    const changes = this.falling.map(({ name, first, least }) => [name, Math.max(least, left * first)] as const)
    if (changes.length > 0) learner.configure(Object.fromEntries(changes))
    const report = await learner.learn(this.env, progress)
    return { report, episodes: this.env.drain() }
  }

  /** Whole matches of the policy of the moment as it trains, alone or against its built-in. It always takes its likeliest action, or draws them. */
  examine(
    { games, seed, drawn = false }: { games: number; seed: number; drawn?: boolean },
    breathe?: () => Promise<void>,
  ): Promise<GamesResult> {
    const { task, plan, learner, builtIn } = this
    const policy = fastPolicy(learner.spec, learner.weights)
    return playGames(
      {
        task,
        observation: plan.observation,
        asLists: this.asLists,
        player: policyOpponent(() => policy, drawn ? new SeededChance(seed + 2) : null),
        opponent: builtIn && builtInOpponent(builtIn, new SeededChance(seed + 1)),
        games,
        seed,
        ...(builtIn ? {} : { seats: 1 }),
        ...(plan.options ? { options: plan.options } : {}),
      },
      breathe,
    )
  }

  /** All that is needed to go on. Its environments begin anew, here as in a run that loads it: so both follow the same curve. */
  save(): Uint8Array<ArrayBuffer> {
    const saved = this.learner.save()
    this.env = this.begin()
    return saved
  }

  /** Goes on from what a run of the same plan saved. Throws SavedRunError, and changes nothing, where it is another's. */
  load(saved: Uint8Array): void {
    this.learner.load(saved)
    this.env = this.begin()
  }

  dispose(): void {
    this.learner.dispose()
  }

  private get asLists(): boolean {
    return this.learner.spec.actor.input.kind === 'sparse'
  }

  /** Fresh environments, other ones after each round and the same ones after the same round. */
  private begin(): EpisodeWatch {
    const { task, plan, builtIn } = this
    const seed = (Math.imul(plan.seed, 0x9e3779b1) + this.learner.rounds) >>> 0
    const { environments } = plan
    return new EpisodeWatch(
      new Arena({
        task,
        observation: plan.observation,
        asLists: this.asLists,
        matchups: [
          {
            name: plan.opponent ?? 'alone',
            environments,
            opponent: builtIn ? builtInOpponent(builtIn, new SeededChance(seed)) : 'self',
          },
        ],
        ...(builtIn ? {} : { seats: 1 }),
        ...(plan.options ? { options: plan.options } : {}),
        seed,
      }),
    )
  }
}

function opponentOf(task: Task, strength: string | null): BuiltIn | null {
  if (strength === null) {
    if (task.seats.min > 1) throw new RangeError(`${task.name} is not played alone`)
    return null
  }
  const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
  if (!builtIn) throw new RangeError(`${task.name} has no built-in "${strength}"`)
  return builtIn
}

function stepSizes({ entry, settings }: Learner): { name: string; first: number; least: number }[] {
  return Object.entries(entry.fields).flatMap(([name, field]) => {
    const first = settings[name]
    return 'stepSize' in field && field.live && typeof first === 'number'
      ? [{ name, first, least: field.range[0] }]
      : []
  })
}
