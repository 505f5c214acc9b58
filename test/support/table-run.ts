import type { Task } from '../../game/core/task.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import type { Report } from '../../game/learn/learner/algorithm.ts'
import type { Learner } from '../../game/learn/learner/learner.ts'
import { readSavedRun, writeSavedRun } from '../../game/learn/learner/saved-run.ts'
import { Arena } from '../../game/learn/practice/arena.ts'
import { type Episode, EpisodeWatch } from '../../game/learn/runs/episode-watch.ts'
import { policyFor } from '../../game/learn/runs/run-plan.ts'

/** An algorithm over a table that learns a task whose states can be numbered, from one slot or several. */
export class TableRun {
  readonly learner: Learner
  private readonly env: EpisodeWatch

  /** first: what its values of states are before it has learned anything. */
  constructor(
    readonly task: Task,
    id: string,
    settings: Settings,
    {
      seed = 1,
      slots = 1,
      first,
      weights,
    }: { seed?: number; slots?: number; first?: number; weights?: Float32Array } = {},
  ) {
    const spec = policyFor(task, 'one-hot', { hidden: [], activation: 'tanh', critic: false })
    const setup = { spec, space: task.action, seed, model: task.model!, ...(weights ? { weights } : {}) }
    this.learner = createLearner({ id, settings }, setup)
    const matchups = [{ name: 'alone', environments: slots, opponent: 'self' as const }]
    this.env = new EpisodeWatch(new Arena({ task, observation: 'one-hot', matchups, seats: 1, seed }))
    if (first === undefined) return
    const { arrays, ...run } = readSavedRun(this.learner.save())
    this.learner.load(writeSavedRun({ ...run, arrays: { ...arrays, v: arrays['v']!.map(() => first) } }))
  }

  /** Learns for so many rounds; the episodes that ended. */
  async rounds(count = 1): Promise<Episode[]> {
    for (let i = 0; i < count; i++) await this.report()
    return this.env.drain()
  }

  /** Learns for a round; what it reports. */
  report(): Promise<Report> {
    return this.learner.learn(this.env)
  }

  /** A table of what it saves: 'v' or 'q'. */
  table(name: 'v' | 'q'): Float64Array {
    return readSavedRun(this.learner.save()).arrays[name] as Float64Array
  }
}
