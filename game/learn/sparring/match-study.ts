import type { SeededChance } from '../../core/chance.ts'
import { readEvents, type LogHeader } from '../../core/match-log.ts'
import { Playback } from '../../core/playback.ts'
import type { Row, Task } from '../../core/task.ts'
import type { Ghost } from './ghost.ts'

/** Positions remembered, of all and of those before lost points. */
const POSITIONS = 1500
/** Before a lost point: the last seconds count, but for the very last, when it is too late. */
const LESSON_TICKS = 240
const LOST_TICKS = 36
/** Share of start positions taken from before lost points, once there are some. */
const LESSON_SHARE = 0.6

/** What a match teaches about it, read off its log: what the people in it did, and from where it is worth practising. */
export class MatchStudy {
  /** Points lost and won by the agent so far. */
  lost = 0
  won = 0
  readonly playback: Playback
  private readonly positions: Row[] = []
  private readonly lessons: Row[] = []
  private recent: { tick: number; row: Row }[] = []
  /** Seats of those who are studied: the people, or where there are none all others. */
  private readonly studied: readonly number[]

  /** seat: the agent's. onPoint: a point ended. */
  constructor(
    private readonly task: Task,
    header: LogHeader,
    private readonly seat: number,
    private readonly ghost: Pick<Ghost, 'watch'> | null,
    private readonly onPoint: () => void,
  ) {
    this.playback = new Playback(task, header)
    const others = [...header.seats.keys()].filter((other) => other !== seat)
    const people = others.filter((other) => header.seats[other]!.kind === 'human')
    this.studied = people.length > 0 ? people : others
  }

  /** A slice of the log's body. base: tick of the last event before it; toTick: the last tick it covers. Throws on a slice that does not fit. */
  readSlice(base: number, toTick: number, bytes: Uint8Array): void {
    const { playback } = this
    playback.apply(readEvents(bytes, playback.codec.bytes, base), toTick, () => this.visit())
  }

  /** Whether there are positions to start from. */
  get hasPositions(): boolean {
    return this.positions.length > 0
  }

  /** Overwrites a row with a position of the match: often one before a point that the agent lost. */
  start(row: Row, chance: SeededChance): void {
    const from = this.lessons.length > 0 && chance.uniform() < LESSON_SHARE ? this.lessons : this.positions
    row.set(from[chance.below(from.length)]!)
  }

  private visit(): void {
    const { task, playback, seat, ghost } = this
    const { tick, state, out } = playback
    for (const person of this.studied) ghost?.watch(state, person, playback.codes[person]!, tick)
    const reward = tick > 0 ? out.rewards[seat]! : 0
    if (reward !== 0) this.point(tick, reward)
    if (tick % task.decisionPeriod !== 0 || out.terminated) return
    if (task.atServe(state)) return
    const row = state.slice()
    remember(this.positions, row)
    this.recent.push({ tick, row })
    this.recent = this.recent.filter((position) => position.tick > tick - LESSON_TICKS)
  }

  private point(tick: number, reward: number): void {
    if (reward > 0) this.won++
    else {
      this.lost++
      for (const position of this.recent) if (position.tick <= tick - LOST_TICKS) remember(this.lessons, position.row)
    }
    this.recent = []
    this.onPoint()
  }
}

function remember(rows: Row[], row: Row): void {
  rows.push(row)
  if (rows.length > POSITIONS) rows.shift()
}
