import { expect, test } from 'vitest'
import { PongView } from '../../app/_stage/pong/pong-view.ts'
import { SeededChance } from '../../game/core/chance.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { DrawnMatch } from '../support/drawn-match.ts'
import { paddleFigures, type KeyChange } from '../support/drawn-paddle.ts'
import { BAD_WEATHER, type WeatherSetup } from '../support/weather.ts'
import { SimulatedMatch } from './simulated-match.ts'

const FRAME_MILLIS = 1000 / 60
const CONTACTS = 200

/** What a page drew of the matches of one person, beside what the server said of them. */
class Drawn {
  /** Paddle contacts that the server told of. */
  contacts = 0
  /** Furthest that the ball moved in a frame, in what it covers in that time at its speed. */
  fastest = 0
  /** Hits and points that were drawn and are not what the server said of that tick, and the other way round. */
  contradictions: string[] = []
  readonly paddle = { frames: 0, waits: [] as string[], slowest: Infinity, fastest: 0 }

  constructor(
    private readonly seat: 0 | 1,
    private readonly weather: { down: WeatherSetup; up: WeatherSetup },
  ) {}

  /** Plays a match to its end. */
  async match(seed: number): Promise<void> {
    const { seat } = this
    const sim = await new SimulatedMatch({ roundTrip: 0, jitter: 0, target: 21, seat, seed, ...this.weather }).begin()
    const view = new PongView()
    const chance = new SeededChance(seed)
    const drawn = new DrawnMatch()
    let toldTo = sim.client.frame(sim.clock.now())!.confirmedTick
    const from = toldTo
    const frames: { at: number; height: number }[] = []
    const keys: KeyChange[] = []
    let offset = 0
    let wish = 0
    for (let frame = 0; !sim.client.snapshot.result; frame++) {
      const timeline = (await sim.frame())!
      for (; toldTo < timeline.confirmedTick; toldTo++)
        if (drawn.tell(toldTo + 1, timeline.row(toldTo)!, timeline.row(toldTo + 1)!)) this.contacts++
      const scene = view.update(timeline, FRAME_MILLIS)
      drawn.draw(scene, 1, view.time, (tick) => timeline.row(tick))
      const paddle = scene.paddles[seat]
      // After the last point, as far as the page foresees it, nothing moves any more.
      const over =
        Math.max(...[P.LEFT_SCORE, P.RIGHT_SCORE].map((score) => timeline.row(timeline.knownTick)![score]!)) >= 21
      const now = sim.clock.now()
      if (!over) frames.push({ at: now, height: paddle })
      // Goes to where the ball is seen, and meets it off centre.
      if (frame % 150 === 0) offset = (chance.uniform() - 0.5) * 14
      const distance = scene.ballY + offset - paddle
      const wanted = Math.abs(distance) < 2.5 ? 0 : distance > 0 ? 1 : 2
      if (wanted !== wish) keys.push({ at: now + 0.001, way: [0, 1, -1][wanted]! })
      sim.client.act((wish = wanted), now)
    }
    const paddle = paddleFigures(frames.slice(60), keys)
    this.paddle.frames += paddle.frames
    this.paddle.waits.push(...paddle.waits.map((wait) => `seed ${seed}: ${wait}`))
    this.paddle.slowest = Math.min(this.paddle.slowest, paddle.slowest)
    this.paddle.fastest = Math.max(this.paddle.fastest, paddle.fastest)
    this.fastest = Math.max(this.fastest, drawn.fastest)
    this.contradictions.push(...drawn.contradictions(from + 60))
  }
}

test.each([
  { inputs: 'at once', up: { delay: 5, jitter: 5 } },
  { inputs: 'as late', up: { delay: 150, jitter: 50 } },
])(
  'batches that come 150 ± 50 ms late and are held now and then, inputs $inputs: the ball glides, no hit or miss is taken back, the paddle never waits',
  { timeout: 120_000 },
  async ({ up }) => {
    for (const seat of [0, 1] as const) {
      const drawn = new Drawn(seat, { down: BAD_WEATHER, up })
      for (let seed = 5; drawn.contacts < CONTACTS; seed++) await drawn.match(seed)
      expect(drawn.contradictions).toEqual([])
      expect(drawn.fastest).toBeLessThanOrEqual(1.5)
      expect(drawn.paddle.frames).toBeGreaterThan(10 * CONTACTS)
      expect(drawn.paddle.waits).toEqual([])
    }
  },
)
