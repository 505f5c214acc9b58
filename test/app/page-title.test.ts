import { expect, test } from 'vitest'
import { PageTitle } from '../../app/_ui/page-title.ts'

test('a title stands in place of the page’s own for as long as it is wanted', () => {
  const page = { title: 'Match · Sparring' }
  const ours = new PageTitle(page)
  ours.show('first', 'Ann against Wall · Sparring')
  expect(page.title).toBe('Ann against Wall · Sparring')
  ours.show('first', null)
  expect(page.title).toBe('Match · Sparring')
})

test('of two matches one after the other, the second never has the title of the first', () => {
  const page = { title: 'Match · Sparring' }
  const ours = new PageTitle(page)
  ours.show('first', 'Ann against Wall, 11 : 7 · Sparring')
  ours.show('first', null)
  // Both pages have the same title of their own, so nothing writes it anew.
  ours.show('second', null)
  expect(page.title).toBe('Match · Sparring')
  ours.show('second', 'Ann against Hound · Sparring')
  ours.show('second', null)
  expect(page.title).toBe('Match · Sparring')
})

test('a title of the page’s own that comes later is put back, or left where ours is gone', () => {
  const page = { title: '' }
  const ours = new PageTitle(page)
  ours.show('first', 'Ann · Sparring')
  page.title = 'Leaderboard · Sparring'
  ours.show('first', null)
  expect(page.title).toBe('Leaderboard · Sparring')
  ours.show('second', 'Hound · Sparring')
  page.title = 'Agent · Sparring'
  ours.show('second', 'Hound · Sparring')
  expect(page.title).toBe('Hound · Sparring')
  ours.show('second', null)
  expect(page.title).toBe('Agent · Sparring')
})

test('who wants no title takes none from another part of the page', () => {
  const page = { title: 'Match · Sparring' }
  const ours = new PageTitle(page)
  ours.show('result', 'Ann against Wall, 11 : 7 · Sparring')
  ours.show('screen', null)
  expect(page.title).toBe('Ann against Wall, 11 : 7 · Sparring')
  ours.show('result', null)
  expect(page.title).toBe('Match · Sparring')
})
