import { expect, test } from 'vitest'
import { firstRating } from '../../game/league/first-ratings.ts'
import { levelOf } from '../../game/league/level.ts'
import { display } from '../../game/league/rating.ts'

const levelAtFirst = (slug: string) => levelOf(display(firstRating('pong', slug)).rating)

test('both kinds of opponents come in each level, as they are rated at the start', () => {
  expect(['newborn', 'minute', 'best'].map(levelAtFirst)).toEqual(['Easy', 'Medium', 'Hard'])
  expect(['easy', 'middle', 'hard'].map(levelAtFirst)).toEqual(['Easy', 'Medium', 'Hard'])
})

test('an agent that was never rated has no level', () => {
  expect(levelOf(null)).toBeNull()
})
