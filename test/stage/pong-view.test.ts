import { describe, expect, test } from 'vitest'
import * as P from '../../game/tasks/pong/layout.ts'
import { happened, PongView } from '../../app/_stage/pong/pong-view.ts'
import { LogFeed } from '../../app/_net/log-feed.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'
import { SimulatedMatch, type SimulationOptions } from '../net/simulated-match.ts'

/** What was drawn of some rallies that a player kept up by what they saw. */
interface Watched {
  /** Largest step of the ball in a frame, against what it covers in that time at its speed. */
  largestStretch: number
  /** Furthest that the own paddle went in a frame beyond what it covers in that time, in ticks of its speed. */
  paddleJump: number
  hits: { mine: number; theirs: number }
  confirmedHits: { mine: number; theirs: number }
  /** Hits of the other's that were drawn before the server had told of them. */
  foretold: number
  /** Furthest that a drawn hit of mine was from my drawn paddle, in units. */
  largestMiss: number
  lateInputs: number
}

async function watch(options: SimulationOptions & { seat: 0 | 1 }, seconds: number): Promise<Watched> {
  const hertz = options.hertz ?? 60
  const { seat } = options
  const sim = await new SimulatedMatch({ target: 21, ...options }).begin()
  const view = new PongView()
  const watched: Watched = {
    largestStretch: 0,
    paddleJump: 0,
    hits: { mine: 0, theirs: 0 },
    confirmedHits: { mine: 0, theirs: 0 },
    foretold: 0,
    largestMiss: 0,
    lateInputs: 0,
  }
  let told = 0
  let before: { x: number; paddle: number; moving: boolean } | null = null
  let warm = 0
  for (let frame = 0; frame < seconds * hertz; frame++) {
    const timeline: Timeline = (await sim.frame())!
    for (; told < timeline.confirmedTick; told++) {
      const effect = told > 0 ? happened(timeline.row(told)!, timeline.row(told + 1)!) : null
      if (effect?.kind === 'hit') watched.confirmedHits[effect.seat === seat ? 'mine' : 'theirs']++
    }
    const scene = view.update(timeline, 1000 / hertz)
    const speed = Math.abs(timeline.row(Math.floor(timeline.seen))?.[P.BALL_VX] ?? 0)
    const moving =
      scene.ball && scene.serve === 0 && !scene.effects.some(({ kind }) => kind === 'point' || kind === 'serve')
    if (before && ++warm > hertz) {
      const ticks = 60 / hertz
      watched.paddleJump = Math.max(
        watched.paddleJump,
        Math.abs(scene.paddles[seat] - before.paddle) / P.PADDLE_SPEED - ticks,
      )
      if (moving && before.moving && speed > 0)
        watched.largestStretch = Math.max(
          watched.largestStretch,
          Math.abs(scene.ballX - before.x) / ticks / (speed + P.SPEED_GAIN),
        )
    }
    for (const effect of scene.effects) {
      if (effect.kind !== 'hit') continue
      const mine = effect.seat === seat
      watched.hits[mine ? 'mine' : 'theirs']++
      if (mine) watched.largestMiss = Math.max(watched.largestMiss, Math.abs(scene.ballY - scene.paddles[seat]))
      else if (watched.hits.theirs > watched.confirmedHits.theirs) watched.foretold++
    }
    before = { x: scene.ballX, paddle: scene.paddles[seat], moving }
    // Goes to where the ball is seen, and meets it off centre.
    const distance = scene.ballY + (frame % 300 > 150 ? 5 : -5) - scene.paddles[seat]
    sim.client.act(Math.abs(distance) < 2.5 ? 0 : distance > 0 ? 1 : 2, sim.clock.now())
  }
  watched.lateInputs = sim.client.snapshot.lateInputs
  return watched
}

