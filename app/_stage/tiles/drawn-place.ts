import type { Timeline } from '../../_net/timeline.ts'
import { glideAt } from './glide-at.ts'
import type { TileGame } from './tile-game.ts'

/** Most that somebody is drawn to move in a frame, in what they cover in that time: a mended prediction is caught up with, never jumped to. */
const FASTEST = 1.49
/** A jump of one who watches to elsewhere in the match: further than this at once, in ticks, or back. */
const ELSEWHERE_TICKS = 45

/** Where somebody is drawn who goes from tile to tile, in columns and rows with their fractions. */
export class DrawnPlace {
  x = 0
  y = 0
  private drawnTime: number | null = null

  constructor(
    private readonly game: Pick<TileGame, 'x' | 'y' | 'moveTicks'>,
    private readonly seat: number,
  ) {}

  /** Moves to where the seat is at a time. passed: ticks of real time since the last call. */
  follow(timeline: Timeline, time: number, passed: number): void {
    const { game, seat, drawnTime } = this
    const x = glideAt(timeline, game.x + seat, time, game.moveTicks)
    const y = glideAt(timeline, game.y + seat, time, game.moveTicks)
    const elsewhere =
      drawnTime === null ||
      (timeline.seat === null && (time < drawnTime || time > drawnTime + passed + ELSEWHERE_TICKS))
    this.drawnTime = time
    const distance = Math.hypot(x - this.x, y - this.y)
    const most = (FASTEST * passed) / game.moveTicks
    const share = elsewhere || distance <= most ? 1 : most / distance
    this.x += (x - this.x) * share
    this.y += (y - this.y) * share
  }
}
