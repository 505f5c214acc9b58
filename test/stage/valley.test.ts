import { expect, test } from 'vitest'
import { heightAt } from '../../app/_stage/mountaincar/mountaincar-view.ts'
import { FLAG, valleyOf } from '../../app/_stage/mountaincar/valley.ts'
import * as M from '../../game/tasks/mountaincar/layout.ts'

test.each([
  [375, 152],
  [390, 312],
  [1080, 790],
])('in a court of %i × %i pixels the flag on the rim is whole', (width, height) => {
  const { y, size } = valleyOf(width, height)
  expect(y(heightAt(M.GOAL)) - FLAG * size).toBeGreaterThan(0)
  expect(y(heightAt(M.GOAL))).toBeLessThan(y(-1))
})
