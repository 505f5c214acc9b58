import { SeededChance } from '../../core/chance.ts'
import type { LogHeader } from '../../core/match-log.ts'
import type { Options, Task } from '../../core/task.ts'
import { Forward } from '../../nets/forward.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { AlgorithmEntry, Figure, Report } from '../learner/algorithm.ts'
import { createLearner, type AlgorithmChoice } from '../algorithms/index.ts'
import type { Learner } from '../learner/learner.ts'
import { Arena, type Matchup } from '../practice/arena.ts'
import { Ghost } from './ghost.ts'
import { MatchStudy } from './match-study.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../practice/opponents.ts'
import { PastSelves } from '../practice/past-selves.ts'
import { playGames, type GamesResult } from '../practice/play-games.ts'

export interface SparringSetup {
  task: Task
  header: LogHeader
  /** The learning agent's seat. */
  seat: number
  observation: string
  spec: PolicySpec
  weights: Float32Array
  revision: number
  seed: number
  /** Milliseconds, from any beginning. */
  now: () => number
  /** How it learns; the usual way when missing. */
  algorithm?: AlgorithmChoice
  /** Where the algorithm is looked for; those that come with the project when missing. */
  algorithms?: readonly AlgorithmEntry[]
}

/** How a partner practises during a match: quick steps that end early where they go far, and the average of the way as the result. */
const USUAL: AlgorithmChoice = {
  id: 'ppo',
  settings: { steps: 64, minibatchSize: 1024, epochs: 3, learningRate: 1e-3, entropyBonus: 0.005, targetKl: 0.01 },
}

/** Environments by opponent, 64 slots in all: nearly half against the ghost; a third against what it was and is; the rest against built-ins so
 *  that it does not forget how to play others. Itself fills two slots in each. */
const GHOST = 28
const FIRST = 8
const PAST = 8
const SELF = 4
const BUILT_INS = 12
/** How much of the averaged weights each update keeps (Polyak & Juditsky 1992): the average of the way plays better than its end. */
const AVERAGE_DECAY = 0.96
/** Share of the games against the ghost and past selves that start from a position of the match. */
const MATCH_STARTS = 0.5
const REMEMBER_EVERY_MS = 20_000
const CHECK_EVERY_MS = 30_000
const CHECK_GAMES = 100
/** Decisions after which a game of the check is left as it stands. */
const CHECK_LONGEST = 3000
/** Below this share of the games against the last good revision it goes back; */
const WORST_SHARE = 0.45
/** and where its share of the points against the ghost or the middle built-in has fallen by more than this. */
const WORST_LOSS = 0.08

export interface Verdict {
  good: boolean
  /** Games of the newest against the last good. */
  won: number
  lost: number
  /** One plain sentence. */
  message: string
}

/** Learns from one match while it is played: studies the person (the ghost), and practises in simulation against the ghost, past selves and
 *  built-ins, from positions of the match. Knows no worker and no clock of its own: whoever holds it calls `practise` again and again. */
export class SparringTrainer {
  private readonly learner: Learner
  readonly ghost: Ghost
  readonly study: MatchStudy
  updates = 0
  practicePoints = 0
  practiceDecisions = 0
  rollbacks = 0
  /** What it has learned: the running average of the learner's weights. These are checked and served. */
  readonly weights: Float32Array<ArrayBuffer>
  /** Figures of the last update; null before it. */
  report: Report | null = null
  /** Share of the latest points won against the ghost; null until there are some. */
  winChance: number | null = null
  private readonly chance: SeededChance
  private readonly arena: Arena
  private readonly selves: PastSelves
  private readonly pastNumber: number
  private readonly options: Options
  private readonly reactionTicks: number
  private ghostDue = true
  private lastGood: { weights: Float32Array; revision: number }
  private checkedAt: number
  private rememberedAt: number

  constructor(private readonly setup: SparringSetup) {
    const { task, header, seat, observation, spec, weights } = setup
    this.chance = new SeededChance(setup.seed)
    const learning = { spec, space: task.action, weights, seed: this.chance.word() }
    this.learner = createLearner(setup.algorithm ?? USUAL, learning, setup.algorithms)
    this.ghost = new Ghost(task, observation, new SeededChance(this.chance.word()))
    this.study = new MatchStudy(task, header, seat, this.ghost, () => (this.ghostDue = true))
    this.weights = weights.slice()
    this.lastGood = { weights: weights.slice(), revision: setup.revision }
    this.checkedAt = this.rememberedAt = setup.now()
    this.options = header.options
    const holder = header.seats[seat]
    this.reactionTicks = holder?.kind === 'agent' ? holder.reactionTicks : 0
    this.selves = new PastSelves(spec, weights, new SeededChance(this.chance.word()))
    const past = this.selves.opponent()
    this.pastNumber = past.number
    // The one it began as stays among its opponents for good: it is what it must become better than.
    const began = new Forward(spec, weights)
    const first = policyOpponent(() => began, new SeededChance(this.chance.word()))
    const delay = (): number => this.reactionTicks
    const start: Matchup['start'] = (row, chance) => {
      if (this.study.hasPositions && chance.uniform() < MATCH_STARTS) this.study.start(row, chance)
      else task.study?.practiceStart(row, chance)
    }
    this.arena = new Arena({
      task,
      observation,
      seed: this.chance.word(),
      options: this.options,
      matchups: [
        { name: 'ghost', environments: GHOST, opponent: this.ghost.opponent(), learnerSeat: seat, start },
        { name: 'first', environments: FIRST, opponent: first, learnerSeat: seat, start, reactionTicks: delay },
        { name: 'past', environments: PAST, opponent: past.opponent, learnerSeat: seat, start, reactionTicks: delay },
        { name: 'self', environments: SELF, opponent: 'self' },
        ...task.builtIns.map((builtIn, i) => ({
          name: builtIn.strength,
          environments: Math.floor((BUILT_INS + i) / task.builtIns.length),
          opponent: builtInOpponent(builtIn),
        })),
      ],
      reactionTicks: delay,
      start: (row, chance) => task.study?.practiceStart(row, chance),
    })
  }

