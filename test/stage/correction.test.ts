import { expect, test } from 'vitest'
import { Correction } from '../../app/_stage/pong/correction.ts'

const FRAME = 1000 / 60

test.each([5, 20, 60, 140])('what jumped %i units away is drawn where it is again within half a second', (far) => {
  const correction = new Correction()
  correction.apply(0, 0, 4, FRAME)
  // Nothing is seen of the jump at once.
  expect(correction.apply(far, 0, 4, FRAME)).toBe(0)
  let drawn = 0
  for (let frame = 0; frame < 30; frame++) drawn = correction.apply(far, 0, 4, FRAME)
  expect(Math.abs(drawn - far)).toBeLessThan(0.5)
})

test('what moves is never held up by a correction, and a jump against its movement is not seen as one', () => {
  const correction = new Correction()
  let value = 0
  let before = correction.apply(value, 0, 4, FRAME)
  const steps: number[] = []
  for (let frame = 1; frame <= 60; frame++) {
    // Ten units back, five frames' way: so late was an input.
    value += 2 - (frame === 10 ? 10 : 0)
    const drawn = correction.apply(value, 2, 4, FRAME)
    steps.push(drawn - before)
    before = drawn
  }
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.5)
  expect(before).toBe(value)
})
