import { expect, test } from 'vitest'
import { Glide } from '../../app/_stage/glide.ts'

const FRAME = 1000 / 60

test('a point goes with its source exactly while nothing of it is mended', () => {
  const glide = new Glide()
  for (let i = 1; i <= 20; i++) {
    glide.follow(2 * i, -i, 2, -1, 3, FRAME)
    expect([glide.x, glide.y]).toEqual([2 * i, -i])
  }
})

test('what was mended is glided over, never faster than is said, and on the way the source’s own steps are seen', () => {
  const glide = new Glide()
  glide.moveTo(0, 0)
  let last = 0
  for (let i = 1; i <= 60; i++) {
    // Mended by ten units as it moves on by one a frame.
    glide.follow(10 + i, 0, 1, 0, 1.49, FRAME)
    expect(glide.x - last).toBeGreaterThan(1)
    expect(glide.x - last).toBeLessThan(1.4901)
    last = glide.x
  }
  expect(last).toBeCloseTo(70, 0)
})
