import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { LIMITS, limitsPage, limitTable } from '../../server/limits.ts'

test("the operators' page holds the table of limits as the code has it", async () => {
  // To bring the page up to date: npx tsx -e "import('./server/limits.ts').then((m) => console.log(m.limitsPage()))"
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
