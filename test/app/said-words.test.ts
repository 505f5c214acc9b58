import { expect, test } from 'vitest'
import type { MatchEntry, MatchSnapshot } from '../../app/_net/match-snapshot.ts'
import { emptySnapshot } from '../../app/_net/match-snapshot.ts'
import { pongCourt } from '../../app/_stage/pong/pong-court.ts'
import { Sayer } from '../../app/match/_hooks/use-said.ts'
import { endWords, lostWords, scoreWords } from '../../app/match/said-words.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { Row } from '../../game/core/task.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'

const entryOf = (seat: number | null, names = ['Ann', 'Minute']): MatchEntry => ({
  match: 'm',
  mode: 'people',
  rated: false,
  unratedReason: null,
  public: true,
  header: {
    match: 'm',
    task: 'pong',
    version: 1,
    options: {},
    seats: names.map((name) => ({ kind: 'human', id: name, name })),
    startedAt: 0,
  },
  task: pong,
  seat,
  learning: null,
  raisedUntil: null,
  beside: null,
})

const LEFT = -1
const RIGHT = 1

/** A state of Pong with these scores, in which a serve is awaited (to: 0) or the ball has been served to that side. */
function rowOf(scores: [number, number], to: number): Float64Array {
  const row = new Float64Array(P.PONG_LAYOUT.length)
  row.set(scores, P.LEFT_SCORE)
  row[P.SERVE_IN] = to === 0 ? 10 : 0
  row[P.BALL_VX] = to * P.SERVE_SPEED
  return row
}

/** A ball that has just passed the line of the left paddle, or the right one, so high above its middle. */
function passing(scores: [number, number], side: number, above: number): Float64Array[] {
  const before = rowOf(scores, side)
  before[P.BALL_X] = side * (P.HIT_X - 0.5)
  before[P.BALL_Y] = above
  const after = before.slice()
  after[P.BALL_X] = side * (P.HIT_X + 0.5)
  return [before, after]
}

type End = MatchSnapshot['result']

/** What is said to this seat of a match that goes through these states, and then to this end. */
function saidOf(
  entry: MatchEntry,
  rows: Float64Array[],
  result: End = null,
  paused: readonly Float64Array[] = [],
): string[] {
  const said: string[] = []
  const sayer = new Sayer(pongCourt, (text) => said.push(text))
  const snapshot = { ...emptySnapshot({ state: 'connected' }), entry }
  for (const [i, row] of rows.entries())
    sayer.look({ snapshot: { ...snapshot, paused: paused.includes(row) }, recent: rows.slice(0, i + 1).toReversed() })
  if (result) for (let i = 0; i < 2; i++) sayer.look({ snapshot: { ...snapshot, result }, recent: rows.toReversed() })
  return said
}

test('each point is told at once, how it was lost and how the match stands; at the serve only to whom that goes', () => {
  const rows = [
    rowOf([2, 2], RIGHT),
    ...passing([2, 2], LEFT, -20),
    rowOf([2, 3], 0),
    rowOf([2, 3], 0),
    rowOf([2, 3], RIGHT),
    ...passing([2, 3], RIGHT, 20),
    rowOf([3, 3], 0),
    rowOf([3, 3], 0),
    rowOf([3, 3], LEFT),
    rowOf([3, 3], LEFT),
  ]
  const beforeServe = rows.slice(0, 5)
  expect(saidOf(entryOf(0), beforeServe)).toEqual(['You missed low. Minute leads 3 to 2.'])
  expect(saidOf(entryOf(0), rows)).toEqual([
    'You missed low. Minute leads 3 to 2.',
    'Minute receives.',
    'Minute missed high. It is 3 to 3.',
    'You receive.',
  ])
  expect(saidOf(entryOf(1), rows)).toEqual([
    'Ann missed low. You lead 3 to 2.',
    'You receive.',
    'You missed high. It is 3 to 3.',
    'Ann receives.',
  ])
  expect(saidOf(entryOf(null), rows)[0]).toBe('Ann missed low. Minute leads 3 to 2.')
})

