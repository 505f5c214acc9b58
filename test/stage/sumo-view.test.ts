import { expect, test } from 'vitest'
import { LogFeed } from '../../app/_net/log-feed.ts'
import { SumoView } from '../../app/_stage/sumo/sumo-view.ts'
import type { SumoScene } from '../../app/_stage/sumo/sumo-scene.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import { registry } from '../../game/tasks/index.ts'
import * as S from '../../game/tasks/sumo/layout.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'
import { SimulatedMatch, type SimulationOptions } from '../net/simulated-match.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'

const FRAME = 1000 / 60
/** What is sent either way comes 150 ± 50 ms late. */
const LATE = { delay: 150, jitter: 50 }
/** A disc that hardly moves has no speed to compare with: less than an eighth of full speed counts as that. */
const CRAWL = S.TOP_SPEED / 8
const codec = actionCodec(sumo.action)
const DISCS = [S.LEFT, S.RIGHT] as const

const simulate = (options: Partial<SimulationOptions>) =>
  new SimulatedMatch({
    roundTrip: 0,
    jitter: 0,
    down: LATE,
    up: LATE,
    foreign: { registry, task: sumo, options: { target: 5 } },
    ...options,
  }).begin()

/** The code of somebody who goes for what they see of the other, and back from the edge. */
function wrestle({ discs, ring }: SumoScene, seat: 0 | 1): number {
  const [me, other] = [discs[seat], discs[1 - seat]!]
  const near = Math.hypot(me.x, me.y) > ring - 3
  const x = (near ? 0 : other.x * 0.8) - me.x
  const y = (near ? 0 : other.y * 0.8) - me.y
  const length = Math.max(1e-6, Math.hypot(x, y))
  return codec.encode([((seat === 0 ? 1 : -1) * x) / length, y / length], 0)
}

test.each([0, 1] as const)(
  'at 150 ± 50 ms neither disc is drawn to jump, in seat %i, and no round is told before the server told it',
  async (seat) => {
    const sim = await simulate({ seat, seed: 2 })
    const view = new SumoView()
    let before: { x: number; y: number }[] | null = null
    const fastest = [0, 0]
    const away: number[] = []
    let rounds = 0
    for (let frame = 0; frame < 35 * 60 && !sim.client.snapshot.result; frame++) {
      const timeline = (await sim.frame())!
      const scene = view.update(timeline, FRAME)
      const told = scene.effects.filter(({ kind }) => kind === 'round')
      rounds += told.length
      for (const { tick } of told) expect(tick).toBeLessThanOrEqual(timeline.confirmedTick)
      const inRound = scene.start === 0 && scene.effects.every(({ kind }) => kind !== 'start')
      if (before && inRound && frame > 60)
        DISCS.forEach((at, i) => {
          const rows = [-1, 0, 1].map((more) => timeline.row(Math.floor(view.time) + more)!)
          const speed = Math.max(CRAWL, ...rows.map((row) => Math.hypot(row[at + S.VX]!, row[at + S.VY]!)))
          const { x, y } = scene.discs[i]!
          fastest[i] = Math.max(fastest[i]!, Math.hypot(x - before![i]!.x, y - before![i]!.y) / speed)
          away.push(Math.hypot(rows[1]![at + S.X]! - x, rows[1]![at + S.Y]! - y))
        })
      before = inRound ? scene.discs.map(({ x, y }) => ({ x, y })) : null
      sim.client.act(wrestle(scene, seat), sim.clock.now())
    }
    expect(rounds).toBeGreaterThan(1)
    expect(Math.max(...fastest)).toBeLessThanOrEqual(1.5)
    // What is drawn is where it is known or presumed to be, but for what is being glided over.
    away.sort((a, b) => a - b)
    expect(away[Math.floor(away.length * 0.9)]).toBeLessThan(S.DISC_RADIUS / 2)
  },
)

test.each([0, 1] as const)('a push of mine is seen in the very next frame, in seat %i', async (seat) => {
  const sim = await simulate({ seat })
  const view = new SumoView()
  const frame = async () => view.update((await sim.frame())!, FRAME)
  while ((await frame()).start > 0);
  for (let i = 0; i < 20; i++) await frame()
  const { x, thrustX } = { ...view.scene.discs[seat] }
  expect(thrustX).toBe(0)
  sim.client.act(codec.encode([1, 0], 0), sim.clock.now())
  const next = { ...(await frame()).discs[seat] }
  const forward = seat === 0 ? 1 : -1
  expect(next.thrustX * forward).toBeGreaterThan(0.9)
  expect((next.x - x) * forward).toBeGreaterThan(0)
})

test('who watches sees the discs where they are, wherever they go in a stored match', () => {
  const { log, states } = recordMatch(sumo, 6, builtInActions(sumo, 'middle'), { ticks: 2400, keepStates: true })
  const feed = new LogFeed(sumo, log, { mode: 'sparring', rated: false, public: true })
  const view = new SumoView()
  for (const tick of [300, 1500, 700]) {
    feed.seek(tick, 0)
    const { discs } = view.update(feed.frame(0), 0)
    DISCS.forEach((at, i) =>
      expect([discs[i]!.x, discs[i]!.y]).toEqual([states[tick]![at + S.X], states[tick]![at + S.Y]]),
    )
  }
})
