import type { SeededChance } from '../../core/chance.ts'
import type { Foresight } from '../../core/person-model.ts'
import { standardError } from '../../core/standard-error.ts'
import type { Observation, Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import { actionHead, type ActionHead } from '../../nets/action-head.ts'
import { Forward } from '../../nets/forward.ts'
import { initialise } from '../../nets/initialise.ts'
import { densePolicy, weightCount, type PolicySpec } from '../../nets/spec.ts'
import { Adam, clipNorm } from '../maths/adam.ts'
import { crossEntropy } from '../../nets/cross-entropy.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../practice/opponents.ts'
import type { Ghost } from './ghost.ts'

/** Moves remembered: about seven minutes at fifteen a second. */
const MEMORY = 6000
/** Before anything is known of a person, they are taken for the task's middle built-in: that opinion weighs as much as so many moves. */
const PRIOR_WEIGHT = 150
const PRIOR_MOVES = 3000
const BATCH = 128
const STEPS = 120
const FIRST_STEPS = 300
const LEARNING_RATE = 3e-3
/** Moves over which the share of foretold ones is told, and the fewest. */
const WINDOW = 400
const FEWEST = 50
/** So many new moves are fitted without waiting for a point. */
const MANY = 300
/** How near to a move in each of its numbers a guess must be to count as right: in a continuous space none is exact. */
const NEAR = 0.25

/** A model of how one person plays: behavioural cloning (Pomerleau 1991), a small network from what the person sees to what they do.
 *  It is fitted to what they held shortly after seeing it, so their reaction time is part of it; and it does not see what they hold already,
 *  or it would learn only that people keep doing what they do (de Haan et al. 2019, "Causal confusion in imitation learning"). */
export class CloneGhost implements Ghost {
  /** Moves that it was fitted to. */
  studied = 0
  readonly forward: Forward
  readonly head: ActionHead
  private readonly spec: PolicySpec
  private readonly inputs: number
  private readonly view: Observation
  private readonly weights: Float32Array<ArrayBuffer>
  private readonly gradient: Float32Array
  private readonly adam: Adam
  private readonly memory: Moves
  private readonly prior: Moves
  private fresh: { view: Float32Array; action: number }[] = []
  /** What was seen, of which the action is still to come. */
  private asked: { tick: number; seat: number; view: Float32Array }[] = []
  /** How often the person made each move, by its code. */
  private readonly counts = new Map<number, number>()
  /** Of the last WINDOW moves: whether the ghost, "always the most frequent move" and "always stay" foretold them. */
  private foretold: { ghost: boolean; frequent: boolean; stay: boolean }[] = []
  private fitted = false

  constructor(
    private readonly task: Task,
    observation: string,
    private readonly chance: SeededChance,
  ) {
    this.view = task.study?.personView ?? task.observations[observation]!
    this.head = actionHead(task.action)
    this.inputs = this.view.space.names.length
    const { kind, labels } = task.action
    this.spec = densePolicy({
      inputs: this.inputs,
      hidden: [32, 32],
      activation: 'tanh',
      outputs: labels.length,
      deviation: kind === 'continuous' ? 'vector' : null,
    })
    this.weights = initialise(this.spec, chance)
    this.gradient = new Float32Array(weightCount(this.spec))
    this.adam = new Adam(this.gradient.length)
    this.forward = new Forward(this.spec, this.weights)
    this.memory = new Moves(MEMORY, this.inputs)
    this.prior = builtInMoves(task, this.view, chance)
  }

  /** A decision upon the state of tick t comes into force at t + 1 + latency: that is the action it is compared with. */
  watch(state: Row, seat: number, code: number, tick: number): void {
    const { task, asked } = this
    const due = asked.findIndex((each) => each.seat === seat && tick >= each.tick + 1 + task.actionLatency)
    if (due >= 0) this.studyMove(asked.splice(due, 1)[0]!.view, code)
    if (tick % task.decisionPeriod !== 0) return
    const view = new Float32Array(this.inputs)
    this.view.observe(state, seat, view, 0)
    asked.push({ tick, seat, view })
  }

  /** One move of the person: what they saw, and the action that they held when a decision upon it would have come into force. */
  studyMove(view: Float32Array, action: number): void {
    this.fresh.push({ view: view.slice(), action })
  }

  /** Moves that wait for the next `fit`. */
  get waiting(): number {
    return this.fresh.length
  }

  get pressing(): boolean {
    return this.fresh.length > MANY
  }

  /** First says what it would have foretold of the moves that it has not seen, then learns from them. A tenth of a second of work. */
  async fit(breathe?: () => Promise<void>): Promise<void> {
    if (this.fitted) this.examine()
    for (const { view, action } of this.fresh) {
      this.memory.add(view, action)
      this.counts.set(action, (this.counts.get(action) ?? 0) + 1)
    }
    this.studied += this.fresh.length
    this.fresh = []
    const steps = this.fitted ? STEPS : FIRST_STEPS
    const views = new Float32Array(BATCH * this.inputs)
    const { numbers, codec } = this.head
    const raw = new Float32Array(BATCH * numbers)
    for (let step = 0; step < steps; step++) {
      const priorShare = PRIOR_WEIGHT / (PRIOR_WEIGHT + this.memory.length)
      for (let row = 0; row < BATCH; row++) {
        const from = this.chance.uniform() < priorShare && this.prior.length > 0 ? this.prior : this.memory
        if (from.length > 0) codec.decode(from.copy(this.chance.below(from.length), views, row), raw, row * numbers)
      }
      crossEntropy(this.spec, this.head, this.weights, views, raw, this.gradient)
      clipNorm(this.gradient, 1)
      this.adam.step(this.weights, this.gradient, LEARNING_RATE)
      if (step % 8 === 7) await breathe?.()
    }
    this.fitted = true
    this.forward.load(this.weights)
  }

  /** Of the person's last moves, how many of a hundred it did not foretell before it had learned from them; a stranger says "always stay" or "always
   *  their most frequent move", whichever does better. */
  get foresight(): Foresight | null {
    const { foretold } = this
    if (foretold.length < FEWEST) return null
    const missed = (key: 'ghost' | 'frequent' | 'stay'): number =>
      (100 * foretold.filter((move) => !move[key]).length) / foretold.length
    const stranger = missed('frequent') < missed('stay') ? 'frequent' : 'stay'
    return {
      about: 'your next move',
      error: missed('ghost'),
      stranger: missed(stranger),
      unit: 'of 100 moves',
      uncertainty: 100 * standardError(foretold.map((move) => +move.ghost - +move[stranger])),
      count: foretold.length,
    }
  }

  /** It knows moves, not places. */
  get foretelling(): null {
    return null
  }

  get portrait(): null {
    return null
  }

  save(): null {
    return null
  }

  /** The ghost as an opponent: it draws its moves as the person seems to. */
  opponent(): Opponent {
    const { view } = this
    return policyOpponent(
      () => this.forward,
      this.chance,
      (env, e, seat, out, at) => view.observe(env.rows[e]!, seat, out, at),
    )
  }

  private examine(): void {
    const { head } = this
    const outputs = new Float32Array(head.outputs)
    const guess = new Float32Array(head.numbers)
    let frequent = 0
    for (const [action, count] of this.counts) if (count > (this.counts.get(frequent) ?? 0)) frequent = action
    for (const { view, action } of this.fresh) {
      this.forward.outputs(view, 1, outputs)
      head.mode(outputs, 0, guess, 0)
      const near = (code: number): boolean => this.near(code, action)
      this.foretold.push({ ghost: near(head.codec.encode(guess, 0)), frequent: near(frequent), stay: near(0) })
    }
    this.foretold = this.foretold.slice(-WINDOW)
  }

  /** Whether two moves are the same as far as it matters. */
  private near(one: number, other: number): boolean {
    const { codec, numbers } = this.head
    const both = new Float64Array(2 * numbers)
    codec.decode(one, both, 0)
    codec.decode(other, both, numbers)
    for (let i = 0; i < numbers; i++) if (Math.abs(both[i]! - both[numbers + i]!) > NEAR) return false
    return true
  }
}

/** A ring of moves. */
class Moves {
  length = 0
  private next = 0
  private readonly views: Float32Array
  private readonly actions: Uint32Array

  constructor(
    private readonly capacity: number,
    private readonly size: number,
  ) {
    this.views = new Float32Array(capacity * size)
    this.actions = new Uint32Array(capacity)
  }

  add(view: Float32Array, action: number): void {
    this.views.set(view, this.next * this.size)
    this.actions[this.next] = action
    this.next = (this.next + 1) % this.capacity
    this.length = Math.min(this.length + 1, this.capacity)
  }

  /** Copies what was seen to a row of `out`; returns what was done. */
  copy(index: number, out: Float32Array, row: number): number {
    for (let i = 0; i < this.size; i++) out[row * this.size + i] = this.views[index * this.size + i]!
    return this.actions[index]!
  }
}

/** What the task's middle built-in does, from games against its like: what people are taken for at first. None where there is no built-in. */
function builtInMoves(task: Task, view: Observation, chance: SeededChance): Moves {
  const size = view.space.names.length
  const moves = new Moves(PRIOR_MOVES, size)
  const builtIn = task.builtIns[task.builtIns.length >> 1]
  if (!builtIn) return moves
  const environments = Array.from({ length: 20 }, (_, e) => e)
  const env = new VectorEnv({
    task,
    observation: Object.keys(task.observations)[0]!,
    environments: environments.length,
    seed: chance.word(),
    endOnReward: task.episode === 'point',
    start: (row) => task.study?.practiceStart(row, chance),
  })
  const players = Array.from({ length: env.seats }, () => builtInOpponent(builtIn))
  const actions = new Uint32Array(environments.length * env.seats)
  const seen = new Float32Array(size)
  while (moves.length < PRIOR_MOVES) {
    for (const [seat, player] of players.entries())
      player.decide(env, environments, new Uint8Array(20).fill(seat), actions)
    for (const e of environments)
      for (let seat = 0; seat < env.seats; seat++) {
        view.observe(env.rows[e]!, seat, seen, 0)
        moves.add(seen, actions[e * env.seats + seat]!)
      }
    env.step(actions)
  }
  return moves
}
