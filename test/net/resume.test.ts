import { describe, expect, test, vi } from 'vitest'
import { hashRow } from '../../game/core/row-hash.ts'
import { LEFT_Y } from '../../game/tasks/pong/layout.ts'
import { fieldAt } from '../../app/_net/timeline.ts'
import { SimulatedMatch } from './simulated-match.ts'

const begin = (): Promise<SimulatedMatch> => new SimulatedMatch({ roundTrip: 60, jitter: 10, target: 21 }).begin()

/** Frames until the page shows the server's newest tick, bit for bit, and whether its own paddle answers to a key in the next frame. */
async function resumed(sim: SimulatedMatch): Promise<boolean> {
  for (let i = 0; i < 90; i++) await sim.frame()
  const at = sim.match.tickNumber
  const state = hashRow(sim.match.state)
  while (sim.client.frame(sim.clock.now())!.confirmedTick < at) await sim.frame()
  expect(hashRow(sim.client.frame(sim.clock.now())!.row(at)!)).toBe(state)
  expect(sim.client.snapshot).toMatchObject({ state: 'in', repairs: 0, entry: { seat: 0 } })
  const before = sim.client.frame(sim.clock.now())!
  const height = fieldAt(before, LEFT_Y, before.lead)
  const up = height < 0
  sim.client.act(up ? 1 : 2, sim.clock.now())
  const next = (await sim.frame())!
  return (fieldAt(next, LEFT_Y, next.lead) - height) * (up ? 1 : -1) > 0
}

describe('a page is in the exact state again', () => {
  test('after its tab was hidden: batches came, nothing was drawn', async () => {
    const sim = await begin()
    for (let second = 0; second < 20; second++) {
      // A hidden page gets its messages, and a timer a second, but no frame.
      sim.clock.turn(1000)
      await Promise.resolve()
    }
    expect(await resumed(sim)).toBe(true)
  })

  test('after it was held up for some seconds: what had come is read at once', async () => {
    const sim = await begin()
    sim.clock.stall(4000)
    expect(await resumed(sim)).toBe(true)
  })

  test('after a sleep of ten seconds, in which the connection was lost', async () => {
    const sim = await begin()
    sim.pipe.cut()
    sim.clock.turn(10_000)
    sim.pipe.mend()
    expect(await resumed(sim)).toBe(true)
    expect(sim.client.snapshot.resumes).toBe(1)
  })

  test('after a change of address, however often', async () => {
    const sim = await begin()
    for (let change = 0; change < 5; change++) {
      sim.pipe.cut()
      await sim.frame()
      sim.pipe.mend()
      expect(await resumed(sim)).toBe(true)
    }
    expect(sim.client.snapshot.resumes).toBe(5)
  })

  test('after another tab had its seat, once it takes it back', async () => {
    const sim = await begin()
    sim.pipe.fromServer(['match:seat-taken', { match: sim.match.header.match }])
    for (let i = 0; i < 120; i++) await sim.frame()
    expect(sim.client.snapshot.state).toBe('taken')
    const sent = sim.pipe.inputs.length
    sim.client.act(1, sim.clock.now())
    expect(sim.pipe.inputs.length).toBe(sent)
    sim.client.joinAgain()
    expect(await resumed(sim)).toBe(true)
  })

  test('and asks no clock for the time of day', async () => {
    const wall = vi.spyOn(Date, 'now').mockImplementation(() => {
      throw new Error('The time of day was asked for')
    })
    const sim = await begin()
    expect(await resumed(sim)).toBe(true)
    wall.mockRestore()
  })
})

test('a page that slept for minutes is told how its match ended', async () => {
  const sim = await begin()
  sim.pipe.cut()
  sim.clock.turn(300_000)
  sim.pipe.mend()
  for (let i = 0; i < 60; i++) await sim.frame()
  expect(sim.client.snapshot.result).toEqual(sim.match.result)
  expect(sim.client.snapshot.result?.reason).toBe('left')
})
