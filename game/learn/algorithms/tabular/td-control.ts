import type { AlgorithmSetup, Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import { drawExploring, type Exploration } from '../../maths/action-tables.ts'
import { type Reach, TemporalDifferences } from '../../maths/temporal-differences.ts'
import { playSteps } from './play-steps.ts'
import { TableControl } from './table-control.ts'

export interface TdControlConfiguration extends Exploration {
  readonly steps: number
  readonly learningRate: number
  readonly gamma: number
}

/** What algorithms share that learn the worth of actions by temporal differences while they explore: Q(S, A) ← Q(S, A) + α (R + γ B −
 *  Q(S, A)), where each says what B is, the worth of what follows.
 *
 *  Differences from the book, in all of them:
 *  1. Many slots play at once into one table; with one it is the book's.
 *  2. Where an episode is truncated, or the round ends, entries that still wait for rewards learn from what they have and B of the state that was
 *     reached; traces end there. An episode that goes on in the next round is taken up as if it had begun there. */
export abstract class TdControl extends TableControl {
  constructor(
    setup: AlgorithmSetup,
    private readonly common: TdControlConfiguration,
    private readonly reach: Reach = { n: 1, lambda: 0, traces: 'accumulating' },
  ) {
    super(setup)
  }

  async learn(environment: LearnerEnv, progress: Progress): Promise<Report> {
    const { states, actions } = this.shape
    const { steps, learningRate: alpha, gamma } = this.common
    const differences = new TemporalDifferences(this.q, environment.slots, this.reach)
    let errors = 0
    this.begin(environment.slots)
    await playSteps(
      environment,
      { states, steps },
      progress,
      (state, slot) => this.choose(state, slot),
      ({ slot, state, action, reward, next, terminated, ended, over }) => {
        const bootstrap = terminated ? 0 : this.following(next, slot, ended)
        const entry = state * actions + action
        errors += Math.abs(differences.step(slot, { entry, reward, bootstrap, over }, { alpha, gamma }))
      },
    )
    this.publish()
    const decisions = steps * environment.slots
    return { error: errors / decisions, decisions }
  }

  /** What is worth what follows in a state that is no end. ended: the slot's episode was cut off there. */
  protected abstract following(state: number, slot: number, ended: boolean): number

  /** Called before a round. */
  protected begin(_slots: number): void {
    // Most have nothing to begin with.
  }

  /** The action of a slot in a state. */
  protected choose(state: number, _slot: number): number {
    return this.explore(state)
  }

  protected explore(state: number): number {
    return drawExploring(this.q, state, this.shape.actions, this.common, this.chance)
  }
}
