import { beforeEach, describe, expect, test } from 'vitest'
import type { Gamepad, Pointer } from '../../app/_stage/controls.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { mazeBoard } from '../../app/_stage/maze/maze-board.ts'
import { TileControls } from '../../app/_stage/tiles/tile-controls.ts'
import { boardGeometry } from '../../app/_stage/tiles/board-geometry.ts'
import { noInsight } from '../../app/_stage/insight.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { forage } from '../../game/tasks/forage/forage.ts'
import { STEP_X, STEP_Y } from '../../game/tasks/four-ways.ts'
import * as M from '../../game/tasks/maze/layout.ts'
import { maze } from '../../game/tasks/maze/maze.ts'
import { recordMatch } from '../support/record-match.ts'

const [STAY, UP, RIGHT, DOWN, LEFT] = [0, 1, 2, 3, 4]
const TICK = 1000 / 30

/** A maze of three cells in a row, with one below the middle: right of the start is a gap, then an opening downwards. */
function junction(): Float64Array {
  const row = recordMatch(maze, 1, () => 0, { ticks: 1, seats: 1, keepStates: true, options: { size: 4 } }).states[0]!
  row.fill(0xffffffff, M.WALLS)
  for (const [x, y] of [
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 1],
    [3, 2],
    [3, 3],
  ] as const)
    row[M.WALLS + y] = (row[M.WALLS + y]! & ~(1 << x)) >>> 0
  row[M.KEY_X] = row[M.DOOR_X] = row[M.GOAL_X] = 9
  return row
}

/** One who runs through it by what the controls want, tick by tick. */
class Runner {
  readonly controls = new TileControls(mazeBoard)
  private rows = [junction()]

  /** With the step predicted that the wish of now leads to. */
  private get timeline(): Timeline {
    const tick = this.rows.length - 1
    const kept = { confirmedTick: tick, presumedTick: tick, knownTick: tick, seen: tick, lead: tick }
    return { seat: 0, ...kept, row: (at) => this.rows[Math.min(at, tick)] ?? null }
  }

  get place(): [number, number] {
    return [this.rows.at(-1)![M.X]!, this.rows.at(-1)![M.Y]!]
  }

  wish(gamepad: Gamepad | null = null): number {
    return this.controls.action(this.timeline, gamepad, TICK)
  }

  point(pointer: Omit<Pointer, 'id'>): void {
    this.controls.pointer({ id: 1, ...pointer }, this.timeline)
  }

  run(ticks: number): void {
    for (let i = 0; i < ticks; i++) {
      const row = this.rows.at(-1)!.slice()
      const actions = Float64Array.of(this.wish(), 0, 0, 0)
      maze.step(row, actions, { word: () => 0 }, { rewards: new Float64Array(4), terminated: false, truncated: false })
      this.rows.push(row)
    }
  }
}

let runner: Runner
beforeEach(() => (runner = new Runner()))

describe('keys', () => {
  test('count at once, the one pressed last before the others, and no others do', () => {
    const { controls } = runner
    expect(['KeyA', 'ArrowUp', 'Space', 'Digit1'].map((code) => controls.key(code, true))).toEqual([
      LEFT,
      UP,
      null,
      null,
    ])
    controls.release()
    expect(controls.key('KeyD', true)).toBe(RIGHT)
    controls.release()
    expect(runner.wish()).toBe(STAY)
  })

  test('of two that are held, the one that leads somewhere counts: one turns at the next opening', () => {
    runner.wish()
    runner.controls.key('ArrowRight', true)
    runner.controls.key('ArrowDown', true)
    expect(runner.wish()).toBe(RIGHT)
    runner.run(20)
    expect(runner.place).toEqual([3, 3])
  })

  test('a key that is tapped during a step counts for the next one, once', () => {
    runner.controls.key('KeyD', true)
    runner.run(2)
    runner.controls.key('KeyD', false)
    runner.run(1)
    expect(runner.place).toEqual([2, 1])
    runner.controls.key('KeyD', true)
    runner.controls.key('KeyD', false)
    runner.run(20)
    expect(runner.place).toEqual([3, 1])
    expect(runner.wish()).toBe(STAY)
  })

  test('a tap against a wall is forgotten', () => {
    runner.wish()
    runner.controls.key('KeyS', true)
    runner.controls.key('KeyS', false)
    expect(runner.wish()).toBe(STAY)
    runner.run(10)
    runner.controls.key('KeyD', true)
    runner.run(5)
    runner.controls.key('KeyD', false)
    runner.run(8)
    expect(runner.place).toEqual([3, 1])
  })
})

