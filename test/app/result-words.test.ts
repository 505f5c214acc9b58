import { expect, test } from 'vitest'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'
import { cardSides, cardTitle, reasonOf, titleOf } from '../../app/match/_result/result-words.ts'
import { seatNames } from '../../app/match/name-of.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import type { GoneHow } from '../../game/protocol/terms.ts'
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
    raisedUntil: null,
    beside: null,
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
  ['You share first place', result([9, 9, 7], [1, 1, 3]), 1],
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

const gone = (reason: MatchResult['reason'], seat: number | null, how: GoneHow): MatchResult => ({
  ...result([3, 1], [1, 2], reason),
  gone: { seat, how },
})

test('says who left, and whose rating a void match leaves alone', () => {
  expect(reasonOf(gone('left', 1, 'left'), entry(2, 0))).toBe('Bob left the match.')
  expect(reasonOf(gone('left', 1, 'left'), entry(2, 1))).toBe('You left the match.')
  expect(reasonOf(result([0, 0], [1, 1], 'void'), entry(2, 1))).toBe('The server had to stop. Nobody’s rating changes.')
  expect(reasonOf(result([3, 1], [1, 2]), entry(2, 1))).toBe('')
})

test('a picture to hand on says what I did, or who won', () => {
  expect(cardTitle(result([3, 1], [1, 2]), entry(2, 0))).toBe('I won')
  expect(cardTitle(result([3, 1], [1, 2]), entry(2, 1))).toBe('I lost')
  expect(cardTitle(result([2, 2], [1, 1]), entry(2, 1))).toBe('A draw')
  expect(cardTitle(result([9, 4, 7], [1, 3, 2]), entry(3, 1))).toBe('Ann wins')
  expect(cardTitle(result([12.5], [1]), entry(1, 0))).toBe('Ann')
})

test('says who lost the connection, to them and to the others, and not that they left', () => {
  expect(reasonOf(gone('left', 1, 'lost'), entry(2, 1))).toMatch(/^You lost the connection/)
  expect(reasonOf(gone('left', 1, 'lost'), entry(2, 0))).toBe('Bob lost the connection.')
  expect(reasonOf(gone('left', 1, 'lost'), entry(2, null))).toBe('Bob lost the connection.')
  expect(reasonOf(gone('void', null, 'lost'), entry(2, 0))).toBe(
    'Everybody lost the connection. Nobody’s rating changes.',
  )
  expect(reasonOf(gone('void', 0, 'never-came'), entry(2, 1))).toMatch(/^Ann did not come\./)
  expect(reasonOf(gone('left', 0, 'away'), entry(2, 0))).toMatch(/^You went to another page/)
})

test('of a newborn that was given up for others it says so, and that it is no try, instead of that the server stopped', () => {
  const raising = { ...entry(2, 0), rated: false, raisedUntil: 9_000 }
  expect(reasonOf(gone('void', 0, 'crowded'), raising)).toMatch(/^Too many matches waited.*It is none of your tries\.$/)
})

test('on that picture I stand first, whichever seat I had', () => {
  const sides = (seat: number | null) =>
    cardSides(result([3, 1], [1, 2]), entry(2, seat)).map(({ name, score }) => [name, score])
  expect(sides(1)).toEqual([
    ['Bob', '1.0'],
    ['Ann', '3.0'],
  ])
  expect(sides(0)).toEqual(sides(null))
})

test('of many the best stands first on it', () => {
  const sides = cardSides(result([4, 9, 7], [3, 1, 2]), entry(3, 0))
  expect(sides.map(({ name }) => name)).toEqual(['Bob', 'Cleo', 'Ann'])
})

test('of many who share a name each is known by the letter that the board shows', () => {
  const many = entry(4, null)
  const seats = many.header.seats.map((holder, seat) => (seat % 2 === 1 ? { ...holder, name: 'Minute' } : holder))
  const shared = { ...many, header: { ...many.header, seats } }
  expect(seatNames(shared)).toEqual(['Ann', 'Minute B', 'Cleo', 'Minute D'])
  expect(titleOf(result([1, 2, 3, 9], [4, 3, 2, 1]), shared)).toBe('Minute D wins')
  // The sides of a court for two are enough.
  const [first] = seats
  expect(seatNames({ header: { ...many.header, seats: [first!, first!] } })).toEqual(['Ann', 'Ann'])
})
