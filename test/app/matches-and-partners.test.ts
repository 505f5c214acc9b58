import { expect, test } from 'vitest'
import { resultFor } from '../../app/_matches/result-of.ts'
import { groupRevisions, numbersOf } from '../../app/_partner/revision-groups.ts'
import type { MatchSummary, PartnerView } from '../../game/protocol/http.ts'

const me = 'aaaaaaaaaaaaaaaa'
const other = 'bbbbbbbbbbbbbbbb'

function matchOf(places: [number, number], change: Partial<MatchSummary> = {}): MatchSummary {
  const seat = (index: 0 | 1, id: string) => ({
    seat: index,
    kind: 'human' as const,
    id,
    name: id,
    score: places[index] === 1 ? 11 : 7,
    place: places[index],
    page: true,
    ratingBefore: 1000,
    ratingAfter: places[index] === 1 ? 1013 : 987,
  })
  return {
    id: 'cccccccccccccccc',
    task: 'pong',
    options: { target: 11 },
    mode: 'people',
    difficulty: null,
    heldBack: 0,
    rated: true,
    status: 'checked',
    endedAt: '2026-11-22T12:00:00.000Z',
    seconds: 100,
    reason: 'finished',
    seats: [seat(0, me), seat(1, other)],
    ...change,
  }
}

test('the same match is a win for one and a loss for the other', () => {
  const match = matchOf([1, 2])
  expect(resultFor(match, me)).toMatchObject({ verdict: 'Won', change: 13 })
  expect(resultFor(match, other)).toMatchObject({ verdict: 'Lost', change: -13 })
})

test('a void match is neither won nor lost', () => {
  expect(resultFor(matchOf([1, 2], { status: 'void' }), me)?.verdict).toBe('Void')
})

test('equal places are a draw', () => {
  expect(resultFor(matchOf([1, 1]), me)?.verdict).toBe('Drawn')
})

test('of several the first has won, the others are placed, and who shares the first place has drawn', () => {
  const [, last] = matchOf([1, 2]).seats
  const third = { ...last!, seat: 2, id: 'eeeeeeeeeeeeeeee', place: 3 }
  const match = matchOf([1, 2])
  const three = { ...match, seats: [...match.seats, third] }
  expect([me, other, third.id].map((id) => resultFor(three, id)?.verdict)).toEqual(['Won', 'Placed', 'Placed'])
  expect(resultFor(three, third.id)?.others.map(({ place }) => place)).toEqual([1, 2])
  const drawn = { ...three, seats: three.seats.map((seat) => ({ ...seat, place: seat.seat === 2 ? 3 : 1 })) }
  expect([me, other, third.id].map((id) => resultFor(drawn, id)?.verdict)).toEqual(['Drawn', 'Drawn', 'Placed'])
})

test('who plays alone neither wins nor loses', () => {
  const match = matchOf([1, 2])
  expect(resultFor({ ...match, seats: match.seats.slice(0, 1) }, me)).toMatchObject({ verdict: 'Played', others: [] })
})

test('somebody who did not play has no result', () => {
  expect(resultFor(matchOf([1, 2]), 'dddddddddddddddd')).toBeNull()
})

type Revision = PartnerView['revisions'][number]

function revision(number: number, note: string, matchId: string | null): Revision {
  return {
    number,
    note,
    matchId,
    hash: 'f',
    checkpoint: false,
    checkpointName: null,
    createdAt: '2026-11-22T12:00:00.000Z',
    head: false,
  }
}

test('revisions learned in one match are one entry of the history, deeds stand alone, newest first', () => {
  const groups = groupRevisions([
    revision(0, 'fork', null),
    revision(1, 'push', me),
    revision(2, 'push', me),
    revision(3, 'rewind', null),
    revision(4, 'push', me),
    revision(5, 'push', other),
  ])
  expect(groups.map((group) => [group.note, numbersOf(group)])).toEqual([
    ['push', '5'],
    ['push', '4'],
    ['rewind', '3'],
    ['push', '1 – 2'],
    ['fork', '0'],
  ])
})
