import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS, limitsPage, limitTable } from '../../server/base/limits.ts'
import { TokenBucket } from '../../server/base/token-bucket.ts'

test("the operators' page holds the table of limits as the code has it", async () => {
  // To bring the page up to date: npx tsx -e "import('./server/base/limits.ts').then((m) => console.log(m.limitsPage()))"
  const page = await readFile(new URL('../../server/README.md', import.meta.url), 'utf8')
  expect(page).toContain(`\n${limitsPage()}\n`)
})

test('every limit is a number above nothing, and says what it limits in a sentence', () => {
  for (const [name, { value, meaning }] of Object.entries(limitTable)) {
    const numbers = typeof value === 'number' ? [value] : [value.perSecond, value.burst]
    expect(Math.min(...numbers), name).toBeGreaterThan(0)
    expect(meaning, name).toMatch(/^[A-Z].*\.$/)
  }
  expect(LIMITS.messageBytes).toBeGreaterThan(LIMITS.deltaBytes)
})

test('of pushes the door takes at most one in two seconds, whenever they come', () => {
  for (const limit of [LIMITS.modelPerSocket, LIMITS.modelPerSession])
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (gaps) => {
        const bucket = new TokenBucket(limit, 0)
        let now = 60_000
        let taken = -Infinity
        for (const gap of gaps) {
          now += gap
          if (!bucket.spend(now)) continue
          expect(now - taken).toBeGreaterThanOrEqual(2_000)
          taken = now
        }
      }),
    )
})
