import { expect, test, vi } from 'vitest'
import { courtGeometry } from '../../app/_stage/pong/court-geometry.ts'
import type { DrawnGhost } from '../../app/_stage/pong/ghost-view.ts'

// What PixiJS asks of a browser when it is loaded; nothing is rendered here.
vi.stubGlobal('navigator', { userAgent: 'none' })
const { Texture } = await import('pixi.js')
const { GhostPaddle } = await import('../../app/_stage/pong/ghost-paddle.ts')
const { RegionMark } = await import('../../app/_stage/pong/region-mark.ts')

const WIDTH = 800
const HEIGHT = 600
const LIGHT = 0xffffff

/** Where the ghost of a seat and the arrow at its goal are drawn on the court as that seat sees it. */
function drawnFor(seat: 0 | 1) {
  const court = courtGeometry(WIDTH, HEIGHT, seat === 1)
  const ghost = new GhostPaddle(Texture.WHITE, Texture.WHITE, true)
  const mark = new RegionMark(Texture.WHITE, true)
  ghost.redraw(court, LIGHT)
  mark.redraw(court, LIGHT)
  const surprised: DrawnGhost = { seat, y: 30, phase: 'surprised', age: 100, sure: 0.8 }
  ghost.place(surprised, [0, 0], court)
  mark.place({ seat, region: 0 }, court, 1000)
  return { court, ghost: ghost.root.position, mark: mark.root.position, arrow: mark.root.getBounds() }
}

test.each([0, 1] as const)('in seat %i, the ghost and the arrow are on my side, the left', (seat) => {
  const { court, ghost, mark, arrow } = drawnFor(seat)
  expect(ghost.x).toBeCloseTo(WIDTH / 2 - court.face - court.paddleWidth / 2)
  expect(ghost.y).toBeCloseTo(court.y(30))
  expect(mark.x).toBe(0)
  expect(mark.y).toBeGreaterThan(HEIGHT / 2)
  // From the goal inwards, and not out of the picture.
  expect(arrow.minX).toBeGreaterThan(-10)
  expect(arrow.maxX).toBeGreaterThan(50)
  expect(arrow.maxX).toBeLessThan(WIDTH / 2)
})

test('whoever sits in seat 1 sees the same as whoever sits in seat 0', () => {
  const [left, right] = [drawnFor(0), drawnFor(1)]
  expect([right.ghost.x, right.ghost.y, right.mark.x]).toEqual([left.ghost.x, left.ghost.y, left.mark.x])
  expect([right.arrow.minX, right.arrow.maxX]).toEqual([left.arrow.minX, left.arrow.maxX])
})

test('watched by somebody else, what is of seat 1 is on the right', () => {
  const court = courtGeometry(WIDTH, HEIGHT)
  const mark = new RegionMark(Texture.WHITE, true)
  mark.redraw(court, LIGHT)
  mark.place({ seat: 1, region: 4 }, court, 1000)
  expect(mark.root.x).toBe(WIDTH)
  expect(mark.root.getBounds().minX).toBeGreaterThan(WIDTH / 2)
})
