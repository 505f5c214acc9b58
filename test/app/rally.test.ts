import { expect, test } from 'vitest'
import { Rally } from '../../app/_home/rally.ts'
import * as P from '../../game/tasks/pong/layout.ts'

function play(rally: Rally, ticks: number): Rally {
  for (let tick = 0; tick < ticks; tick++) rally.step()
  return rally
}

test('the same seed plays the same game', () => {
  const [a, b] = [play(new Rally(7), 5000), play(new Rally(7), 5000)]
  expect([...a.state]).toEqual([...b.state])
  expect(a.corners).toEqual(b.corners)
})

test('in three minutes both sides hit and both sides score', () => {
  const rally = new Rally(7)
  const best = [0, 0]
  for (let tick = 0; tick < 3 * 60 * 60; tick++) {
    rally.step()
    for (const side of [0, 1] as const) best[side] = Math.max(best[side]!, rally.scores[side])
  }
  expect(best[0]).toBeGreaterThan(1)
  expect(best[1]).toBeGreaterThan(1)
})

test('it plays on for ever: after a game to 21 the next begins at 0', () => {
  const rally = play(new Rally(3), 60 * 60 * 20)
  expect(Math.max(...rally.scores)).toBeLessThan(21)
  expect(rally.state[P.TICK]).toBeLessThan(54_000)
})

test('paths older than the exposure are forgotten', () => {
  const rally = play(new Rally(7, 300), 20_000)
  expect(rally.corners.length).toBeLessThan(40)
})

test('a hand moves the left paddle to its height', () => {
  const rally = new Rally(7)
  for (let tick = 0; tick < 60; tick++) rally.step(40)
  expect(Math.abs(rally.state[P.LEFT_Y]! - 40)).toBeLessThanOrEqual(2)
})
