import { expect, test } from 'vitest'
import { Correction } from '../../app/_stage/pong/correction.ts'

test.each([5, 20, 60, 140])('what jumped %i units away is drawn where it is again within half a second', (far) => {
  const correction = new Correction()
  correction.apply(0, 6.5, 0, 1000 / 60)
  // Nothing is seen of the jump at once.
  expect(Math.abs(correction.apply(far, 6.5, 0, 1000 / 60))).toBeLessThanOrEqual(far === 5 ? 5 : 0)
  let drawn = 0
  for (let frame = 0; frame < 30; frame++) drawn = correction.apply(far, 6.5, 0, 1000 / 60)
  expect(Math.abs(drawn - far)).toBeLessThan(0.5)
})
