import { SeededChance } from '../../core/chance.ts'
import type { Options, Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../practice/opponents.ts'
import { playGames, type GamesResult } from '../practice/play-games.ts'

const GAMES = 100
/** Decisions after which a game of the check is left as it stands. */
const LONGEST = 3000
/** Below this share of the games against the last good weights it is worse; */
const WORST_SHARE = 0.45
/** and where its share of the points against the ghost or the middle built-in, or its score where it plays alone, has fallen by more than this. */
const WORST_LOSS = 0.08

export interface SelfCheckSetup {
  task: Task
  observation: string
  seats: number
  options: Options
  /** The learner's handicap, ticks. */
  reactionTicks: number
  spec: PolicySpec
  /** Null where nobody is studied. */
  ghost: (() => Opponent) | null
  /** A new word of chance with each call. */
  word(): number
}

export interface Comparison {
  /** What is worse about the newest, as the rest of a sentence; null where nothing is. */
  worse: string | null
  /** Games of the newest against the last good, and none where each plays alone. */
  won: number
  lost: number
  /** The figures, as the rest of a sentence. */
  figures: string
}

/** Whether learning has made a policy worse, by short games from serves: the newest weights against the last good ones, and both against the ghost
 *  and the middle built-in. Where there is one seat, by the scores of both. */
export class SelfCheck {
  constructor(private readonly setup: SelfCheckSetup) {}

  async compare(newest: Float32Array, good: Float32Array, breathe?: () => Promise<void>): Promise<Comparison> {
    const { seats } = this.setup
    if (seats === 1) return this.compareAlone(newest, good, breathe)
    const { won, lost } = await this.play(newest, good, 'good', breathe)
    const figures = `${won} to ${lost} against the last good revision`
    if (won < WORST_SHARE * (won + lost)) return { won, lost, figures, worse: `the newest lost ${lost} to ${won}` }
    for (const rival of ['ghost', 'built-in'] as const) {
      const now = await this.play(newest, good, rival, breathe)
      const before = await this.play(good, good, rival, breathe)
      if (pointShare(now) < pointShare(before) - WORST_LOSS)
        return { won, lost, figures, worse: 'the newest had forgotten how to play others' }
    }
    return { won, lost, figures, worse: null }
  }

  private async compareAlone(
    newest: Float32Array,
    good: Float32Array,
    breathe?: () => Promise<void>,
  ): Promise<Comparison> {
    const { margin: now } = await this.play(newest, good, 'good', breathe)
    const { margin: before } = await this.play(good, good, 'good', breathe)
    const fell = now < before - WORST_LOSS * Math.abs(before)
    const figures = `${now.toFixed(1)} a game, and ${before.toFixed(1)} with the last good revision`
    return { won: 0, lost: 0, figures, worse: fell ? `the newest had ${figures}` : null }
  }

  /** 'good': the rival plays with the last good weights, and so it does where there is no ghost or no built-in. */
  private play(
    weights: Float32Array,
    good: Float32Array,
    rival: 'good' | 'ghost' | 'built-in',
    breathe?: () => Promise<void>,
  ): Promise<GamesResult> {
    const { task, observation, seats, options, reactionTicks, spec, ghost } = this.setup
    const policy = (of: Float32Array): Opponent => {
      const forward = fastPolicy(spec, of)
      return policyOpponent(() => forward, new SeededChance(this.setup.word()))
    }
    const middle = task.builtIns[task.builtIns.length >> 1]
    const other = rival === 'built-in' && middle ? builtInOpponent(middle) : policy(good)
    return playGames(
      {
        task,
        observation,
        seats,
        player: policy(weights),
        opponent: seats === 1 ? null : rival === 'ghost' && ghost ? ghost() : other,
        games: GAMES,
        seed: this.setup.word(),
        options: { ...options, ...task.quickGame },
        longest: LONGEST,
        playerReactionTicks: reactionTicks,
        opponentReactionTicks: rival === 'good' ? reactionTicks : undefined,
        start: (row, chance) => task.study?.practiceStart(row, chance),
      },
      breathe,
    )
  }
}

const pointShare = ({ pointsWon, pointsLost }: GamesResult): number => pointsWon / Math.max(1, pointsWon + pointsLost)
