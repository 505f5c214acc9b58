import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseName } from '../../server/store/names.ts'

test.each([
  ['  Ann   Lee ', 'Ann Lee'],
  ['Ａｎｎ', 'Ann'],
  ['\u202Eevil\u202C', 'evil'],
  ['a\u0000b\nc\td', 'ab c d'],
  ['xx\u0301\u0302\u0303\u0304\u0305', 'xx\u0301\u0302'],
  ['日本 語', '日本 語'],
  ['🎾 ace', '🎾 ace'],
  ['a'.repeat(60), 'a'.repeat(24)],
  ['🎾'.repeat(13), '🎾'.repeat(12)],
])('the name %j is kept as %j', (given, kept) => {
  expect(normaliseName(given)).toBe(kept)
})

test.each(['', '   ', '\u200B\u200D', '\u0301', '\u3164', '\uD800'])('nothing visible is left of %j', (given) => {
  expect(normaliseName(given)).toBeNull()
})

test('a kept name is short, tidy, well formed and stays as it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('a', ' ', '\u0301', '\u200B', '\u202E', 'ﷺ', '\u00A0', '\uD83C') }),
      ),
      (given) => {
        const kept = normaliseName(given)
        if (kept === null) return
        expect(kept.length).toBeGreaterThan(0)
        expect(kept.length).toBeLessThanOrEqual(24)
        expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|^\s|\s$|\s\s/u)
        expect(normaliseName(kept)).toBe(kept)
      },
    ),
    { numRuns: 2000 },
  )
})
