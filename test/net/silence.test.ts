import { afterEach, describe, expect, test, vi } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { batchPace } from '../../game/protocol/batch-pace.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { BAD_WEATHER } from '../support/weather.ts'
import { SimulatedMatch, type Network } from './simulated-match.ts'

const SECONDS = 40
/** The first seconds are for learning the network's times. */
const FIRST = 5 * 60
/** An input every 150 ms. */
const INPUT_FRAMES = 9
const { silence } = batchPace('players', pong.ticksPerSecond)

afterEach(() => vi.restoreAllMocks())

/** What a page saw of a match, frame by frame. */
async function seenOf(network: Network, seat: 0 | 1, seed: number): Promise<{ seen: number[]; batches: number }> {
  const sim = await new SimulatedMatch({ ...network, byMoments: true, target: 21, seat, seed }).begin()
  const chance = new SeededChance(seed)
  const seen: number[] = []
  for (let frame = 0; frame < SECONDS * 60; frame++) {
    if (frame % INPUT_FRAMES === 0) sim.client.act(chance.below(3), sim.clock.now())
    seen.push((await sim.frame())!.seen)
  }
  expect(sim.client.snapshot).toMatchObject({ result: null, repairs: 0 })
  return { seen, batches: sim.pipe.batches }
}

describe.each([
  { roundTrip: 0, jitter: 0 },
  { roundTrip: 80, jitter: 0 },
  { roundTrip: 80, jitter: 20 },
  { roundTrip: 200, jitter: 100 },
  { roundTrip: 0, jitter: 0, down: BAD_WEATHER, up: { delay: 150, jitter: 50 } },
])('over the network %j', (network) => {
  test.each([0, 1] as const)('nothing is drawn later in seat %i for the batches that hold nothing', async (seat) => {
    for (const seed of [1, 2, 3]) {
      const sparing = await seenOf(network, seat, seed)
      // Where every step settles something, a batch goes every second tick, and nothing is presumed.
      vi.spyOn(pong, 'settles').mockReturnValue(true)
      const full = await seenOf(network, seat, seed)
      vi.restoreAllMocks()
      const later = sparing.seen.filter((tick, frame) => frame >= FIRST && tick < full.seen[frame]! - 0.01)
      expect(later).toHaveLength(0)
      expect(sparing.batches).toBeLessThan(0.6 * full.batches)
    }
  })
})

test('on a bad network nothing that is settled is presumed, nor anything for longer than the server may be silent', async () => {
  const weather = { down: BAD_WEATHER, up: { delay: 150, jitter: 50 } }
  const sim = await new SimulatedMatch({ roundTrip: 0, jitter: 0, ...weather, target: 21 }).begin()
  const chance = new SeededChance(4)
  let presumed = 0
  for (let frame = 0; frame < SECONDS * 60; frame++) {
    if (frame % INPUT_FRAMES === 0) sim.client.act(chance.below(3), sim.clock.now())
    const { seen, confirmedTick, presumedTick, row } = (await sim.frame())!
    if (seen > confirmedTick) presumed++
    expect(seen).toBeLessThanOrEqual(presumedTick)
    expect(presumedTick).toBeLessThanOrEqual(confirmedTick + silence)
    const [from, to] = [row(confirmedTick)!.slice(), row(presumedTick)!]
    for (const field of [P.HITS, P.LEFT_SCORE, P.RIGHT_SCORE]) expect(to[field]).toBe(from[field])
  }
  expect(presumed).toBeGreaterThan(0)
})