describe.each([
  { roundTrip: 0, jitter: 0, hertz: 60 },
  { roundTrip: 80, jitter: 0, hertz: 60 },
  { roundTrip: 80, jitter: 20, hertz: 144 },
  { roundTrip: 200, jitter: 10, hertz: 60 },
])('at $roundTrip ms and $jitter ms of jitter on $hertz Hz', (network) => {
  test.each([0, 1] as const)('the ball glides, and what was seen in seat %i stays as it was', async (seat) => {
    const watched = await watch({ ...network, seat, seed: 5 }, 60)
    expect(watched.confirmedHits.mine).toBeGreaterThan(8)
    expect(watched.largestStretch).toBeLessThanOrEqual(1.5)
    // A key that turns the paddle round counts from the tick that is being drawn: at most that one is drawn anew.
    expect(watched.paddleJump).toBeLessThan(2.3)
    expect(watched.foretold).toBe(0)
    // The last hits may be on their way.
    expect(watched.hits.theirs).toBeGreaterThanOrEqual(watched.confirmedHits.theirs - 1)
    expect(watched.hits.theirs).toBeLessThanOrEqual(watched.confirmedHits.theirs)
    expect(Math.abs(watched.hits.mine - watched.confirmedHits.mine)).toBeLessThanOrEqual(network.jitter > 0 ? 2 : 1)
    expect(watched.largestMiss).toBeLessThan(P.REACH + 4)
  })
})

test('a ball that catches up with what was mended does not jump to where the point is lost', () => {
  const view = new PongView()
  const SPEED = 2
  const rows: Float64Array[] = Array.from({ length: 60 }, (_, tick) => {
    const row = new Float64Array(P.PONG_LAYOUT.length)
    row[P.TICK] = tick
    row[P.TARGET] = 11
    row[P.BALL_X] = -40 - SPEED * tick
    row[P.BALL_VX] = -SPEED
    if (tick < 22) return row
    // It is out: a point for the right, and another serve.
    row[P.BALL_X] = row[P.BALL_VX] = 0
    row[P.RIGHT_SCORE] = 1
    row[P.SERVE_IN] = P.SERVE_TICKS
    return row
  })
  let mended = false
  const timeline = (seen: number): Timeline => ({
    seat: null,
    confirmedTick: Math.floor(seen) + 2,
    presumedTick: Math.floor(seen) + 2,
    knownTick: Math.floor(seen) + 2,
    seen,
    lead: seen,
    row: (tick) => {
      const row = rows[Math.max(0, Math.min(59, tick))]!.slice()
      // Until it was mended the ball was shown twelve units higher.
      if (!mended) row[P.BALL_Y] = 12
      return row
    },
  })
  let before: { x: number; y: number } | null = null
  const steps: number[] = []
  for (let seen = 10; seen < 22; seen += 1) {
    mended = seen >= 20
    const { ballX: x, ballY: y } = view.update(timeline(seen), 1000 / 60)
    if (before) steps.push(Math.hypot(x - before.x, y - before.y) / SPEED)
    before = { x, y }
  }
  expect(Math.max(...steps)).toBeLessThanOrEqual(1.5)
})

test('who goes elsewhere in a stored match sees the ball where it is, and hears what happens there again', () => {
  const { log, states } = recordMatch(pong, 6, builtInActions(pong, 'middle'), { ticks: 3000, keepStates: true })
  const feed = new LogFeed(pong, log, { mode: 'sparring', rated: false, public: true })
  const view = new PongView()
  const effects: number[] = []
  let now = 0
  for (const tick of [700, 2500, 700, 1300]) {
    feed.seek(tick, now)
    const { ballX, ballY } = view.update(feed.frame(now), 0)
    expect([ballX, ballY]).toEqual([states[tick]![P.BALL_X], states[tick]![P.BALL_Y]])
    let told = 0
    for (let frame = 0; frame < 240; frame++)
      told += view.update(feed.frame((now += 1000 / 60)), 1000 / 60).effects.length
    effects.push(told)
  }
  expect(effects[0]).toBeGreaterThan(1)
  expect(effects[2]).toBe(effects[0])
})
