import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { SimulatedMatch } from './simulated-match.ts'

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
