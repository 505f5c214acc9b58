import { expect, test } from 'vitest'
import { decisionPace } from '../../app/_lobby/decision-pace.ts'
import { reactionDelay, reactionSeconds } from '../../app/_lobby/reaction-delay.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

test('the delay shown counts the latency that every agent of the task has', () => {
  expect(reactionDelay(pong, 0)).toBe('33 ms')
  expect(reactionDelay(pong, 6)).toBe('133 ms')
  expect(reactionSeconds(pong, 10)).toBeCloseTo(0.2)
})

test('how often an agent decides is told to a tenth', () => {
  expect([4, 8, 16].map((period) => decisionPace(pong, period))).toEqual([
    '15 a second',
    '7.5 a second',
    '3.8 a second',
  ])
})
