import { expect, test } from 'vitest'
import { emptySnapshot, type MatchEntry, type MatchSnapshot } from '../../app/_net/match-snapshot.ts'
import { tabTitle } from '../../app/match/_hooks/tab-title.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const inSeat = (seat: number | null, scores: number[], changes: Partial<MatchSnapshot> = {}): MatchSnapshot => ({
  ...emptySnapshot({ state: 'idle' }),
  entry: { seat, task: pong, header: { seats: [{ name: 'Ann' }, { name: 'Tracker' }] } } as MatchEntry,
  begun: true,
  scores,
  ...changes,
})

test('a tab that is not looked at says that a match was found, then the score with mine first', () => {
  expect(tabTitle(inSeat(1, [-1, -1], { begun: false }), true)).toBe('● Match found – Sparring')
  expect(tabTitle(inSeat(1, [3, 2]), true)).toBe('2 : 3 – Sparring')
  expect(tabTitle(inSeat(0, [3, 2]), true)).toBe('3 : 2 – Sparring')
})

test('one that is looked at, and the tab of who only watches, says who plays, and how it ended', () => {
  expect(tabTitle(inSeat(0, [-1, -1], { begun: false }), false)).toBe('Ann against Tracker · Sparring')
  expect(tabTitle(inSeat(1, [3, 2]), false)).toBe('Ann against Tracker · Sparring')
  expect(tabTitle(inSeat(null, [3, 2]), true)).toBe('Ann against Tracker · Sparring')
  const result = { reason: 'finished', scores: [11, 7], places: [1, 2] } as MatchSnapshot['result']
  expect(tabTitle(inSeat(0, [11, 7], { result }), false)).toBe('Ann against Tracker, 11 : 7 · Sparring')
})

test('a void match has no score in the tab, looked at or not', () => {
  const result = { reason: 'void', scores: [4, 2], places: [1, 1] } as MatchSnapshot['result']
  for (const hidden of [false, true])
    expect(tabTitle(inSeat(0, [4, 2], { result }), hidden)).toBe('Ann against Tracker · Sparring')
})

test('a match that is not to be seen any more leaves the title to its result', () => {
  expect(tabTitle(inSeat(0, [3, 2], { state: 'refused' }), false)).toBeNull()
})

test('as long as it is not known who plays, it says what the page says', () => {
  expect(tabTitle(emptySnapshot({ state: 'idle' }), true)).toBeNull()
})
