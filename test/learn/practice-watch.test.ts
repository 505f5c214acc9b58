import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { PracticeWatch, SequentialTest } from '../../game/learn/sparring/practice-watch.ts'

test('the evidence of points is the logarithm of how much likelier they are where the share fell', () => {
  // A lost point at 0.5 against 0.4 is worth ln(0.6 / 0.5) = 0.182, and ln(0.9 / 0.001) = 6.80 are needed: 38 lost points in a row.
  const test37 = new SequentialTest(0.5)
  expect(test37.add({ won: 0, lost: 37 })).toBeNull()
  expect(test37.add({ won: 0, lost: 1 })).toBe('fell')
  // A won one is worth ln(0.4 / 0.5) = −0.223, and ln(0.1 / 0.999) = −2.30 are needed: 11 won points in a row.
  const won = new SequentialTest(0.5)
  expect(won.add({ won: 10, lost: 0 })).toBeNull()
  expect(won.add({ won: 1, lost: 0 })).toBe('holds')
})

test('it seldom says that a share fell which did not, and nearly always finds one that did', () => {
  const chance = new SeededChance(1)
  const fellOf = (share: number): number => {
    let fell = 0
    for (let i = 0; i < 2000; i++) {
      const sequence = new SequentialTest(0.5)
      let verdict = null
      while (verdict === null)
        verdict = sequence.add(chance.uniform() < share ? { won: 1, lost: 0 } : { won: 0, lost: 1 })
      if (verdict === 'fell') fell++
    }
    return fell / 2000
  }
  expect(fellOf(0.5)).toBeLessThan(0.004)
  expect(fellOf(0.4)).toBeGreaterThan(0.88)
})

test('practice is worse where it fell against any rival, compared with how it began, and fine where it holds against all', () => {
  const watch = new PracticeWatch('first', 0.5, ['middle'])
  const round = (first: [number, number], middle: [number, number]) =>
    watch.add(
      new Map([
        ['first', { won: first[0], lost: first[1] }],
        ['middle', { won: middle[0], lost: middle[1] }],
        ['ghost', { won: 0, lost: 100 }],
      ]),
    )
  // 80 of 100 points against the middle built-in are where it began.
  expect(round([0, 0], [80, 20])).toBeNull()
  expect(round([60, 40], [80, 20])).toEqual({
    worse: false,
    figures: '60 of 100 practice points against the one that the match began with',
  })
  expect(round([20, 0], [40, 60])).toEqual({
    worse: true,
    figures: '40 of 100 practice points against the middle built-in, and 80 of 100 at the beginning',
  })
  expect(round([0, 60], [80, 20])).toEqual({
    worse: true,
    figures: '0 of 60 practice points against the one that the match began with',
  })
})

test('of three equals each wins a third, and that is no fall', () => {
  const watch = new PracticeWatch('first', null, [])
  for (let i = 0; i < 20; i++)
    expect(watch.add(new Map([['first', { won: 10, lost: 20 }]]))?.worse ?? false).toBe(false)
})
