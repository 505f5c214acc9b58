import { describe, expect, test, vi } from 'vitest'
import type { LogSlice } from '../../app/_net/match-feed.ts'
import { readEvents } from '../../game/core/match-log.ts'
import type { Task } from '../../game/core/task.ts'
import { Playback } from '../../game/core/playback.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { hashRow } from '../../game/core/row-hash.ts'
import {
  BALL_VX,
  BALL_X,
  BALL_Y,
  LEFT_Y,
  PADDLE_LIMIT,
  PADDLE_SPEED,
  RIGHT_Y,
  TICK,
} from '../../game/tasks/pong/layout.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { fieldAt } from '../../app/_net/timeline.ts'
import { SimulatedMatch } from './simulated-match.ts'

const NETWORKS = [
  { roundTrip: 0, jitter: 0 },
  { roundTrip: 80, jitter: 0 },
  { roundTrip: 80, jitter: 20 },
  { roundTrip: 200, jitter: 10 },
  { roundTrip: 400, jitter: 40 },
]

describe.each(NETWORKS)('over a network of $roundTrip ms and $jitter ms of jitter, a player', (network) => {
  test.each([0, 1] as const)('in seat %i sees the own paddle move in the very next frame', async (seat) => {
    const sim = await new SimulatedMatch({ ...network, seat }).begin()
    const field = seat === 0 ? LEFT_Y : RIGHT_Y
    for (let i = 0; i < 60; i++) await sim.frame()
    const before = fieldAt(sim.client.frame(sim.clock.now())!, field, sim.client.frame(sim.clock.now())!.lead)
    sim.client.act(1, sim.clock.now())
    const next = (await sim.frame())!
    const moved = fieldAt(next, field, next.lead) - before
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThanOrEqual(2 * PADDLE_SPEED)
    const later = (await sim.frame())!
    expect(fieldAt(later, field, later.lead) - before - moved).toBeCloseTo(PADDLE_SPEED, 0)
  })

  test('is predicted as the server then decides, tick for tick', async () => {
    const sim = await new SimulatedMatch({ ...network, target: 21 }).begin()
    const chance = new SeededChance(7)
    const predicted = new Map<number, number>()
    const compared = { same: 0, other: 0 }
    for (let frame = 0; frame < 1200; frame++) {
      if (chance.uniform() < 0.15) sim.client.act(chance.below(3), sim.clock.now())
      const timeline = (await sim.frame())!
      // The first second is for learning the network's times.
      if (frame < 90) continue
      const shown = Math.floor(timeline.lead)
      if (!predicted.has(shown)) predicted.set(shown, timeline.row(shown)![LEFT_Y]!)
      for (const [tick, height] of predicted) {
        if (tick > timeline.confirmedTick || tick < timeline.confirmedTick - 60) continue
        predicted.delete(tick)
        if (timeline.row(tick)![LEFT_Y] === height) compared.same++
        else compared.other++
      }
    }
    expect(compared.same).toBeGreaterThan(1000)
    expect(compared.other / compared.same).toBeLessThan(network.jitter > 0 ? 0.03 : 0.001)
    expect(sim.client.snapshot.repairs).toBe(0)
  })
})

