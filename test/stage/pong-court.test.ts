import { expect, test } from 'vitest'
import type { Controls, Gamepad } from '../../app/_stage/controls.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { parseColour } from '../../app/_stage/palette.ts'
import { courtGeometry } from '../../app/_stage/pong/court-geometry.ts'
import { pongNotes } from '../../app/_stage/pong/pong-notes.ts'
import type { PongDrawn } from '../../app/_stage/pong/pong-scene.ts'
import { noInsight } from '../../app/_stage/insight.ts'
import { LEFT_Y, RIGHT_Y } from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { SimulatedMatch } from '../net/simulated-match.ts'

const FRAME = 1000 / 60
const DRAG = { id: 7, on: 'court', x: 0.9 } as const

/** Plays so many frames with these controls; gives where my paddle came to. gamepad: as it is all the time */
async function play(sim: SimulatedMatch, controls: Controls, frames: number, gamepad: Gamepad | null = null) {
  for (let i = 0; i < frames; i++) {
    const timeline = (await sim.frame())!
    sim.client.act(controls.action(timeline, gamepad, FRAME), sim.clock.now())
  }
  return sim.client.frame(sim.clock.now())!
}
const heightOf = ({ row, lead }: { row: (tick: number) => Float64Array | null; lead: number }, field = LEFT_Y) =>
  row(Math.floor(lead))![field]!

const stick = (down: number): Gamepad => ({ axes: [0.1, down, 0, 0], buttons: [] })
const cross = (button: number): Gamepad => ({
  axes: [0, 0, 0, 0],
  buttons: Array.from({ length: 16 }, (_, i) => i === button),
})

test('a match can be played without a screen: the court steers and tells what happens', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 3 }).begin()
  const court = await openCourt(pong)
  const [picture, controls] = [court.openPicture(), court.openControls()]
  expect(picture.renderer).toBe('none')
  const seen = new Set<string>()
  const heard = new Set<number>()
  const heights: number[] = []
  controls.pointer({ ...DRAG, phase: 'down', y: 0.25 }, null)
  for (let i = 0; i < 2400; i++) {
    const timeline = await play(sim, controls, 1)
    heights.push(heightOf(timeline))
    for (const { hertz } of picture.frame(timeline, [null, null], noInsight, FRAME)) heard.add(hertz)
    for (const { kind } of (picture.drawn as PongDrawn).effects) seen.add(kind)
  }
  expect([...seen]).toEqual(expect.arrayContaining(['point', 'serve']))
  expect(heard.size).toBeGreaterThan(2)
  expect(heights[300]).toBeCloseTo(40, -1)
  picture.destroy()
})

test('keys move up and down at once, the one pressed last counts, and no others do', async () => {
  const controls = (await openCourt(pong)).openControls()
  const keys = (...codes: string[]) => codes.map((code) => controls.key(code, true))
  expect(keys('KeyW', 'KeyS', 'Space')).toEqual([1, 2, null])
  expect([controls.key('KeyS', false), controls.key('KeyW', false), controls.key('KeyQ', false)]).toEqual([1, 0, null])
  expect(keys('ArrowUp', 'ArrowDown')).toEqual([1, 2])
  controls.release()
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5 }).begin()
  expect(controls.action((await sim.frame())!, null, FRAME)).toBe(0)
})

test.each([0, 1] as const)('a gamepad moves the paddle of seat %i by its stick and by its cross', async (seat) => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21, seat }).begin()
  const controls = (await openCourt(pong)).openControls()
  const field = seat === 0 ? LEFT_Y : RIGHT_Y
  for (const [gamepad, way] of [
    [stick(-0.9), 1],
    [stick(0.5), -1],
    [cross(12), 1],
    [cross(13), -1],
    [stick(0.2), 0],
    [cross(3), 0],
  ] as const) {
    await play(sim, controls, 30, gamepad)
    const before = heightOf(await play(sim, controls, 1, gamepad), field)
    expect(Math.sign(heightOf(await play(sim, controls, 5, gamepad), field) - before), JSON.stringify(gamepad)).toBe(
      way,
    )
  }
})

test('keys go before a finger, and a finger goes before a gamepad', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21 }).begin()
  const controls = (await openCourt(pong)).openControls()
  const timeline = await play(sim, controls, 60)
  controls.pointer({ ...DRAG, phase: 'down', y: 1 }, timeline)
  expect(controls.action(timeline, stick(-1), FRAME)).toBe(2)
  controls.key('KeyW', true)
  expect(controls.action(timeline, null, FRAME)).toBe(1)
  controls.key('KeyW', false)
  // Whoever has pressed a key has let go of the finger's place.
  expect(controls.action(timeline, stick(-1), FRAME)).toBe(1)
})