describe('the cross on the pad', () => {
  const pad = { on: 'pad', ratio: 2 } as const

  test('goes the way of the arm that is nearest, turns under a thumb that slides, and rests when it is lifted', () => {
    runner.point({ ...pad, phase: 'down', x: 0.9, y: 0.4 })
    expect(runner.wish()).toBe(RIGHT)
    runner.run(6)
    expect(runner.place[0]).toBe(3)
    // Twice as wide as high: what lies as far beside the middle as above it, in shares, is to the side.
    runner.point({ ...pad, phase: 'move', x: 0.55, y: 0.9 })
    expect(runner.wish()).toBe(DOWN)
    runner.run(8)
    runner.point({ ...pad, phase: 'up', x: 0.55, y: 0.9 })
    runner.run(8)
    expect(runner.wish()).toBe(STAY)
  })

  test('another finger that comes and goes leaves the first where it was', () => {
    runner.point({ ...pad, phase: 'down', x: 0.9, y: 0.5 })
    runner.controls.pointer({ ...pad, id: 2, phase: 'down', x: 0.5, y: 0.1 }, null)
    expect(runner.wish()).toBe(RIGHT)
    runner.controls.pointer({ ...pad, id: 2, phase: 'up', x: 0.5, y: 0.1 }, null)
    runner.run(12)
    expect(runner.place[0]).toBeGreaterThan(2)
  })
})

describe('on the court', () => {
  const [width, height] = [1000, 700]
  const board = boardGeometry(width, height, 9)
  const at = (column: number, row: number) =>
    ({ on: 'court', x: board.x(column) / width, y: board.y(row) / height, ratio: width / height }) as const

  test('a finger is gone to, along the longer way first and round a wall, until one is there', () => {
    runner.wish()
    runner.point({ ...at(3, 3), phase: 'down' })
    runner.run(24)
    expect(runner.place).toEqual([3, 3])
    expect(runner.wish()).toBe(STAY)
    runner.point({ ...at(3, 1), phase: 'move' })
    expect(runner.wish()).toBe(UP)
    runner.point({ ...at(3, 1), phase: 'up' })
    expect(runner.wish()).toBe(STAY)
  })

  test('a mouse steers by where it is; keys take over, and it comes back when it moves', () => {
    runner.wish()
    runner.point({ ...at(5, 1), phase: 'hover' })
    expect(runner.wish()).toBe(RIGHT)
    runner.controls.key('KeyA', true)
    runner.controls.key('KeyA', false)
    runner.run(8)
    runner.point({ ...at(5, 1.1), phase: 'hover' })
    expect(runner.wish()).toBe(STAY)
    runner.point({ ...at(5, 2), phase: 'hover' })
    expect(runner.wish()).toBe(RIGHT)
  })
})

test('a gamepad plays by its stick and by its cross', () => {
  runner.wish()
  const stick = (across: number, down: number): Gamepad => ({ axes: [across, down, 0, 0], buttons: [] })
  const cross = (button: number): Gamepad => ({
    axes: [0, 0],
    buttons: Array.from({ length: 16 }, (_, i) => i === button),
  })
  expect([stick(0.9, 0.2), stick(0.3, 0.2), cross(15), cross(3)].map((pad) => runner.wish(pad))).toEqual([
    RIGHT,
    STAY,
    RIGHT,
    STAY,
  ])
})

test.each([forage, maze])('$id has a court: drawn, heard and explained', async (task) => {
  const court = await openCourt(task)
  const picture = court.openPicture()
  const row = recordMatch(task, 1, () => 0, { ticks: 5, keepStates: true }).states.at(-1)!
  const timeline: Timeline = {
    seat: 0,
    confirmedTick: 5,
    presumedTick: 5,
    knownTick: 5,
    seen: 4,
    lead: 5,
    row: () => row,
  }
  expect(picture.renderer).toBe('none')
  expect(picture.frame(timeline, [], noInsight, 16)).toEqual([])
  expect(court.help.keys.flat()).toHaveLength(8)
  expect(court.openControls().key('KeyW', true)).toBe(task.action.labels.indexOf('up'))
  picture.destroy()
})

test('the ways of the controls are those of the tasks', () => {
  expect([UP, RIGHT, DOWN, LEFT].map((way) => [STEP_X[way], STEP_Y[way]])).toEqual([
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ])
})