test('the first serve is told, and a point at which the match stands still at once', () => {
  const rest = rowOf([0, 1], 0)
  const rows = [rowOf([0, 0], 0), rowOf([0, 0], LEFT), ...passing([0, 0], LEFT, 20), rest, rest, rowOf([0, 1], RIGHT)]
  expect(saidOf(entryOf(0), rows, null, [rest])).toEqual([
    'You receive.',
    'You missed high. Minute leads 1 to 0.',
    'Minute receives.',
  ])
})

test('the last point and the end are told together, once', () => {
  const end = { reason: 'finished' as const, scores: [1, 3], places: [2, 1] }
  const rows = [...passing([1, 2], LEFT, -20), rowOf([1, 3], 0)]
  expect(saidOf(entryOf(0), rows, end)).toEqual(['You missed low. You lose, 1 to 3.'])
})

test('how a point was lost is left out where the ball was not seen to pass the paddle', () => {
  const said: string[] = []
  const sayer = new Sayer(pongCourt, (text) => said.push(text))
  const snapshot = { ...emptySnapshot({ state: 'connected' }), entry: entryOf(0) }
  const [, beyond] = passing([2, 2], LEFT, -20) as [Row, Row]
  for (const recent of [[rowOf([2, 2], LEFT)], [beyond], [rowOf([2, 3], LEFT), rowOf([2, 3], LEFT), beyond]])
    sayer.look({ snapshot, recent })
  expect(said).toEqual(['Minute leads 3 to 2.'])
})

test.each([
  { which: 'low and high alike', strength: 'middle' },
  { which: 'against a slow paddle', strength: 'easy' },
])('of recorded matches every miss is told, as it was: $which', ({ strength }) => {
  let told = 0
  for (let seed = 1; seed <= 4; seed++) {
    const restless = restlessActions(pong, seed)
    const steady = builtInActions(pong, strength)
    const act = (state: Row, seat: number, tick: number): number =>
      seat === seed % 2 ? restless(state, seat, tick) : steady(state, seat)
    const { states } = recordMatch(pong, seed, act, { options: { target: 21 }, keepStates: true })
    const misses = missesIn(states)
    // The match is looked at now and then, as batches come.
    const said: string[] = []
    const sayer = new Sayer(pongCourt, (text) => said.push(text))
    const snapshot = { ...emptySnapshot({ state: 'connected' }), entry: entryOf(0) }
    for (let i = seed; i < states.length; i += 1 + ((i * 7) % 6))
      sayer.look({ snapshot, recent: states.slice(Math.max(0, i - 191), i + 1).toReversed() })
    const words = said.flatMap((text) => /^(\w+ missed \w+)/.exec(text)?.[1] ?? [])
    // The last point is told with the end.
    expect(words).toEqual(misses.slice(0, words.length))
    expect(words.length).toBeGreaterThanOrEqual(misses.length - 1)
    told += words.length
  }
  expect(told).toBeGreaterThanOrEqual(80)
})

/** By how the simulation itself decides that a ball is not returned: in the step that crosses the paddle's line, before the paddle goes on. */
function missesIn(states: readonly Row[]): string[] {
  const misses: string[] = []
  for (const [i, now] of states.entries()) {
    const before = states[i - 1]
    if (!before || now[P.SERVE_IN] !== 0 || before[P.SERVE_IN] !== 0) continue
    const x = before[P.BALL_X]!
    const vx = before[P.BALL_VX]!
    const line = vx > 0 ? P.HIT_X : -P.HIT_X
    if (Math.abs(x) >= P.HIT_X || Math.abs(x + vx) < P.HIT_X || now[P.HITS] !== before[P.HITS]) continue
    const y = before[P.BALL_Y]! + (before[P.BALL_VY]! * (line - x)) / vx
    const folded = y > P.WALL ? 2 * P.WALL - y : y < -P.WALL ? -2 * P.WALL - y : y
    const seat = vx > 0 ? 1 : 0
    misses.push(`${seat === 0 ? 'You' : 'Minute'} missed ${folded < now[P.LEFT_Y + seat]! ? 'low' : 'high'}`)
  }
  return misses
}

