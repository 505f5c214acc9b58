import { expect, test } from 'vitest'
import { LogFeed } from '../../app/_net/log-feed.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { flightOf } from '../../app/_stage/volley/flight.ts'
import { happened, VolleyView } from '../../app/_stage/volley/volley-view.ts'
import { registry } from '../../game/tasks/index.ts'
import { BuiltInNetwork } from '../../game/tasks/volley/built-in-network.ts'
import * as V from '../../game/tasks/volley/layout.ts'
import { volley } from '../../game/tasks/volley/volley.ts'
import { SimulatedMatch, type SimulationOptions } from '../net/simulated-match.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'

const FRAME = 1000 / 60
/** Ticks in a frame. */
const PASSED = V.TIMING.ticksPerSecond / 60
/** What is sent either way comes 150 ± 50 ms late. */
const LATE = { delay: 150, jitter: 50 }
const SLIMES = [V.LEFT, V.RIGHT] as const

const simulate = (options: Partial<SimulationOptions>) =>
  new SimulatedMatch({
    roundTrip: 0,
    jitter: 0,
    down: LATE,
    up: LATE,
    foreign: { registry, task: volley, options: { target: 15 } },
    ...options,
  }).begin()

/** The fastest that a body is around a time, in units a tick. */
function speedAround(timeline: Timeline, at: number, time: number): number {
  const rows = [-1, 0, 1].map((more) => timeline.row(Math.floor(time) + more)!)
  const moving = rows.filter((row) => at !== V.BALL || row[V.SERVE_IN] === 0)
  return V.DT * Math.max(...moving.map((row) => Math.hypot(row[at + V.VX]!, row[at + V.VY]!)))
}

test.each([0, 1] as const)(
  'at 150 ± 50 ms neither ball nor slimes are drawn to jump, in seat %i, and no hit or point that was seen is taken back',
  async (seat) => {
    const sim = await simulate({ seat, seed: 3 })
    const view = new VolleyView()
    const brain = new BuiltInNetwork(V.BODIES)
    const told = new Map<number, string>()
    const seen = new Map<number, string>()
    let toldTo = sim.client.frame(sim.clock.now())!.confirmedTick
    const from = toldTo + 30
    let decided = -1
    let code = 0
    let before: { ball: { x: number; y: number } | null; slimes: { x: number; y: number }[] } | null = null
    const fastest = { ball: 0, slimes: 0 }
    for (let frame = 0; frame < 35 * 60 && !sim.client.snapshot.result; frame++) {
      const timeline = (await sim.frame())!
      const scene = view.update(timeline, FRAME)
      for (; toldTo < timeline.confirmedTick; toldTo++) {
        const effect = happened(timeline.row(toldTo)!, timeline.row(toldTo + 1)!)
        if (effect?.kind === 'hit' || effect?.kind === 'point') told.set(toldTo + 1, `${effect.kind} ${effect.seat}`)
      }
      for (const { kind, seat: of, tick } of scene.effects)
        if (kind === 'hit' || kind === 'point') seen.set(tick, `${kind} ${of}`)
      const flies = scene.serve === 0 && scene.effects.every(({ kind }) => kind !== 'point')
      if (before && frame > 60) {
        if (flies && before.ball) {
          const step = Math.hypot(scene.ballX - before.ball.x, scene.ballY - before.ball.y)
          fastest.ball = Math.max(fastest.ball, step / PASSED / speedAround(timeline, V.BALL, view.time))
        }
        SLIMES.forEach((at, i) => {
          const { x, y } = scene.slimes[i]!
          const speed = speedAround(timeline, at, i === seat ? timeline.lead : timeline.seen)
          const step = Math.hypot(x - before!.slimes[i]!.x, y - before!.slimes[i]!.y)
          fastest.slimes = Math.max(fastest.slimes, step / PASSED / Math.max(speed, V.RUN_SPEED * V.DT))
        })
      }
      before = {
        ball: flies ? { x: scene.ballX, y: scene.ballY } : null,
        slimes: scene.slimes.map(({ x, y }) => ({ x, y })),
      }
      const tick = Math.floor(timeline.lead)
      if (tick !== decided) code = brain.decide(timeline.row((decided = tick))!, seat)
      sim.client.act(code, sim.clock.now())
    }
    const to = Math.min(Math.max(...told.keys()), Math.max(...seen.keys()))
    const within = (events: Map<number, string>) => [...events].filter(([tick]) => tick > from && tick <= to)
    expect(within(told).length).toBeGreaterThan(20)
    expect(within(seen)).toEqual(within(told))
    expect(fastest.ball).toBeLessThanOrEqual(1.5)
    expect(fastest.slimes).toBeLessThanOrEqual(1.5)
  },
)

