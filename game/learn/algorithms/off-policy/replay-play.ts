import type { Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { NStepQueue } from '../../maths/n-step-queue.ts'
import { ReplayBuffer } from '../../maths/replay-buffer.ts'

/** Steps and gradients between two breaths: a few milliseconds of work. */
const BREATH = 8

/** How experience is gathered and how often it is learned from; the settings of these names. */
export interface ReplaySettings {
  readonly steps: number
  readonly capacity: number
  readonly warmUp: number
  readonly trainEvery: number
  readonly gradients: number
  readonly gamma: number
  /** 1 when missing. */
  readonly n?: number
}

/** What an algorithm does with it. */
export interface ReplayParts {
  /** Chooses for every slot by what it sees: numbers to remember [slots × numbers], and codes to play [slots]. */
  choose(environment: LearnerEnv, actions: Float32Array, codes: Uint32Array): void
  /** A transition came to lie at this index of the buffer. */
  added?(index: number): void
  /** Takes one step down a gradient; its figures. */
  update(): Readonly<Record<string, number>>
}

/** What algorithms share that learn from a replay buffer (off-policy): every slot takes decisions, what they led to is kept, and now and then a few
 *  gradients learn from some of it. A round is a number of steps, at the end of which no transition is pending. */
export class ReplayPlay {
  readonly buffer: ReplayBuffer
  /** Of all rounds. */
  decisions = 0
  updates = 0

  constructor(
    private readonly shape: { inputs: number; numbers: number },
    private readonly config: ReplaySettings,
  ) {
    this.buffer = new ReplayBuffer(config.capacity, shape.inputs, shape.numbers)
  }

  /** Whether gradients are still to come, for there is too little to learn from. */
  get warmingUp(): boolean {
    return this.decisions < this.config.warmUp
  }

  async round(env: LearnerEnv, { breathe, interim }: Progress, parts: ReplayParts): Promise<Report> {
    const { steps, trainEvery, gradients, gamma, n = 1 } = this.config
    const { inputs, numbers } = this.shape
    const { slots } = env
    const queue = new NStepQueue({ slots, inputs, numbers }, n, gamma, (transition) => {
      const index = this.buffer.add(transition)
      parts.added?.(index)
    })
    const seen = new Float32Array(slots * inputs)
    const actions = new Float32Array(slots * numbers)
    const codes = new Uint32Array(slots)
    const rowOf = (rows: Float32Array, slot: number, width: number): Float32Array =>
      rows.subarray(slot * width, (slot + 1) * width)
    const means = new Means()
    let work = 0
    const rest = async (step: number): Promise<void> => {
      if (++work % BREATH > 0) return
      interim(step / steps, means.all())
      await breathe()
    }
    for (let step = 0; step < steps; step++) {
      seen.set(env.observations)
      parts.choose(env, actions, codes)
      env.step(codes)
      for (let slot = 0; slot < slots; slot++) {
        const end = env.terminated[slot] === 1 ? 'terminated' : env.truncated[slot] === 1 ? 'truncated' : null
        queue.push(
          slot,
          {
            observation: rowOf(seen, slot, inputs),
            action: rowOf(actions, slot, numbers),
            reward: env.rewards[slot]!,
            next: rowOf(end ? env.finalObservations : env.observations, slot, inputs),
          },
          end,
        )
      }
      const before = Math.floor(this.decisions / trainEvery)
      this.decisions += slots
      const due = this.warmingUp ? 0 : gradients * (Math.floor(this.decisions / trainEvery) - before)
      for (let i = 0; i < due && this.buffer.size > 0; i++) {
        means.add(parts.update())
        this.updates++
        await rest(step)
      }
      await rest(step)
    }
    for (let slot = 0; slot < slots; slot++) queue.empty(slot, rowOf(env.observations, slot, inputs))
    return { ...means.all(), updates: means.count, decisions: steps * slots }
  }

  save(): SavedArrays {
    return { ...this.buffer.save('buffer'), counts: Uint32Array.of(this.decisions, this.updates) }
  }

  load(saved: SavedArrays): void {
    this.buffer.load('buffer', saved)
    const [decisions, updates] = Array.from(saved['counts']!)
    this.decisions = decisions!
    this.updates = updates!
  }
}

/** Means of figures, by name: of each over how often it was told. */
class Means {
  count = 0
  private readonly sums = new Map<string, { sum: number; count: number }>()

  add(figures: Readonly<Record<string, number>>): void {
    this.count++
    for (const [name, value] of Object.entries(figures)) {
      const { sum, count } = this.sums.get(name) ?? { sum: 0, count: 0 }
      this.sums.set(name, { sum: sum + value, count: count + 1 })
    }
  }

  all(): Record<string, number> {
    return Object.fromEntries(Array.from(this.sums, ([name, { sum, count }]) => [name, sum / count]))
  }
}
