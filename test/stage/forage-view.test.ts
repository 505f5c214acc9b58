import { describe, expect, test } from 'vitest'
import type { Pointer } from '../../app/_stage/controls.ts'
import { forageBoard } from '../../app/_stage/forage/forage-board.ts'
import type { ForageEffect } from '../../app/_stage/forage/forage-scene.ts'
import { happened } from '../../app/_stage/forage/happened.ts'
import { ForageView, SIGHT } from '../../app/_stage/forage/forage-view.ts'
import { boardGeometry } from '../../app/_stage/tiles/board-geometry.ts'
import { TileControls } from '../../app/_stage/tiles/tile-controls.ts'
import { LogFeed } from '../../app/_net/log-feed.ts'
import { forage } from '../../game/tasks/forage/forage.ts'
import * as F from '../../game/tasks/forage/layout.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'
import { DrawnSteps, LATENCIES, TileMatch } from '../support/tile-match.ts'

const FRAME = 1000 / 60
const board = boardGeometry(1, 1, F.SIDE)

const isMine = ({ kind, seat }: ForageEffect): boolean => kind === 'eat' && seat === 0

/** A mouse over a cell. */
const pointAt = ({ x, y }: Cell): Pointer => ({ id: 1, phase: 'hover', on: 'court', x: board.x(x), y: board.y(y) })

interface Cell {
  x: number
  y: number
}

/** The food that is seen nearest to a place; where none is, the middle of the meadow. */
function nearest(food: Uint32Array, from: Cell): Cell {
  const cells = Array.from({ length: F.SIDE * F.SIDE }, (_, i) => ({ x: i % F.SIDE, y: Math.floor(i / F.SIDE) }))
  const far = ({ x, y }: Cell): number => Math.abs(x - from.x) + Math.abs(y - from.y)
  const seen = cells.filter(({ x, y }) => (food[y]! >>> x) & 1)
  return seen.reduce((best, cell) => (far(cell) < far(best) ? cell : best), seen[0] ?? { x: F.SIDE / 2, y: F.SIDE / 2 })
}

describe.each(LATENCIES)('with $name', (network) => {
  test('nobody is drawn to jump, me included, and what I eat is told as often as I eat', async () => {
    const match = await new TileMatch(forage, { seconds: 60 }, network, 5).begin()
    const [view, controls] = [new ForageView(), new TileControls(forageBoard)]
    const steps = new DrawnSteps(F.TICKS_PER_SECOND / 60 / F.MOVE_TICKS)
    let [told, eaten, tick] = [0, 0, -1]
    for (let frame = 0; frame < 35 * 60; frame++) {
      const timeline = await match.frame(controls)
      const { bodies, effects, food } = view.update(timeline, FRAME)
      if (frame > 60) steps.frame(bodies)
      told += effects.filter(isMine).length
      for (; tick < timeline.confirmedTick; tick++)
        if (tick >= 0) eaten += happened(timeline.row(tick)!, timeline.row(tick + 1)!).filter(isMine).length
      controls.pointer(pointAt(nearest(food, bodies[0]!)), timeline)
    }
    expect(steps.of(0)).toBeGreaterThan(0.9)
    expect(steps.of(0)).toBeLessThanOrEqual(1.5)
    expect(steps.ofOthers).toBeGreaterThan(0.9)
    expect(steps.ofOthers).toBeLessThanOrEqual(1.5)
    expect(eaten).toBeGreaterThan(10)
    // One is on its way; and over a slow line others have had some of it when I come.
    expect(Math.abs(told - eaten)).toBeLessThanOrEqual(1 + eaten / 5)
  }, 30_000)

  test('a key moves me in the very next frame, wherever in a tick it comes', async () => {
    const match = await new TileMatch(forage, { seconds: 60 }, network, 6).begin()
    const [view, controls] = [new ForageView(), new TileControls(forageBoard)]
    let x = 0
    const draw = async (frames: number): Promise<void> => {
      for (let i = 0; i < frames; i++) x = view.update(await match.frame(controls), FRAME).bodies[0]!.x
    }
    for (let press = 0; press < 12; press++) {
      await draw(41 + press)
      const rested = x
      const way = rested < F.SIDE / 2 ? 1 : -1
      match.key(controls, way > 0 ? 'KeyD' : 'KeyA', true)
      await draw(1)
      // One who was tagged cannot move.
      const moved = view.scene.bodies[0]!.dazed > 0 ? way : x - rested
      expect(moved * way, `press ${press}`).toBeGreaterThan(0)
      match.key(controls, way > 0 ? 'KeyD' : 'KeyA', false)
    }
  }, 30_000)
})

test('whoever plays sees food and others no further than an agent does; who watches sees everything', () => {
  const { log, states } = recordMatch(forage, 4, () => 0, { ticks: 100, keepStates: true })
  const feed = new LogFeed(forage, log, { mode: 'people', rated: false, public: true })
  feed.seek(60, 0)
  const watched = feed.frame(0)
  const all = new ForageView().update(watched, 0)
  expect(all.sight).toBeNull()
  expect(all.bodies.every(({ seen }) => seen === 1)).toBe(true)
  const mine = new ForageView().update({ ...watched, seat: 0 }, 0)
  const row = states[60]!
  let [hidden, shown] = [0, 0]
  for (let y = 0; y < F.SIDE; y++)
    for (let x = 0; x < F.SIDE; x++) {
      const near = Math.max(Math.abs(x - mine.sight!.x), Math.abs(y - mine.sight!.y)) <= SIGHT + 0.5
      if (!near) hidden += (row[F.GROWN + y]! >>> x) & 1
      if (!near) shown += (mine.food[y]! >>> x) & 1
    }
  expect(hidden).toBeGreaterThan(0)
  expect(shown).toBe(0)
  expect(mine.bodies[0]!.seen).toBe(1)
  expect(mine.bodies.filter(({ seen }) => seen === 0).length).toBeGreaterThan(0)
})

test('what is told of a step accounts for all that everybody gained and lost in it', () => {
  const { states } = recordMatch(forage, 9, builtInActions(forage, 'hard'), { keepStates: true })
  let [eaten, tags] = [0, 0]
  for (const [i, after] of states.entries()) {
    const before = states[i - 1]
    if (!before) continue
    const gains = Array.from({ length: F.MOST_SEATS }, () => 0)
    for (const effect of happened(before, after)) {
      gains[effect.seat]! += effect.kind === 'eat' ? 1 : effect.food
      if (effect.kind === 'eat') eaten++
      else gains[effect.from]! -= (tags++, effect.food)
    }
    expect(gains, `tick ${i}`).toEqual(gains.map((_, seat) => after[F.FOOD + seat]! - before[F.FOOD + seat]!))
  }
  expect(eaten).toBeGreaterThan(100)
  expect(tags).toBeGreaterThan(3)
})