test.each([0, 1] as const)('a key of mine moves my slime in the very next frame, in seat %i', async (seat) => {
  const sim = await simulate({ seat })
  const view = new VolleyView()
  for (let i = 0; i < 60; i++) view.update((await sim.frame())!, FRAME)
  const { x } = { ...view.scene.slimes[seat] }
  sim.client.act(1, sim.clock.now())
  const next = view.update((await sim.frame())!, FRAME).slimes[seat].x
  const moved = (next - x) * (seat === 0 ? 1 : -1)
  expect(moved).toBeGreaterThan(0)
  expect(moved).toBeLessThanOrEqual(1.5 * V.RUN_SPEED * V.DT * PASSED)
})

test('a point that is foreseen shows the ball on the ground, where it waits until the server says so', async () => {
  const sim = await simulate({ seat: 0, seed: 1 })
  const view = new VolleyView()
  let waited = 0
  let points = 0
  for (let frame = 0; frame < 30 * 60 && points < 2; frame++) {
    const timeline = (await sim.frame())!
    const scene = view.update(timeline, FRAME)
    const told = scene.effects.filter(({ kind }) => kind === 'point')
    for (const { tick } of told) expect(tick).toBeLessThanOrEqual(timeline.confirmedTick)
    points += told.length
    if (scene.serve === 0 && Math.abs(scene.ballY - V.BALL_AT_GROUND) < 0.2 && scene.ballX < 0) waited++
  }
  expect(points).toBe(2)
  expect(waited).toBeGreaterThan(5)
})

test('a flight is looked at up to where somebody can touch the ball', () => {
  const row = new Float64Array(V.VOLLEY_LAYOUT.length)
  const flight = (x: number, y: number, vx: number, vy: number) => {
    row.set([x, y, vx, vy], V.BALL)
    return flightOf(row)
  }
  // A lob from the left comes down on the right; a flat ball can be touched once it is across; one that drops is touched where it is.
  expect(flight(-8, 4, 10, 20).side).toBe(1)
  expect(flight(-8, 4, 10, 20).ticks).toBeGreaterThan(25)
  expect(flight(-6, 5, 20, 4).side).toBe(1)
  expect(flight(-6, 5, 20, 4).ticks).toBeLessThan(14)
  expect(flight(-12, 4, 2, -5)).toEqual({ side: -1, ticks: 0 })
  expect(flight(12, 4, 1, 18).side).toBe(1)
})

test('who watches sees ball and slimes where they are, wherever they go in a stored match', () => {
  const { log, states } = recordMatch(volley, 6, builtInActions(volley, 'middle'), { ticks: 1500, keepStates: true })
  const feed = new LogFeed(volley, log, { mode: 'sparring', rated: false, public: true })
  const view = new VolleyView()
  for (const tick of [300, 1200, 700]) {
    feed.seek(tick, 0)
    const { ballX, ballY, slimes } = view.update(feed.frame(0), 0)
    const state = states[tick]!
    expect([ballX, ballY]).toEqual([state[V.BALL + V.X], state[V.BALL + V.Y]])
    SLIMES.forEach((at, i) => expect([slimes[i]!.x, slimes[i]!.y]).toEqual([state[at + V.X], state[at + V.Y]]))
  }
})
