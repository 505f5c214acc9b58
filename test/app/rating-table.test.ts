import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RatedRow } from '../../game/protocol/http.ts'
import { RatingTable } from '../../app/leaderboard/rating-table.tsx'

const row: RatedRow = {
  kind: 'agent',
  id: 'hound',
  name: 'Hound',
  me: false,
  rank: 1,
  rating: { rating: 1000, uncertainty: 80, provisional: false, games: 9, wins: 4, losses: 5 },
  record: { won: 4, lost: 5 },
  form: ['won'],
}
const shown = (form: RatedRow['form']): string =>
  renderToStaticMarkup(createElement(RatingTable, { caption: 'Board', rows: [{ ...row, form }], kind: 'short' }))

test('under what was won and lost stands the form, and nothing where there is none', () => {
  expect(shown(['won', 'lost'])).toContain('Last matches')
  expect(shown([]).replaceAll(/<[^>]*>/g, ' ')).toMatch(/4\s+– 5\s+1000/)
})
