import { describe, expect, test } from 'vitest'
import { isAbove, shareInterval } from '../../game/learn/maths/share-interval.ts'

describe('the interval of a share', () => {
  test('is the one of the textbooks: 81 of 263 (Newcombe 1998) are 0.255 to 0.366', () => {
    const { share, low, high } = shareInterval({ yes: 81, no: 182 })
    expect(share).toBeCloseTo(0.308, 3)
    expect(low).toBeCloseTo(0.2553, 4)
    expect(high).toBeCloseTo(0.3662, 4)
  })

  test('stays between 0 and 1, and is all of it where nothing was counted', () => {
    expect(shareInterval({ yes: 0, no: 0 })).toEqual({ share: 0.5, low: 0, high: 1 })
    expect(shareInterval({ yes: 5, no: 0 })).toMatchObject({ share: 1, high: 1 })
    expect(shareInterval({ yes: 0, no: 5 })).toMatchObject({ share: 0, low: 0 })
  })
})

test('a share is above another where the interval of their difference is: 56 of 70 and 48 of 80 (Newcombe 1998) differ by 0.052 to 0.334', () => {
  expect(isAbove({ yes: 56, no: 14 }, { yes: 48, no: 32 })).toBe(true)
  expect(isAbove({ yes: 48, no: 32 }, { yes: 56, no: 14 })).toBe(false)
  expect(isAbove({ yes: 5, no: 4 }, { yes: 3, no: 6 })).toBe(false)
  // With a wider interval it is luck.
  expect(isAbove({ yes: 56, no: 14 }, { yes: 48, no: 32 }, 3.3)).toBe(false)
})
