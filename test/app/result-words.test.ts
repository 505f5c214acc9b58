import { expect, test } from 'vitest'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'
import { reasonOf, titleOf } from '../../app/match/_result/result-words.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const NAMES = ['Ann', 'Bob', 'Cleo', 'Dan']

function entry(seats: number, seat: number | null): MatchEntry {
  const holders = NAMES.slice(0, seats).map((name) => ({ kind: 'human' as const, id: name, name }))
  const header = { match: 'm', task: 'pong', version: 1, options: {}, seats: holders, startedAt: 0 }
  const task = { ...pong, scoring: { ...pong.scoring, show: (score: number) => score.toFixed(1) } }
  return {
    match: 'm',
    mode: 'people',
    rated: true,
    unratedReason: null,
    public: true,
    header,
    task,
    seat,
    learning: null,
  }
}
const result = (scores: number[], places: number[], reason: MatchResult['reason'] = 'finished'): MatchResult => ({
  reason,
  scores,
  places,
})

test.each([
  ['You win', result([3, 1], [1, 2]), 0],
  ['You lose', result([3, 1], [1, 2]), 1],
  ['Ann wins', result([3, 1], [1, 2]), null],
  ['A draw', result([2, 2], [1, 1]), 0],
  ['The match is void', result([2, 1], [1, 2], 'void'), 0],
  ['You win', result([9, 4, 7, 1], [1, 3, 2, 4]), 0],
  ['You come 3rd of 4', result([9, 4, 7, 1], [1, 3, 2, 4]), 1],
  ['You come 2nd of 4', result([9, 4, 7, 1], [1, 3, 2, 4]), 2],
  ['You share the first place', result([9, 9, 7], [1, 1, 3]), 1],
  ['Ann and Bob win', result([9, 9, 7], [1, 1, 3]), null],
  ['12.5 points', result([12.5], [1]), 0],
  ['Ann: 12.5 points', result([12.5], [1]), null],
] as const)('%s', (title, ended, seat) => {
  expect(titleOf(ended, entry(ended.scores.length, seat))).toBe(title)
})

test('of a game that is played alone, whoever watches their own partner reads of their partner', () => {
  const learning = { seat: 0 } as MatchEntry['learning']
  expect(titleOf(result([12.5], [1]), { ...entry(1, null), learning })).toBe('Your partner: 12.5 points')
})

test('says who left, and whose rating a void match leaves alone', () => {
  expect(reasonOf(result([3, 1], [1, 2], 'left'), entry(2, 0))).toBe('Bob left the match.')
  expect(reasonOf(result([3, 1], [1, 2], 'left'), entry(2, 1))).toBe('You left the match.')
  expect(reasonOf(result([0, 0], [1, 1], 'void'), entry(2, 1))).toContain('Nobody’s rating changes')
  expect(reasonOf(result([3, 1], [1, 2]), entry(2, 1))).toBe('')
})
