import { describe, expect, test } from 'vitest'
import type { Timeline } from '../../app/_net/timeline.ts'
import type { Gamepad, Pointer } from '../../app/_stage/controls.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { ringGeometry } from '../../app/_stage/sumo/ring-geometry.ts'
import { sumoNotes } from '../../app/_stage/sumo/sumo-notes.ts'
import { howLost } from '../../app/_stage/sumo/sumo-told.ts'
import { bumped } from '../../app/_stage/sumo/sumo-view.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import * as S from '../../game/tasks/sumo/layout.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'

const FRAME = 1000 / 60
const RATIO = 1.25
const codec = actionCodec(sumo.action)

/** Forward and up of a code, to one decimal. */
function pushOf(code: number): [forward: number, up: number] {
  const out = new Float64Array(2)
  codec.decode(code, out, 0)
  return [Math.round(out[0]! * 10) / 10 + 0, Math.round(out[1]! * 10) / 10 + 0]
}

function rowOf(over: Record<number, number> = {}): Float64Array {
  const row = new Float64Array(S.SUMO_LAYOUT.length)
  row[S.ROUND_TICK] = 100
  row[S.LEFT + S.X] = -S.START_X
  row[S.RIGHT + S.X] = S.START_X
  for (const [field, value] of Object.entries(over)) row[Number(field)] = value
  return row
}

const timelineOf = (seat: 0 | 1): Timeline => ({
  seat,
  confirmedTick: 10,
  presumedTick: 10,
  knownTick: 10,
  seen: 10,
  lead: 10,
  row: () => rowOf(),
})

const gamepad = (axes: number[], ...pressed: number[]): Gamepad => ({
  axes,
  buttons: Array.from({ length: 16 }, (_, i) => pressed.includes(i)),
})

const openControls = async () => (await openCourt(sumo)).openControls()

describe('sumo is played', () => {
  test('by keys in eight ways, each of them as strong', async () => {
    const controls = await openControls()
    expect(pushOf(controls.key('KeyD', true)!)).toEqual([1, 0])
    expect(pushOf(controls.key('ArrowUp', true)!)).toEqual([0.7, 0.7])
    expect(pushOf(controls.key('KeyD', false)!)).toEqual([0, 1])
    expect(pushOf(controls.key('KeyS', true)!)).toEqual([0, 0])
    expect(controls.key('Space', true)).toBeNull()
    controls.release()
    expect(controls.action(timelineOf(0), null, FRAME)).toBe(0)
  })

  test.each([
    { on: 'pad', reach: 0.34 },
    { on: 'court', reach: 0.18 },
  ] as const)('by a thumb on the $on, from wherever it came down', async ({ on, reach }) => {
    const controls = await openControls()
    const touch = (over: Partial<Pointer>): [number, number] => {
      controls.pointer({ id: 1, phase: 'move', on, x: 0.7, y: 0.6, ratio: RATIO, ...over }, null)
      return pushOf(controls.action(timelineOf(1), null, FRAME))
    }
    expect(touch({ phase: 'down' })).toEqual([0, 0])
    expect(touch({ x: 0.7 + 0.05 * reach })).toEqual([0, 0])
    expect(touch({ x: 0.7 + (2 * reach) / RATIO })).toEqual([1, 0])
    expect(touch({ y: 0.6 - 0.575 * reach })).toEqual([0, 0.5])
    // Another finger pushes nothing.
    expect(touch({ id: 2, phase: 'move', y: 0 })).toEqual([0, 0.5])
    expect(touch({ phase: 'up' })).toEqual([0, 0])
  })

  test.each([0, 1] as const)(
    'by a mouse, to which the disc of seat %i goes, harder the further it is',
    async (seat) => {
      const controls = await openControls()
      const court = ringGeometry(RATIO, 1, seat === 1)
      const mine = seat === 0 ? -S.START_X : S.START_X
      // Away to the right and up, as it is seen.
      const hover = (right: number, up: number): [number, number] => {
        const [x, y] = [court.x(mine + court.way * right) / RATIO, court.y(up)]
        controls.pointer({ id: 1, phase: 'hover', on: 'court', x, y, ratio: RATIO }, null)
        return pushOf(controls.action(timelineOf(seat), null, FRAME))
      }
      expect(hover(6, 0)).toEqual([1, 0])
      expect(hover(0, -1.75)).toEqual([0, -0.5])
      expect(hover(0.1, 0)).toEqual([0, 0])
      controls.key('KeyD', true)
      controls.key('KeyD', false)
      expect(hover(0.1, 0.2), 'a nudge takes nothing over').toEqual([0, 0])
      expect(hover(0, 6)).toEqual([0, 1])
    },
  )

  test('by a gamepad, by its stick as far as that is pushed and by its cross', async () => {
    const controls = await openControls()
    const done = (pad: Gamepad) => pushOf(controls.action(timelineOf(0), pad, FRAME))
    expect(done(gamepad([1, 0]))).toEqual([1, 0])
    expect(done(gamepad([0, -0.575]))).toEqual([0, 0.5])
    expect(done(gamepad([0.1, 0.05]))).toEqual([0, 0])
    expect(done(gamepad([0, 0], 12, 14))).toEqual([-0.7, 0.7])
  })
})

test('my side is on the left, to see and to hear, whichever seat I have', () => {
  const [mine, mirrored] = [ringGeometry(1000, 700, false), ringGeometry(1000, 700, true)]
  expect(mirrored.x(S.START_X)).toBe(mine.x(-S.START_X))
  expect(mirrored.at(mirrored.x(3), mirrored.y(-2))).toEqual({ x: expect.closeTo(3), y: expect.closeTo(-2) })
  const bump = { kind: 'bump', tick: 1, y: 0, seat: null, force: 0.5 } as const
  expect(sumoNotes({ ...bump, x: -4 }, 0)).toEqual(sumoNotes({ ...bump, x: 4 }, 1))
})

test('a bump is as hard as the discs come at each other; leaning on each other is none', () => {
  const touching = { [S.LEFT + S.X]: -1, [S.RIGHT + S.X]: 1 }
  const coming = (speed: number) => rowOf({ ...touching, [S.LEFT + S.VX]: speed, [S.RIGHT + S.VX]: -speed })
  const after = (speed: number) => {
    const row = coming(-speed)
    row[S.ROUND_TICK] = 101
    return row
  }
  expect(bumped(coming(0.19), after(0.19))).toMatchObject({ kind: 'bump', x: 0, y: 0, force: expect.closeTo(0.98, 1) })
  expect(bumped(coming(0.005), after(0.005))).toBeNull()
})

test('what is read out of a round: whether who went out was pushed', () => {
  const apart = rowOf()
  const met = rowOf({ [S.LEFT + S.X]: -1, [S.RIGHT + S.X]: 1 })
  expect(howLost([apart, apart, met, apart], 0)).toEqual({ seat: 1, did: 'went out after a push' })
  expect(howLost([apart, apart, apart], 1)).toEqual({ seat: 0, did: 'went out alone' })
  expect(howLost([], 1)).toBeNull()
})
