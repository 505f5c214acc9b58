import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { missDifference, missRates, type BallTally } from '../support/ball-tally.ts'
import { meet, middleRival } from '../support/ghost-run.ts'
import { personByName } from '../support/people/kinds.ts'
import { seatPerson } from '../support/people/person.ts'

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)

test('a tally of balls has a missed one for every point that was lost, and of who cannot go high most of them high up', async () => {
  const person = personByName('not-high')
  const points = 300
  const { share, balls } = await meet(middleRival(), seatPerson(person, new SeededChance(1)).opponent, points, 2)
  expect(sum(balls.missed)).toBe(Math.round(share * points))
  expect(sum(balls.came)).toBeGreaterThan(2 * points)
  const rates = missRates(balls)
  // The highest band, slow and fast.
  expect(Math.min(...rates.slice(8))).toBeGreaterThan(2 * Math.max(...rates.slice(0, 8)))
})

test('the difference of two that miss weighs each kind of ball by how many came to the first, and leaves out what came to one alone', () => {
  const tally = (came: number[], missed: number[]): BallTally => ({
    came: Float64Array.from(came),
    missed: Float64Array.from(missed),
  })
  const [one, other] = [tally([30, 10, 5, 0], [15, 1, 5, 0]), tally([10, 10, 0, 4], [4, 3, 0, 4])]
  expect(missDifference(one, other)).toBeCloseTo((30 * 0.1 + 10 * 0.2) / 40)
  expect(missDifference(one, one)).toBe(0)
})