test('a mouse that hovers steers without a button; keys and a gamepad take over, and it comes back when it moves', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21 }).begin()
  const controls = (await openCourt(pong)).openControls()
  const hover = (y: number): void => controls.pointer({ ...DRAG, phase: 'hover', y }, null)
  await play(sim, controls, 60)
  hover(0.25)
  expect(heightOf(await play(sim, controls, 60))).toBeCloseTo(40, -1)
  controls.key('KeyS', true)
  hover(0.26)
  expect(heightOf(await play(sim, controls, 20))).toBeLessThan(20)
  controls.key('KeyS', false)
  const left = heightOf(await play(sim, controls, 5))
  expect(heightOf(await play(sim, controls, 20)), 'a nudge takes nothing over').toBe(left)
  hover(0.4)
  expect(heightOf(await play(sim, controls, 60))).toBeCloseTo(16, -1)
  const pushed = heightOf(await play(sim, controls, 10, stick(-1)))
  expect(pushed).toBeGreaterThan(20)
  expect(heightOf(await play(sim, controls, 20))).toBeGreaterThanOrEqual(pushed)
  hover(0.75)
  expect(heightOf(await play(sim, controls, 90))).toBeCloseTo(-40, -1)
})

test('the paddle stays where a finger left it, whatever the mouse pointed at before', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21 }).begin()
  const controls = (await openCourt(pong)).openControls()
  await play(sim, controls, 60)
  controls.pointer({ ...DRAG, phase: 'hover', y: 0.75 }, null)
  await play(sim, controls, 60)
  controls.pointer({ ...DRAG, phase: 'down', y: 0.25 }, null)
  await play(sim, controls, 90)
  controls.pointer({ ...DRAG, phase: 'up', y: 0.25 }, null)
  expect(heightOf(await play(sim, controls, 60))).toBeCloseTo(40, -1)
})

test('a finger on the pad moves the paddle by as much as it moves, wherever it begins', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 21 }).begin()
  const controls = (await openCourt(pong)).openControls()
  const from = await play(sim, controls, 60)
  const start = heightOf(from)
  controls.pointer({ ...DRAG, on: 'pad', phase: 'down', y: 0.9 }, from)
  controls.pointer({ ...DRAG, on: 'pad', phase: 'move', y: 0.7 }, from)
  // Another finger steers nothing.
  controls.pointer({ id: 8, on: 'pad', x: 0, phase: 'move', y: 0 }, from)
  expect(heightOf(await play(sim, controls, 60)) - start).toBeCloseTo(0.2 * 1.4 * 160, -1)
  controls.pointer({ ...DRAG, on: 'pad', phase: 'up', y: 0.7 }, from)
  const rested = heightOf(await play(sim, controls, 5))
  expect(heightOf(await play(sim, controls, 20))).toBe(rested)
})

test('a returned ball touches the face of the paddle, however the court is stretched', () => {
  for (const [width, height] of [
    [1040, 700],
    [390, 312],
    [844, 390],
  ] as const) {
    const court = courtGeometry(width, height)
    expect(court.x(66) + court.ball).toBeCloseTo(width / 2 + court.face)
    expect(court.face + court.paddleWidth).toBeLessThan(width / 2)
  }
})

test('whoever plays sees and hears their own side on the left, whichever seat they have; who watches sees seat 0 there', () => {
  const [mine, mirrored] = [courtGeometry(1000, 700), courtGeometry(1000, 700, true)]
  expect([mine.side(0), mine.side(1)]).toEqual([-1, 1])
  expect([mirrored.side(0), mirrored.side(1)]).toEqual([1, -1])
  expect(mirrored.x(66)).toBe(mine.x(-66))
  expect(mirrored.y(30)).toBe(mine.y(30))
  const hit = { kind: 'hit', tick: 1, y: 0, force: 0.5 } as const
  const [left, right] = [
    { ...hit, x: -66, seat: 0 },
    { ...hit, x: 66, seat: 1 },
  ]
  expect(pongNotes(left, 0)).toEqual(pongNotes(right, 1))
  expect(pongNotes(right, 0)).toEqual(pongNotes(left, 1))
  expect(pongNotes(left, null)[0]!.pan).toBeLessThan(0)
})

test('reads the colours that browsers write', () => {
  expect(parseColour('rgb(255, 176, 59)')).toBe(0xffb03b)
  expect(parseColour('rgba(0, 147, 179, 0.5)')).toBe(0x0093b3)
  expect(parseColour('nonsense')).toBe(0xffffff)
})
