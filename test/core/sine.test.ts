import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashRow } from '../../game/core/row-hash.ts'
import { cosine, sine } from '../../game/core/sine.ts'

/** [x, sin x, cos x] to 25 digits, from mpmath 1.3 at 60 digits; x is the nearest double. */
const PUBLISHED = [
  ['0.1', '0.09983341664682815783019687', '0.9950041652780257655413752'],
  ['0.5', '0.4794255386042030002732879', '0.8775825618903727161162816'],
  ['0.785398163397448', '0.7071067811865472672380742', '0.7071067811865477815636146'],
  ['1', '0.8414709848078965066525023', '0.5403023058681397174009366'],
  ['2', '0.9092974268256816953960199', '-0.4161468365471423869975682'],
  ['3', '0.1411200080598672221007448', '-0.9899924966004454572715728'],
  ['-0.75', '-0.681638760023334166733242', '0.7316888688738209088113868'],
  ['3.141592653589793', '1.224646799147353177226066e-16', '-1'],
  ['1.5707963267948966', '1', '6.12323399573676588613033e-17'],
  ['22', '-0.008851309290403875921690257', '-0.9999608263946371264541747'],
  ['355', '-0.00003014435335948844921433028', '-0.9999999995456589801659358'],
  ['-100', '0.5063656411097587936565576', '0.8623188722876839341019385'],
  ['1000.5', '0.9952739571052135427740424', '0.09710690144438526412263887'],
  ['12345.678', '-0.7040813137533815854145665', '0.710119358716062773648716'],
  ['-5000', '0.9879664387667768472476424', '0.1546684061807471215134172'],
  ['1000000', '-0.3499935021712929521176525', '0.9367521275331447869385325'],
].map((row) => row.map(Number) as [x: number, sine: number, cosine: number])

/** The exponent of the smallest normal double: below it the last place has the same worth everywhere. */
const SMALLEST_EXPONENT = -1022

/** Distance in units in the last place of b. */
const units = (a: number, b: number): number =>
  Math.abs(a - b) / 2 ** (Math.max(SMALLEST_EXPONENT, Math.floor(Math.log2(Math.abs(b)))) - 52)

test.each(PUBLISHED)('sine and cosine of %d are the published ones to within a unit in the last place', (x, s, c) => {
  expect(units(sine(x), s)).toBeLessThanOrEqual(1)
  expect(units(cosine(x), c)).toBeLessThanOrEqual(1)
})

test('for any angle up to thousands they are within two units in the last place of the engine’s own', () => {
  fc.assert(
    fc.property(fc.double({ min: -6_000, max: 6_000, noNaN: true }), (x) => {
      expect(units(sine(x), Math.sin(x))).toBeLessThanOrEqual(2)
      expect(units(cosine(x), Math.cos(x))).toBeLessThanOrEqual(2)
    }),
    { numRuns: 2_000 },
  )
})

test('the sine is odd and the cosine even, to the last bit, and the sine of nothing is 0 and not −0', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 6_000, noNaN: true }), (x) => {
      expect(sine(-x)).toBe(-sine(x) + 0)
      expect(cosine(-x)).toBe(cosine(x))
    }),
  )
  expect(sine(-0)).toBe(0)
})

test('they have the same bits on every engine as when they were written', () => {
  const values = Float64Array.from({ length: 4_000 }, (_, i) =>
    i % 2 === 0 ? sine((i - 2_000) * 0.37) : cosine((i - 2_000) * 0.0037),
  )
  expect(hashRow(values).toString(16)).toBe('673ed321')
})
