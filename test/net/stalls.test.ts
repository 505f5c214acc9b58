import { describe, expect, test } from 'vitest'
import { PongView } from '../../app/_stage/pong/pong-view.ts'
import { SeededChance } from '../../game/core/chance.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { paddleFigures, type KeyChange } from '../support/drawn-paddle.ts'
import { BAD_WEATHER } from '../support/weather.ts'
import { SimulatedMatch } from './simulated-match.ts'

const FRAME_MILLIS = 1000 / 60

describe('after the server was held up, and let that time go', () => {
  test.each([300, 600, 1000])('for %i ms, inputs are taken again within two seconds', async (millis) => {
    const sim = await new SimulatedMatch({ roundTrip: 60, jitter: 10, target: 21 }).begin()
    for (let i = 0; i < 300; i++) await sim.frame()
    sim.stallServer(millis)
    const chance = new SeededChance(3)
    for (let i = 0; i < 120 + (millis * 60) / 1000; i++) {
      if (i % 6 === 0) sim.client.act(chance.below(3), sim.clock.now())
      await sim.frame()
    }
    const dropped = sim.dropped.length
    for (let turn = 0; turn < 4; turn++) {
      const before = sim.match.state[P.LEFT_Y]!
      const up = before < 0
      for (let i = 0; i < 30; i++) {
        sim.client.act(up ? 1 : 2, sim.clock.now())
        await sim.frame()
      }
      expect(Math.abs(sim.match.state[P.LEFT_Y]! - before), `turn ${turn}`).toBeGreaterThan(20)
    }
    expect(sim.dropped.length).toBe(dropped)
  })
})

test('after the server let seven ticks go behind a bad network, inputs are taken again within two seconds', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const up = { delay: 5, jitter: 5 }
    const sim = await new SimulatedMatch({ roundTrip: 0, jitter: 0, target: 21, seed, down: BAD_WEATHER, up }).begin()
    for (let i = 0; i < 600; i++) await sim.frame()
    sim.stallServer(7 * FRAME_MILLIS)
    for (let i = 0; i < 120; i++) await sim.frame()
    const dropped = sim.dropped.length
    for (let i = 0; i < 180; i++) {
      if (i % 5 === 0) sim.client.act((i / 5) % 3, sim.clock.now())
      await sim.frame()
    }
    expect(sim.dropped.length - dropped, `seed ${seed}`).toBe(0)
  }
})

test('a key that comes after the page was held up holds from that moment, not from the last frame', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 60, jitter: 0, target: 21 }).begin()
  for (let i = 0; i < 300; i++) await sim.frame()
  for (let turn = 0; turn < 10; turn++) {
    sim.clock.turn(300)
    sim.client.act(turn % 2 === 0 ? 1 : 2, sim.clock.now())
    for (let i = 0; i < 40; i++) await sim.frame()
  }
  expect(sim.client.snapshot.lateInputs).toBe(0)
  expect(sim.dropped).toEqual([])
})

test('a page that draws unevenly behind a bad network never lets its own paddle wait', async () => {
  const waits: string[] = []
  let frames = 0
  for (let seed = 1; seed <= 60; seed++) {
    const chance = new SeededChance(seed)
    const up = { delay: 5, jitter: 5 }
    const sim = new SimulatedMatch({ roundTrip: 0, jitter: 0, target: 21, seed, down: BAD_WEATHER, up })
    while (((await sim.frame())?.confirmedTick ?? -1) < 60) continue
    const view = new PongView()
    const drawn: { at: number; height: number }[] = []
    const keys: KeyChange[] = []
    let action = 0
    for (let frame = 0; frame < 300; frame++) {
      const millis = FRAME_MILLIS * (1 + (chance.uniform() < 0.2 ? chance.below(8) : 0))
      const pressed = chance.uniform() < 0.05
      sim.clock.turn(millis / 2)
      if (pressed) {
        action = chance.below(3)
        keys.push({ at: sim.clock.now(), way: [0, 1, -1][action]! })
        sim.client.act(action, sim.clock.now())
      }
      sim.clock.turn(millis / 2)
      for (let i = 0; i < 4; i++) await Promise.resolve()
      const timeline = sim.client.frame(sim.clock.now())!
      sim.client.act(action, sim.clock.now())
      drawn.push({ at: sim.clock.now(), height: view.update(timeline, millis).paddles[0] })
    }
    const figures = paddleFigures(drawn, keys)
    frames += figures.frames
    waits.push(...figures.waits.map((wait) => `seed ${seed}: ${wait}`))
  }
  expect(frames).toBeGreaterThan(1000)
  expect(waits).toEqual([])
})
