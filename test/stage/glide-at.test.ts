import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boardGeometry, boardPlace } from '../../app/_stage/tiles/board-geometry.ts'
import { glideAt } from '../../app/_stage/tiles/glide-at.ts'

const TICKS = 4

/** Rows of one who takes these steps (−1, 0 or 1), one each four ticks, with so many ticks of rest before each. */
function rowsOf(steps: readonly { way: number; rest: number }[]): Float64Array[] {
  let column = 10
  const rows = Array.from({ length: TICKS + 1 }, () => Float64Array.of(column))
  for (const { way, rest } of steps) {
    for (let i = 0; i < rest; i++) rows.push(Float64Array.of(column))
    column += way
    for (let i = 0; i < TICKS; i++) rows.push(Float64Array.of(column))
  }
  return rows
}

const timelineOf = (rows: readonly Float64Array[]) => ({
  row: (tick: number) => rows[Math.max(0, Math.min(rows.length - 1, tick))]!,
})

test('steps are drawn as even glides: never faster than a tile in the ticks of a step, and at rest on the tile itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ way: fc.constantFrom(-1, 0, 1), rest: fc.nat(6) }), { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0.1, max: 2, noNaN: true }),
      (steps, frame) => {
        const rows = rowsOf(steps)
        const timeline = timelineOf(rows)
        let before = glideAt(timeline, 0, TICKS, TICKS)
        for (let time = TICKS; time < rows.length + TICKS; time += frame) {
          const now = glideAt(timeline, 0, time, TICKS)
          expect(Math.abs(now - before)).toBeLessThanOrEqual(frame / TICKS + 1e-9)
          before = now
        }
        expect(glideAt(timeline, 0, rows.length + TICKS, TICKS)).toBeCloseTo(rows.at(-1)![0]!)
      },
    ),
  )
})

test('a step begins to be drawn within the tick that takes it, and is over when the next may begin', () => {
  const rows = rowsOf([{ way: 1, rest: 0 }])
  const taken = rows.findIndex((row) => row[0] === 11)
  const timeline = timelineOf(rows)
  const at = (time: number): number => glideAt(timeline, 0, time, TICKS)
  expect([at(taken - 1), at(taken - 0.5), at(taken + 1), at(taken + TICKS - 1)]).toEqual([10, 10.125, 10.5, 11])
})

test('the board is a square inside the court, beside or below the room for the scores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 1600 }), fc.integer({ min: 200, max: 1200 }), (width, height) => {
      const { left, top, side } = boardGeometry(width, height, 32)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + side).toBeLessThanOrEqual(width + 1e-6)
      expect(top + side).toBeLessThanOrEqual(height + 1e-6)
      expect(Math.max(left / width, top / height)).toBeGreaterThan(0.09)
    }),
  )
})

test('what is pointed at is the tile that is drawn there', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 1600 }),
      fc.integer({ min: 200, max: 1200 }),
      fc.nat(31),
      fc.nat(31),
      (width, height, column, row) => {
        const board = boardGeometry(width, height, 32)
        const place = boardPlace(board.x(column) / width, board.y(row) / height, width / height, 32)
        expect(place.x).toBeCloseTo(column, 6)
        expect(place.y).toBeCloseTo(row, 6)
      },
    ),
  )
})