test('whom a serve went to is told as well after it was returned', () => {
  const { states } = recordMatch(pong, 5, builtInActions(pong, 'hard'), { ticks: 3000, keepStates: true })
  let receiver: number | null = null
  for (const [i, state] of states.entries()) {
    if (state[P.SERVE_IN]! > 0) receiver = null
    else if (states[i - 1]?.[P.SERVE_IN] === 1) receiver = state[P.BALL_VX]! < 0 ? 0 : 1
    expect(pongCourt.servedTo!(state)).toBe(receiver)
  }
  expect(Math.max(...states.map((state) => state[P.HITS]!))).toBeGreaterThan(2)
})

test('who comes into a match is told nothing of what was before', () => {
  expect(saidOf(entryOf(0), [rowOf([5, 7], LEFT)])).toEqual([])
})

const over = (reason: 'finished' | 'left' | 'time' | 'void', scores: number[], places: number[], gone?: number) => ({
  reason,
  scores,
  places,
  ...(gone === undefined ? {} : { gone: { seat: gone, how: 'left' as const } }),
})

test.each([
  ['You win, 3 to 1.', 1, over('finished', [1, 3], [2, 1])],
  // Who leaves has lost, whatever the score.
  ['You win, 3 to 5. Minute left the match.', 0, over('left', [3, 5], [1, 2], 1)],
  ['You lose, 5 to 3. You left the match.', 1, over('left', [3, 5], [1, 2], 1)],
  ['Ann wins, 3 to 5. Minute left the match.', null, over('left', [3, 5], [1, 2], 1)],
  ['Minute wins, 5 to 3.', null, over('finished', [3, 5], [2, 1])],
  ['A draw, 4 to 4. Time was up.', 0, over('time', [4, 4], [1, 1])],
  ['The match is void. Minute left the match.', 0, over('void', [4, 4], [1, 1], 1)],
] as const)('the end is told with why, and the score as who hears it reads it: %s', (words, seat, result) => {
  expect(endWords(entryOf(seat), result as NonNullable<End>)).toBe(words)
})

test('of my partner, and of more than two, the end is told by what they are called', () => {
  const learning = { seat: 1 } as MatchEntry['learning']
  expect(
    lostWords({ ...entryOf(0), learning }, pongCourt.howLost, passing([2, 2], RIGHT, 20).toReversed(), {
      before: [2, 2],
      now: [3, 2],
    }),
  ).toBe('Your partner missed high.')
  const three = entryOf(1, ['Ann', 'Bob', 'Cleo'])
  expect(endWords(three, over('finished', [1, 2, 3], [3, 2, 1]))).toBe('You come 2nd of 3. Bob 2, Ann 1, Cleo 3.')
})

test('of more than two, each one’s score is told, mine first', () => {
  expect(scoreWords(entryOf(1, ['Ann', 'Bob', 'Cleo']), [1, 2, 3])).toBe('Bob 2, Ann 1, Cleo 3.')
})

test('a score that changes all the time is said now and then, and at the end', () => {
  const said: string[] = []
  let now = 0
  const sayer = new Sayer(
    { howLost: null, servedTo: null, roundsAreWon: false },
    (text) => said.push(text),
    () => now,
  )
  const snapshot = { ...emptySnapshot({ state: 'connected' }), entry: entryOf(0) }
  for (let score = 0; score <= 25; score++, now += 1000) {
    const row = rowOf([score, 0], LEFT)
    sayer.look({ snapshot, recent: [row, row] })
  }
  expect(said).toEqual(['You lead 1 to 0.', 'You lead 11 to 0.', 'You lead 21 to 0.'])
})
