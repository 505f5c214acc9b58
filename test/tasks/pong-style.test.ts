import { expect, test } from 'vitest'
import type { Row } from '../../game/core/task.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { recordMatch } from '../support/record-match.ts'

const style = pong.style!
const BANDS = ['top corner', 'high side', 'middle', 'low side', 'bottom corner']

function played(seed: number): Row[] {
  const builtIns = pong.builtIns.slice(0, 2)
  const players = builtIns.map((builtIn) => builtIn.create())
  const { states } = recordMatch(pong, seed, (state, seat) => players[seat]!.decide(state, seat), {
    options: { ...builtIns[0]!.options(0), ...builtIns[1]!.options(1), target: 21 },
    keepStates: true,
  })
  return states
}

function countsOf(states: readonly Row[], seat: number): Float64Array {
  const counter = style.counter(seat)
  for (const state of states) counter.visit(state)
  return counter.counts
}

/** Where the balls that a seat returned really came to the other side's line, by the bands of the court from the top down. */
function arrivals(states: readonly Row[], seat: number): number[] {
  const side = seat === 0 ? 1 : -1
  const bands = BANDS.map(() => 0)
  let flies = false
  for (const [i, state] of states.entries()) {
    const before = states[i - 1]
    if (!before) continue
    const [from, to] = [before, state].map((s) => s[P.BALL_X]! * side) as [number, number]
    const returned = state[P.HITS]! > before[P.HITS]!
    if (flies && (returned || to >= P.HIT_X)) {
      // What is left of the way to the line, along which no wall is met but at its very end.
      const rest = (P.HIT_X - from) / (before[P.BALL_VX]! * side)
      let y = before[P.BALL_Y]! + before[P.BALL_VY]! * rest
      if (Math.abs(y) > P.WALL) y = Math.sign(y) * (2 * P.WALL - Math.abs(y))
      bands[Math.min(4, Math.floor(((P.WALL - y) / (2 * P.WALL)) * 5))]!++
      flies = false
    }
    if (returned && state[P.BALL_VX]! * side > 0) flies = true
    if (state[P.SERVE_IN]! > 0) flies = false
  }
  return bands
}

test('where somebody sends the ball is counted by where it arrives, whichever seat they have', () => {
  for (const seed of [1, 2, 3]) {
    const states = played(seed)
    for (const seat of [0, 1]) {
      const [aims] = style.habits(countsOf(states, seat))
      expect(aims?.parts.map(({ name }) => name)).toEqual(BANDS)
      const counted = aims!.parts.map(({ count }) => count)
      const real = arrivals(states, seat)
      expect(counted).toEqual(real)
      expect(aims!.value).toBe(BANDS[counted.indexOf(Math.max(...counted))])
    }
  }
})

test('the length of rallies and the share of time on the move are those of the match', () => {
  const states = played(4)
  const habits = style.habits(countsOf(states, 0))
  const points = states.at(-1)![P.LEFT_SCORE]! + states.at(-1)![P.RIGHT_SCORE]!
  const hits = states.filter((state, i) => i > 0 && state[P.HITS]! > states[i - 1]![P.HITS]!).length
  const inPlay = states.filter((state) => state[P.SERVE_IN] === 0)
  const moving = inPlay.filter((state) => state[P.LEFT_VY] !== 0)
  const value = (name: string): string | undefined => habits.find((habit) => habit.name === name)?.value
  expect(value('hits in a rally')).toBe((hits / points).toFixed(1))
  expect(value('of the rally on the move')).toBe(`${Math.round((100 * moving.length) / inPlay.length)} %`)
})

test('nothing is told of somebody who has hardly returned a ball', () => {
  const states = played(5)
  expect(style.habits(countsOf(states.slice(0, 600), 0))).toEqual([])
  expect(style.habits(new Float64Array(countsOf([], 0).length))).toEqual([])
})