describe('a client', () => {
  test('comes back into the same seat with the exact state, and whoever follows the ticks has heard each once', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 80, jitter: 10, target: 21 }).begin()
    const heard: [number, number][] = []
    sim.client.onSlices(({ from, to }) => heard.push([from, to]))
    for (let i = 0; i < 200; i++) await sim.frame()
    sim.pipe.cut()
    for (let i = 0; i < 40; i++) await sim.frame()
    expect(sim.client.snapshot.link.state).toBe('lost')
    sim.pipe.mend()
    for (let i = 0; i < 300; i++) await sim.frame()
    expect(sim.client.snapshot).toMatchObject({ state: 'in', resumes: 1, repairs: 0, entry: { seat: 0 } })
    const timeline = sim.client.frame(sim.clock.now())!
    expect(timeline.confirmedTick).toBeGreaterThan(sim.match.tickNumber - 10)
    expect(heard.slice(1).map(([from]) => from)).toEqual(heard.slice(0, -1).map(([, to]) => to))
    sim.client.act(1, sim.clock.now())
    const { lead } = sim.client.frame(sim.clock.now())!
    const next = (await sim.frame())!
    expect(fieldAt(next, LEFT_Y, next.lead)).toBeGreaterThan(fieldAt(next, LEFT_Y, lead))
  })

  test('tells who begins to follow before the match does nothing twice', async () => {
    const sim = new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21 })
    while (!sim.client.snapshot.entry) await sim.frame()
    expect(sim.client.snapshot.begun).toBe(false)
    const slices: LogSlice[] = []
    sim.client.onSlices((slice) => slices.push(slice))
    for (let i = 0; i < 300; i++) await sim.frame()
    const follower = new Playback(pong, sim.match.header)
    for (const { base, bytes, to } of slices) follower.apply(readEvents(bytes, 1, base), to)
    expect(follower.tick).toBeGreaterThan(200)
    expect(follower.differences).toBe(0)
  })

  test('asks for the whole state when a batch is missing, and carries on', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 0, target: 21 }).begin()
    sim.pipe.dropSerial = sim.pipe.batches + 10
    for (let i = 0; i < 300; i++) await sim.frame()
    expect(sim.client.snapshot.repairs).toBe(1)
    const { confirmedTick } = sim.client.frame(sim.clock.now())!
    expect(confirmedTick).toBeGreaterThan(sim.match.tickNumber - 8)
    for (let i = 0; i < 60; i++) await sim.frame()
    const timeline = sim.client.frame(sim.clock.now())!
    while (sim.match.tickNumber > timeline.confirmedTick && (await sim.frame())!.confirmedTick < sim.match.tickNumber);
    expect(hashRow(sim.client.frame(sim.clock.now())!.row(sim.match.tickNumber)!)).toBe(hashRow(sim.match.state))
  })

  test('tells who follows the ticks of a batch that did not fit too, once it has the whole state', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 0, target: 21, engine: { ...pong } }).begin()
    const heard: LogSlice[] = []
    sim.client.onSlices((slice) => heard.push(slice))
    const { step } = pong
    const once = vi.spyOn(pong, 'step').mockImplementation((state, ...rest) => {
      step(state, ...rest)
      if (state[TICK] === 100 && sim.client.snapshot.repairs === 0) state[BALL_Y]! += 1
    })
    for (let i = 0; i < 300; i++) {
      sim.client.act(Math.floor(i / 20) % 3, sim.clock.now())
      await sim.frame()
    }
    once.mockRestore()
    expect(sim.client.snapshot).toMatchObject({ repairs: 1, givenState: false })
    expect(heard.slice(1).map(({ from }) => from)).toEqual(heard.slice(0, -1).map(({ to }) => to))
    const follower = new Playback(pong, sim.match.header)
    for (const { base, bytes, to } of heard) follower.apply(readEvents(bytes, 1, base), to)
    expect(follower.tick).toBeGreaterThan(250)
    expect(follower.differences).toBe(0)
  })

  test.each([
    { which: 'a little', step: (state: Float64Array) => (state[BALL_Y]! += 1e-9) },
    // Serves, hits and points come at other ticks, so that the log cannot even be stepped.
    { which: 'altogether', step: (state: Float64Array) => (state[BALL_X]! *= 1.01) },
  ])(
    'whose engine differs $which takes the state from the server after the second time, and says so',
    async ({ step }) => {
      const engine: Task = {
        ...pong,
        step(state, actions, chance, out) {
          pong.step(state, actions, chance, out)
          if (state[BALL_VX] !== 0) step(state)
        },
      }
      const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 5, engine }).begin()
      for (let i = 0; i < 12 * 60; i++) await sim.frame()
      expect(sim.pipe.joins).toBeLessThanOrEqual(3)
      expect(sim.client.snapshot).toMatchObject({ state: 'in', givenState: true })
      for (let i = 0; i < 60 * 120 && !sim.client.snapshot.result; i++) await sim.frame()
      expect(sim.pipe.joins).toBeLessThanOrEqual(3)
      expect(sim.client.snapshot.result?.scores).toEqual(sim.match.scores)
      expect(sim.client.snapshot.scores).toEqual(sim.match.scores)
    },
  )

  test('says what is newest without moving the time of the match, and without waiting for a batch that holds nothing', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 80, jitter: 0 }).begin()
    const { lead, confirmedTick } = (await sim.frame())!
    sim.clock.turn(8)
    expect(sim.client.newest(sim.clock.now())![TICK]).toBeGreaterThanOrEqual(confirmedTick)
    expect(sim.client.frame(sim.clock.now() - 8)!.lead).toBe(lead)
    let silent = 0
    for (let i = 0; i < 300; i++) {
      const timeline = (await sim.frame())!
      // 40 ms on the way, and two ticks of a batch; what is settled is waited for.
      const age = sim.match.tickNumber - sim.client.newest(sim.clock.now())![TICK]!
      expect(age).toBeLessThanOrEqual(6)
      if (timeline.confirmedTick < sim.match.tickNumber - 6) silent++
    }
    expect(silent).toBeGreaterThan(0)
  })

  test('says why a rematch was refused, and can ask again', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 0 }).begin()
    sim.pipe.rematch = { ok: false, code: 'full', message: 'Too many matches are being played right now.' }
    const asked = sim.client.rematch()
    expect(sim.client.snapshot.rematch).toEqual({ state: 'asked' })
    for (let i = 0; i < 10; i++) await sim.frame()
    await asked
    expect(sim.client.snapshot.rematch).toEqual({
      state: 'refused',
      message: 'Too many matches are being played right now.',
    })
    // A connection that was lost for a moment does not take the reason away before it is read.
    sim.pipe.cut()
    for (let i = 0; i < 10; i++) await sim.frame()
    sim.pipe.mend()
    for (let i = 0; i < 200 && sim.client.snapshot.resumes === 0; i++) await sim.frame()
    expect(sim.client.snapshot).toMatchObject({ resumes: 1, rematch: { state: 'refused' } })
    sim.pipe.rematch = { ok: true }
    void sim.client.rematch(false)
    for (let i = 0; i < 10; i++) await sim.frame()
    expect(sim.client.snapshot.rematch).toEqual({ state: 'asked' })
    const match = sim.pipe.rematches[0]
    expect(sim.pipe.rematches).toEqual([match, { ...match, unwatched: false }])
  })

  test('sends an action once, when it changes, for a tick that the server has not stepped yet', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 80, jitter: 0 }).begin()
    for (let i = 0; i < 120; i++) await sim.frame()
    for (const action of [1, 1, 1, 2, 2, 0]) {
      sim.client.act(action, sim.clock.now())
      for (let i = 0; i < 20; i++) {
        await sim.frame()
        sim.client.act(action, sim.clock.now())
      }
    }
    expect(sim.pipe.inputs.map(({ action }) => action)).toEqual([1, 2, 0])
    expect(sim.client.snapshot.lateInputs).toBe(0)
  })

  test.each([20, 150])(
    'of a pointer that moves a thousand times a second sends at most one input a tick, and the last wish holds, at %i ms',
    async (roundTrip) => {
      const sim = await new SimulatedMatch({ roundTrip, jitter: 0, target: 21, hertz: 1000 }).begin()
      for (let i = 0; i < 1000; i++) await sim.frame()
      const from = sim.match.tickNumber
      const chance = new SeededChance(3)
      for (let i = 0; i < 3000; i++) {
        sim.client.act(chance.below(3), sim.clock.now())
        await sim.frame()
      }
      sim.client.act(2, sim.clock.now() - 0.5)
      sim.client.act(1, sim.clock.now())
      const passed = sim.match.tickNumber - from
      for (let i = 0; i < 400; i++) await sim.frame()
      const ticks = sim.pipe.inputs.map(({ tick }) => tick)
      expect(new Set(ticks).size).toBe(ticks.length)
      expect(ticks.length).toBeLessThanOrEqual(passed + 2)
      expect(ticks.length).toBeGreaterThan(passed / 2)
      expect(sim.client.snapshot.lateInputs).toBe(0)
      const { confirmedTick, row } = sim.client.frame(sim.clock.now())!
      const moved = row(confirmedTick)![LEFT_Y]! - row(confirmedTick - 1)![LEFT_Y]!
      // The last wish was up; at the top of the court it rests.
      expect(row(confirmedTick)![LEFT_Y] === PADDLE_LIMIT || moved === PADDLE_SPEED).toBe(true)
    },
  )

  test('of a page too busy to hear its pings in time still has its inputs taken', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 20, jitter: 5, target: 21 }).begin()
    for (let turn = 0; turn < 12; turn++) {
      sim.pipe.pingDelay = turn % 2 === 0 ? 900 : 300
      const action = 1 + (turn % 2)
      for (let i = 0; i < 60; i++) {
        sim.client.act(action, sim.clock.now())
        await sim.frame()
      }
      const { confirmedTick, row } = sim.client.frame(sim.clock.now())!
      const moved = row(confirmedTick)![LEFT_Y]! - row(confirmedTick - 40)![LEFT_Y]!
      expect(Math.sign(moved), `turn ${turn}`).toBe(action === 1 ? 1 : -1)
    }
    expect(sim.pipe.inputs.length).toBeLessThan(16)
  })

  test('that watches shows the match about a tenth of a second after it came, and never stumbles', async () => {
    const sim = await new SimulatedMatch({ roundTrip: 80, jitter: 20, seat: null, target: 21 }).begin()
    let last = 0
    const steps: number[] = []
    for (let i = 0; i < 900; i++) {
      const { seen, lead, confirmedTick } = (await sim.frame())!
      expect(lead).toBe(seen)
      expect(confirmedTick - seen).toBeLessThan(24)
      if (i > 120) steps.push(seen - last)
      last = seen
    }
    expect(Math.min(...steps)).toBeGreaterThan(0.65)
    expect(Math.max(...steps)).toBeLessThan(1.35)
  })
})
