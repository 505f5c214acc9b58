import { SeededChance } from '../../core/chance.ts'
import type { Options, Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import { policyOpponent } from '../practice/opponents.ts'
import { playGames } from '../practice/play-games.ts'
import type { Finding } from './practice-watch.ts'

const GAMES = 100
/** Decisions after which a game of the check is left as it stands. */
const LONGEST = 3000
/** A score that fell by more than this, as a part of what it was, is worse. */
const WORST_LOSS = 0.08

export interface SoloCheckSetup {
  task: Task
  observation: string
  options: Options
  /** The learner's handicap, ticks. */
  reactionTicks: number
  spec: PolicySpec
  /** A new word of chance with each call. */
  word(): number
}

/** Whether learning has made a policy worse that plays alone: the newest weights against the last good ones, by the scores of short games. */
export class SoloCheck {
  constructor(private readonly setup: SoloCheckSetup) {}

  async compare(newest: Float32Array, good: Float32Array, breathe?: () => Promise<void>): Promise<Finding> {
    const now = await this.play(newest, breathe)
    const before = await this.play(good, breathe)
    const figures = `${now.toFixed(1)} a game, and ${before.toFixed(1)} with the last good revision`
    return { worse: now < before - WORST_LOSS * Math.abs(before), figures }
  }

  private async play(weights: Float32Array, breathe?: () => Promise<void>): Promise<number> {
    const { task, observation, options, reactionTicks, spec, word } = this.setup
    const forward = fastPolicy(spec, weights)
    const { margin } = await playGames(
      {
        task,
        observation,
        seats: 1,
        player: policyOpponent(() => forward, new SeededChance(word())),
        opponent: null,
        games: GAMES,
        seed: word(),
        options: { ...options, ...task.quickGame },
        longest: LONGEST,
        playerReactionTicks: reactionTicks,
        start: (row, chance) => task.study?.practiceStart(row, chance),
      },
      breathe,
    )
    return margin
  }
}
