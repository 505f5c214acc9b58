import { describe, expect, test } from 'vitest'
import type { Timeline } from '../../app/_net/timeline.ts'
import type { Gamepad, Pointer } from '../../app/_stage/controls.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { volleyGeometry } from '../../app/_stage/volley/court-geometry.ts'
import { volleyNotes } from '../../app/_stage/volley/volley-notes.ts'
import { howLost, servedTo } from '../../app/_stage/volley/volley-told.ts'
import * as V from '../../game/tasks/volley/layout.ts'
import { volley } from '../../game/tasks/volley/volley.ts'

const FRAME = 1000 / 60
const [FORWARD, BACKWARD, JUMP] = [1, 2, 4]
const RATIO = 1.5

function rowOf(over: Record<number, number> = {}): Float64Array {
  const row = new Float64Array(V.VOLLEY_LAYOUT.length)
  row[V.LEFT + V.X] = -V.START_X
  row[V.RIGHT + V.X] = V.START_X
  row[V.LEFT + V.Y] = row[V.RIGHT + V.Y] = V.GROUND
  for (const [field, value] of Object.entries(over)) row[Number(field)] = value
  return row
}

const timelineOf = (seat: 0 | 1, row = rowOf()): Timeline => ({
  seat,
  confirmedTick: 10,
  presumedTick: 10,
  knownTick: 10,
  seen: 10,
  lead: 10,
  row: () => row,
})

const gamepad = (axes: number[], ...pressed: number[]): Gamepad => ({
  axes,
  buttons: Array.from({ length: 16 }, (_, i) => pressed.includes(i)),
})

const openControls = async () => (await openCourt(volley)).openControls()

describe('volley is played', () => {
  test('by keys that run and jump together, of which the way pressed last counts', async () => {
    const controls = await openControls()
    expect(controls.key('ArrowRight', true)).toBe(FORWARD)
    expect(controls.key('KeyW', true)).toBe(FORWARD | JUMP)
    expect(controls.key('KeyA', true)).toBe(BACKWARD | JUMP)
    expect(controls.key('KeyA', false)).toBe(FORWARD | JUMP)
    expect(controls.key('ArrowRight', false)).toBe(JUMP)
    expect(controls.key('KeyQ', true)).toBeNull()
    expect(controls.action(timelineOf(0), null, FRAME)).toBe(JUMP)
    controls.release()
    expect(controls.action(timelineOf(0), null, FRAME)).toBe(0)
  })

  test.each([0, 1] as const)(
    'by a mouse, after which the slime of seat %i runs, and which jumps as it is pressed',
    async (seat) => {
      const controls = await openControls()
      const court = volleyGeometry(RATIO, 1, seat === 1)
      const side = seat === 0 ? -1 : 1
      const hover = (distance: number, pressed = false): number => {
        const x = court.x(side * distance) / RATIO
        controls.pointer({ id: 1, phase: 'hover', on: 'court', x, y: 0.5, ratio: RATIO, pressed }, null)
        return controls.action(timelineOf(seat), null, FRAME)
      }
      expect(hover(V.START_X)).toBe(0)
      expect(hover(V.START_X - 4)).toBe(FORWARD)
      expect(hover(V.START_X + 4)).toBe(BACKWARD)
      expect(hover(V.START_X + 4, true)).toBe(BACKWARD | JUMP)
      // Beyond the fence nobody runs further than to it.
      expect(hover(-10)).toBe(FORWARD)
      controls.key('ArrowUp', true)
      controls.key('ArrowUp', false)
      expect(hover(-10.1)).toBe(0)
    },
  )

  test('by fingers: one says where to, and goes up to jump, or another comes down', async () => {
    const controls = await openControls()
    const court = volleyGeometry(RATIO, 1, false)
    const x = court.x(-V.START_X + 5) / RATIO
    const touch = (over: Partial<Pointer>): number => {
      controls.pointer({ id: 1, phase: 'move', on: 'court', x, y: 0.8, ratio: RATIO, ...over }, null)
      return controls.action(timelineOf(0), null, FRAME)
    }
    expect(touch({ phase: 'down' })).toBe(FORWARD)
    expect(touch({ y: 0.6 })).toBe(FORWARD | JUMP)
    expect(touch({ y: 0.8 })).toBe(FORWARD)
    expect(touch({ id: 2, phase: 'down', x: 0.9 })).toBe(FORWARD | JUMP)
    expect(touch({ id: 2, phase: 'up', x: 0.9 })).toBe(FORWARD)
    expect(touch({ phase: 'up' })).toBe(0)
  })

  test('by a gamepad: stick or cross to run, up or a button to jump', async () => {
    const controls = await openControls()
    const done = (pad: Gamepad): number => controls.action(timelineOf(1), pad, FRAME)
    expect(done(gamepad([0.8, 0]))).toBe(FORWARD)
    expect(done(gamepad([-0.8, -0.9]))).toBe(BACKWARD | JUMP)
    expect(done(gamepad([0.1, 0.1], 14))).toBe(BACKWARD)
    expect(done(gamepad([0, 0], 0, 15))).toBe(FORWARD | JUMP)
    expect(done(gamepad([0.1, 0]))).toBe(0)
  })
})

test('my side is on the left, to see and to hear, whichever seat I have', () => {
  const [mine, mirrored] = [volleyGeometry(1000, 700, false), volleyGeometry(1000, 700, true)]
  expect(mirrored.x(V.START_X)).toBe(mine.x(-V.START_X))
  expect(mirrored.x(V.START_X)).toBeLessThan(500)
  expect(mirrored.unitsAt(mirrored.x(7))).toBeCloseTo(7)
  const hit = { kind: 'hit', tick: 1, y: 3, force: 0.5 } as const
  expect(volleyNotes({ ...hit, x: -9, seat: 0 }, 0)).toEqual(volleyNotes({ ...hit, x: 9, seat: 1 }, 1))
})

test('all of a serve is in sight, however wide or high the picture is', () => {
  const highest = V.SERVE_HEIGHT + V.MAX_BALL_SPEED ** 2 / (2 * -V.GRAVITY)
  for (const [width, height] of [
    [1040, 700],
    [390, 312],
    [844, 390],
  ] as const) {
    const court = volleyGeometry(width, height, false)
    expect(court.y(highest + V.BALL_RADIUS)).toBeGreaterThan(0)
    expect(court.x(-V.HALF_WIDTH)).toBeGreaterThanOrEqual(0)
  }
})

test('what is read out: where the ball came down, and whom the next one is thrown to', () => {
  const down = { [V.BALL + V.Y]: V.BALL_AT_GROUND + 0.2, [V.BALL + V.VY]: -12 }
  const fell = (x: number, over = {}) => howLost([rowOf({ ...down, [V.BALL + V.X]: x, ...over })], 1)
  expect(fell(-8)).toEqual({ seat: 0, did: 'let it fall in front' })
  expect(fell(-16)).toEqual({ seat: 0, did: 'let it fall behind' })
  expect(fell(-12)).toBeNull()
  expect(fell(-8, { [V.BALL + V.Y]: 9 })).toBeNull()
  expect(howLost([], 1)).toBeNull()
  const waiting = (ticks: number, vx: number) => servedTo(rowOf({ [V.SERVE_IN]: ticks, [V.BALL + V.VX]: vx }))
  expect([waiting(30, 4), waiting(10, 4), waiting(10, -4), waiting(0, 4)]).toEqual([null, 1, 0, null])
})
