import { SeededChance } from '../../core/chance.ts'
import type { LogHeader } from '../../core/match-log.ts'
import type { Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import { createLearner, usualChoice, usualGradients, type AlgorithmChoice } from '../algorithms/index.ts'
import type { AlgorithmEntry, Figure, Report } from '../learner/algorithm.ts'
import type { Learner } from '../learner/learner.ts'
import type { Arena, Tally } from '../practice/arena.ts'
import type { Opponent } from '../practice/opponents.ts'
import { PastSelves } from '../practice/past-selves.ts'
import { createGhost } from './create-ghost.ts'
import type { Ghost } from './ghost.ts'
import { MatchStudy } from './match-study.ts'
import { PracticeWatch, type Finding } from './practice-watch.ts'
import { SoloCheck } from './solo-check.ts'
import { sparringArena } from './sparring-arena.ts'

export interface SparringSetup {
  task: Task
  header: LogHeader
  /** The learning agent's seat. */
  seat: number
  observation: string
  spec: PolicySpec
  weights: Float32Array
  /** Those that the match began with, where it has learned since; missing where these are they. */
  first?: Float32Array | null
  revision: number
  seed: number
  /** Milliseconds, from any beginning. */
  now: () => number
  /** How it learns; the usual way when missing. */
  algorithm?: AlgorithmChoice
  /** Where the algorithm is looked for; those that come with the project when missing. */
  algorithms?: readonly AlgorithmEntry[]
  /** What was known of the person before, as the ghost of another match of theirs saved it; nothing when missing. */
  ghost?: unknown
  /** Who sits opposite in practice for the person: what it makes of them, when missing. For controls: null, nobody is studied, and past selves
   *  sit there; or the person themselves, made anew for each set of environments. */
  rival?: (() => Opponent) | null
}

/** How much of the averaged weights each update keeps (Polyak & Juditsky 1992): the average of the way plays better than its end. */
const AVERAGE_DECAY = 0.96
const REMEMBER_EVERY_MS = 20_000
const CHECK_EVERY_MS = 30_000
/** Points by which it is told how it does against what it was, and the fewest. */
const LATEST_POINTS = 300
const FEWEST_POINTS = 100

export interface Verdict {
  good: boolean
  /** One plain sentence. */
  message: string
}

/** Learns from one match while it is played: studies the person (the ghost), and practises in simulation against the ghost, past selves and
 *  built-ins, from positions of the match. Knows no worker and no clock of its own: whoever holds it calls `practise` again and again. */
export class SparringTrainer {
  private readonly learner: Learner
  /** What it knows of how the others in this match play; null where nobody can be studied. */
  readonly ghost: Ghost | null
  private readonly study: MatchStudy | null
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
  private readonly firstTally: Tally = { won: 0, lost: 0 }
  private readonly arena: Arena
  private watching: PracticeWatch
  /** Null where there are others to be measured against. */
  private readonly soloCheck: SoloCheck | null
  private finding: Finding | null = null
  private readonly selves: PastSelves
  private readonly pastNumber: number
  private ghostDue = true
  private lastGood: { weights: Float32Array; revision: number }
  private checkedAt: number
  private rememberedAt: number

  constructor(private readonly setup: SparringSetup) {
    const { task, header, seat, observation, spec, weights } = setup
    const chance = new SeededChance(setup.seed)
    const word = (): number => chance.word()
    const learning = { spec, space: task.action, weights, seed: word() }
    this.learner = createLearner(
      setup.algorithm ?? usualChoice('sparring', usualGradients(spec)),
      learning,
      setup.algorithms,
    )
    const studied = task.study && header.seats.length > 1 && setup.rival !== null
    const ghostChance = new SeededChance(word())
    this.ghost = studied && !setup.rival ? createGhost(task, observation, ghostChance, header.match, setup.ghost) : null
    this.study = studied ? new MatchStudy(task, header, seat, this.ghost, () => (this.ghostDue = true)) : null
    this.weights = weights.slice()
    this.lastGood = { weights: weights.slice(), revision: setup.revision }
    this.checkedAt = this.rememberedAt = setup.now()
    this.selves = new PastSelves(spec, weights, new SeededChance(word()), undefined, fastPolicy)
    const past = this.selves.opponent()
    this.pastNumber = past.number
    const holder = header.seats[seat]
    const shared = {
      task,
      observation,
      spec,
      seats: header.seats.length,
      options: header.options,
      reactionTicks: holder?.kind === 'agent' ? holder.reactionTicks : 0,
      word,
    }
    const { study, ghost } = this
    const rival = setup.rival ?? (ghost && (() => ghost.opponent()))
    this.arena = sparringArena({
      ...shared,
      seat,
      first: setup.first ?? weights,
      ghost: rival && rival(),
      past: past.opponent,
      matchStart: () => (study?.hasPositions ? (row, from) => study.start(row, from) : null),
    })
    // Two equals win half of the points each; how many equals win where there are more, or others than equals, is counted.
    this.watching = watchOver(task, shared.seats === 2 && !setup.first ? 0.5 : null)
    this.soloCheck = shared.seats === 1 ? new SoloCheck(shared) : null
  }

  /** What the algorithm reported of the last update, explained: finite numbers only. */
  get figures(): (Figure & { value: number })[] {
    const { report } = this
    return Object.entries(this.learner.entry.figures)
      .map(([id, figure]) => ({ ...figure, value: report?.[id] ?? Number.NaN }))
      .filter(({ value }) => Number.isFinite(value))
  }

  /** The latest points of practice against what it was when the match began; null until there are enough. */
  get againstFirst(): Tally | null {
    const { won, lost } = this.firstTally
    return won + lost < FEWEST_POINTS ? null : { won: Math.round(won), lost: Math.round(lost) }
  }

  /** A slice of the match's log as it came. Throws on one that does not fit what came before. */
  watch(base: number, toTick: number, bytes: Uint8Array): void {
    this.study?.readSlice(base, toTick, bytes)
  }

  /** One portion of work, about a fifth of a second: fits the ghost after a point, then plays and learns. */
  async practise(breathe?: () => Promise<void>): Promise<void> {
    const { ghost } = this
    if (ghost && (this.ghostDue || ghost.pressing)) {
      this.ghostDue = false
      await ghost.fit(breathe)
    }
    this.report = await this.learner.learn(this.arena, breathe && { breathe })
    this.updates++
    const { weights } = this
    for (let i = 0; i < weights.length; i++)
      weights[i] = AVERAGE_DECAY * weights[i]! + (1 - AVERAGE_DECAY) * this.learner.weights[i]!
    this.practiceDecisions += this.report.decisions
    const results = this.arena.drainResults()
    this.finding = this.watching.add(results) ?? this.finding
    for (const [name, { won, lost }] of results) {
      this.practicePoints += won + lost
      if (name === 'past') this.selves.result(this.pastNumber, won, lost)
      if (name === 'first') this.rememberAgainstFirst(won, lost)
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

  /** Older points count less and less. */
  private rememberAgainstFirst(won: number, lost: number): void {
    const { firstTally: tally } = this
    tally.won += won
    tally.lost += lost
    const keep = Math.min(1, LATEST_POINTS / Math.max(1, tally.won + tally.lost))
    tally.won *= keep
    tally.lost *= keep
  }

  /** What came of watching its own practice, or every half minute of a check where it plays alone; null where nothing new did. Where it got worse, it
   *  goes back to the last weights that were good. revision: the newest's number. */
  async verdict(revision: number, breathe?: () => Promise<void>): Promise<Verdict | null> {
    const finding = await this.takeFinding(breathe)
    if (!finding) return null
    const { worse, figures } = finding
    const good = this.lastGood
    if (!worse) {
      this.lastGood = { weights: this.weights.slice(), revision }
      return { good: true, message: `Checked: ${figures}.` }
    }
    this.rollbacks++
    this.learner.loadWeights(good.weights)
    this.weights.set(good.weights)
    this.learner.takeSmallerSteps()
    return { good: false, message: `Went back to revision ${good.revision}: it had ${figures}.` }
  }

  private async takeFinding(breathe?: () => Promise<void>): Promise<Finding | null> {
    const { soloCheck, finding } = this
    this.finding = null
    if (!soloCheck) return finding
    if (this.setup.now() - this.checkedAt < CHECK_EVERY_MS) return null
    const compared = await soloCheck.compare(this.weights.slice(), this.lastGood.weights, breathe)
    this.checkedAt = this.setup.now()
    return compared
  }

  /** Goes on from other weights, e.g. those that the server holds after the person has rewound their partner. */
  load(weights: Float32Array, revision: number): void {
    this.learner.loadWeights(weights)
    this.weights.set(weights)
    this.lastGood = { weights: weights.slice(), revision }
    // What was counted of other weights says nothing of these.
    this.watching = watchOver(this.setup.task, null)
    this.finding = null
    this.firstTally.won = this.firstTally.lost = 0
  }

  dispose(): void {
    this.learner.dispose()
  }
}

/** Of the built-ins the middle one alone: against the others a share near 0 or 1 tells little, and rallies are long. */
function watchOver({ builtIns }: Task, againstFirst: number | null): PracticeWatch {
  const middle = builtIns[builtIns.length >> 1]
  return new PracticeWatch('first', againstFirst, middle ? [middle.strength] : [])
}
