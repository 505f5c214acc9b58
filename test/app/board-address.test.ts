import { expect, test } from 'vitest'
import { pageOf } from '../../app/_matches/page-of.ts'
import { boardAddress, boardChoice, type BoardChoice } from '../../app/leaderboard/board-address.ts'

const usual: BoardChoice = { task: 'pong', who: 'both', range: 'all', page: 1 }

test('the address of a board says what is chosen, and leaves out what is usual', () => {
  expect(boardAddress(usual)).toBe('/leaderboard')
  expect(boardAddress({ ...usual, who: 'people', range: 'week', page: 3 })).toBe(
    '/leaderboard?who=people&range=week&page=3',
  )
})

test('what an address chooses is read back', () => {
  const choice: BoardChoice = { task: 'balance', who: 'agents', range: 'month', page: 12 }
  expect(boardChoice(new URL(boardAddress(choice), 'http://localhost').searchParams)).toEqual(choice)
})

test.each(['page=0', 'page=-3', 'page=1.5', 'page=zero', 'page=99999999', 'who=everyone', 'range=year'])(
  'an address with %s is as usual there',
  (query) => {
    expect(boardChoice(new URLSearchParams(query))).toEqual(usual)
  },
)

test('a name leads to the page of whoever it is, where there is one to be seen', () => {
  const seat = { kind: 'human', id: 'a'.repeat(16), page: true } as const
  expect(pageOf(seat)).toEqual({ href: `/player/${seat.id}` })
  expect(pageOf({ ...seat, kind: 'agent' })).toEqual({ href: `/agent/${seat.id}` })
  expect(pageOf({ ...seat, page: false })).toEqual({})
  expect(pageOf({ ...seat, id: null })).toEqual({})
})