  /** What the algorithm reported of the last update, explained: finite numbers only. */
  get figures(): (Figure & { value: number })[] {
    const { report } = this
    return Object.entries(this.learner.entry.figures)
      .map(([id, figure]) => ({ ...figure, value: report?.[id] ?? Number.NaN }))
      .filter(({ value }) => Number.isFinite(value))
  }

  /** A slice of the match's log as it came. Throws on one that does not fit what came before. */
  watch(base: number, toTick: number, bytes: Uint8Array): void {
    this.study.read(base, toTick, bytes)
  }

  /** One portion of work, about a fifth of a second: fits the ghost after a point, then plays and learns. */
  async practise(breathe?: () => Promise<void>): Promise<void> {
    if (this.ghostDue || this.ghost.waiting > 300) {
      this.ghostDue = false
      await this.ghost.fit(breathe)
    }
    this.report = await this.learner.learn(this.arena, breathe && { breathe })
    this.updates++
    const { weights } = this
    for (let i = 0; i < weights.length; i++)
      weights[i] = AVERAGE_DECAY * weights[i]! + (1 - AVERAGE_DECAY) * this.learner.weights[i]!
    this.practiceDecisions += this.report.decisions
    for (const [name, { won, lost }] of this.arena.takeResults()) {
      this.practicePoints += won + lost
      if (name === 'past') this.selves.result(this.pastNumber, won, lost)
      if (name !== 'ghost') continue
      const share = won / (won + lost)
      this.winChance ??= share
      this.winChance += (share - this.winChance) * Math.min(1, (won + lost) / 60)
    }
    const now = this.setup.now()
    if (now - this.rememberedAt >= REMEMBER_EVERY_MS) {
      this.rememberedAt = now
      this.selves.remember(weights)
    }
    if (this.updates % 5 === 0) this.selves.exchange()
  }

  /** Every half minute: the newest weights against the last good ones; null while it is not due. revision: the newest's number. */
  async checkIfDue(revision: number, breathe?: () => Promise<void>): Promise<Verdict | null> {
    if (this.setup.now() - this.checkedAt < CHECK_EVERY_MS) return null
    const verdict = await this.check(revision, breathe)
    this.checkedAt = this.setup.now()
    return verdict
  }

  /** Plays the newest weights against the last good ones, and both against the ghost and the middle built-in; goes back where it lost. */
  async check(revision: number, breathe?: () => Promise<void>): Promise<Verdict> {
    const newest = this.weights.slice()
    const good = this.lastGood
    const duel = await this.simulate(newest, 'self', breathe)
    const against = async (opponent: 'ghost' | 'built-in'): Promise<boolean> => {
      const now = await this.simulate(newest, opponent, breathe)
      const before = await this.simulate(good.weights, opponent, breathe)
      const share = (result: GamesResult): number =>
        result.pointsWon / Math.max(1, result.pointsWon + result.pointsLost)
      return share(now) >= share(before) - WORST_LOSS
    }
    const lostDuel = duel.won < WORST_SHARE * (duel.won + duel.lost)
    const worseElsewhere = !lostDuel && (!(await against('ghost')) || !(await against('built-in')))
    const score = { won: duel.won, lost: duel.lost }
    if (!lostDuel && !worseElsewhere) {
      this.lastGood = { weights: newest, revision }
      return { good: true, ...score, message: `Checked: ${duel.won} to ${duel.lost} against the last good revision.` }
    }
    this.rollbacks++
    this.learner.loadWeights(good.weights)
    this.weights.set(good.weights)
    this.learner.takeSmallerSteps()
    const why = lostDuel ? `the newest lost ${duel.lost} to ${duel.won}` : 'the newest had forgotten how to play others'
    return { good: false, ...score, message: `Went back to revision ${good.revision}: ${why}.` }
  }

  /** Goes on from other weights, e.g. those that the server holds after the person has rewound their partner. */
  load(weights: Float32Array, revision: number): void {
    this.learner.loadWeights(weights)
    this.weights.set(weights)
    this.lastGood = { weights: weights.slice(), revision }
  }

  dispose(): void {
    this.learner.dispose()
  }

  /** Short games of these weights from serves, sides alternating. 'self': against the last good weights. */
  private simulate(
    weights: Float32Array,
    opponent: 'self' | 'ghost' | 'built-in',
    breathe?: () => Promise<void>,
  ): Promise<GamesResult> {
    const { task, observation, spec } = this.setup
    const policy = (of: Float32Array): Opponent => {
      const forward = new Forward(spec, of)
      return policyOpponent(() => forward, new SeededChance(this.chance.word()))
    }
    const middle = task.builtIns[task.builtIns.length >> 1]
    const built = opponent === 'built-in' && middle ? builtInOpponent(middle) : policy(this.lastGood.weights)
    return playGames(
      {
        task,
        observation,
        player: policy(weights),
        opponent: opponent === 'ghost' ? this.ghost.opponent() : built,
        games: CHECK_GAMES,
        seed: this.chance.word(),
        options: { ...this.options, ...task.quickGame },
        longest: CHECK_LONGEST,
        playerReactionTicks: this.reactionTicks,
        opponentReactionTicks: opponent === 'self' ? this.reactionTicks : 0,
        start: (row, chance) => task.study?.practiceStart(row, chance),
      },
      breathe,
    )
  }
}
