import type { Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import { EpisodeReturns } from '../../maths/episode-returns.ts'
import { playSteps } from './play-steps.ts'

export interface EpisodeTableConfiguration {
  readonly visits: 'first' | 'every'
  readonly unfinished: 'leftOut' | 'ended' | 'valued'
  /** Null for the mean of all returns. */
  readonly learningRate: number | null
  readonly gamma: number
}

/** A table that learns from the returns of whole episodes, as Monte Carlo methods do.
 *
 * Differences from the book:
 * 1. Many slots play at once into one table; with one it is the book's.
 * 2. A round is a number of decisions. An episode that its end cuts off, and one that its environment truncates, has no return: `unfinished` says
 *    whether it is left out, counts as if it had ended, or the table says what would have followed. What comes of it in the next round is taken up
 *    as if it had begun there; its first visits are those from there on. */
export class EpisodeTable {
  /** Returns that each entry has learned from [entries]. */
  readonly visits: Uint32Array<ArrayBuffer>

  constructor(
    private readonly table: Float64Array,
    private readonly config: EpisodeTableConfiguration,
  ) {
    this.visits = new Uint32Array(table.length)
  }

  /** A round. fresh: this is the first that is seen of an episode. */
  async learn(
    environment: LearnerEnv,
    { states, steps }: { states: number; steps: number },
    progress: Progress,
    policy: {
      choose(state: number, fresh: boolean): number
      /** The entry of a visit. */
      entryOf(state: number, action: number): number
      /** What follows in a state, as far as the table knows. */
      valueOf(state: number): number
    },
  ): Promise<Report> {
    const { table, visits } = this
    const { gamma, visits: only, unfinished, learningRate } = this.config
    const { slots } = environment
    const episodes = new EpisodeReturns(table.length, slots, steps)
    const fresh = new Uint8Array(slots).fill(1)
    let [errors, learnedFrom] = [0, 0]
    const visit = (entry: number, value: number): void => {
      const error = value - table[entry]!
      visits[entry] = visits[entry]! + 1
      table[entry] = table[entry]! + error * (learningRate ?? 1 / visits[entry])
      errors += Math.abs(error)
      learnedFrom++
    }
    await playSteps(
      environment,
      { states, steps },
      progress,
      (state, slot) => policy.choose(state, fresh[slot] === 1),
      ({ slot, state, action, reward, next, terminated, over }) => {
        episodes.add(slot, policy.entryOf(state, action), reward)
        fresh[slot] = over ? 1 : 0
        if (!over) return
        if (!terminated && unfinished === 'leftOut') episodes.forget(slot)
        else {
          const following = !terminated && unfinished === 'valued' ? policy.valueOf(next) : 0
          episodes.end(slot, { gamma, following, only }, visit)
        }
      },
    )
    return { ...(learnedFrom > 0 ? { error: errors / learnedFrom } : {}), learnedFrom, decisions: steps * slots }
  }
}
