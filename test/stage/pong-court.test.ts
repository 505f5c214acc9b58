import { expect, test } from 'vitest'
import { openCourt } from '../../app/_stage/court.ts'
import { parseColour } from '../../app/_stage/palette.ts'
import { courtGeometry } from '../../app/_stage/pong/court-geometry.ts'
import { SimulatedMatch } from '../net/simulated-match.ts'

test('a match can be played without a screen: the court steers and tells what happens', async () => {
  const sim = await new SimulatedMatch({ roundTrip: 40, jitter: 5, target: 3 }).begin()
  const court = await openCourt('pong')
  expect(court.renderer).toBe('none')
  const kinds = new Set<string>()
  const places: number[] = []
  let action = court.idle
  for (let i = 0; i < 2400; i++) {
    const timeline = (await sim.frame())!
    action = court.steer(timeline, 0.25, action, 1000 / 60)
    sim.client.act(action, sim.clock.now())
    for (const event of court.frame(timeline, [null, null], 1000 / 60)) kinds.add(event.kind)
    places.push(court.place(timeline))
  }
  expect(places[300]).toBeCloseTo(0.25, 1)
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['point', 'serve']))
  court.destroy()
})

test('keys move up and down, and no others do', async () => {
  const court = await openCourt('pong')
  expect(['KeyW', 'ArrowUp', 'KeyS', 'ArrowDown', 'Space'].map((code) => court.keyAction(code))).toEqual([
    1,
    1,
    2,
    2,
    undefined,
  ])
})

test('there is no court for an unknown task', async () => {
  await expect(openCourt('chess')).rejects.toThrow('no court')
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

test('reads the colours that browsers write', () => {
  expect(parseColour('rgb(255, 176, 59)')).toBe(0xffb03b)
  expect(parseColour('rgba(0, 147, 179, 0.5)')).toBe(0x0093b3)
  expect(parseColour('nonsense')).toBe(0xffffff)
})
