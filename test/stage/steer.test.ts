import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PADDLE_LIMIT } from '../../game/tasks/pong/layout.ts'
import { steer } from '../../app/_stage/pong/steer.ts'

const MOVES = [0, 1, -1]

/** Heights of a paddle that is steered to a place, one for each frame; several frames a tick or several ticks a frame. */
function steered(
  goal: number,
  start: number,
  speed: number,
  hertz: number,
  frames: number,
): { heights: number[]; actions: number[] } {
  let y = start
  let action = 0
  let due = 0
  const heights: number[] = []
  const actions: number[] = []
  for (let frame = 0; frame < frames; frame++) {
    action = steer(goal, y, speed, action, 60 / hertz)
    for (due += 60 / hertz; due >= 1; due--)
      y = Math.max(-PADDLE_LIMIT, Math.min(PADDLE_LIMIT, y + MOVES[action]! * speed))
    heights.push(y)
    actions.push(action)
  }
  return { heights, actions }
}

const steering = fc.record({
  goal: fc.double({ min: -90, max: 90, noNaN: true }),
  start: fc.double({ min: -PADDLE_LIMIT, max: PADDLE_LIMIT, noNaN: true }),
  speed: fc.double({ min: 0.4, max: 2, noNaN: true }),
  hertz: fc.constantFrom(20, 30, 48, 60, 75, 90, 120, 144, 240),
})

/** Steerings that once failed. */
const PAST_FAILURES: [{ goal: number; start: number; speed: number; hertz: number }][] = [
  [{ goal: 0, start: 23.449999999999985, speed: 0.4, hertz: 48 }],
]

test('a steered paddle comes to rest near the finger and stays there without trembling', () => {
  fc.assert(
    fc.property(steering, ({ goal, start, speed, hertz }) => {
      const { heights, actions } = steered(goal, start, speed, hertz, 8 * hertz)
      const last = heights.at(-1)!
      const within = Math.max(-PADDLE_LIMIT, Math.min(PADDLE_LIMIT, goal))
      expect(Math.abs(last - within)).toBeLessThanOrEqual(speed * Math.ceil(60 / hertz) + 1e-9)
      expect(actions.slice(-hertz).every((action) => action === 0)).toBe(true)
      // It never turns round on its way.
      const turns = actions.filter(
        (action, frame) => frame > 0 && action !== 0 && actions[frame - 1] !== 0 && action !== actions[frame - 1],
      )
      expect(turns).toEqual([])
    }),
    { examples: PAST_FAILURES },
  )
})

test('a paddle that is where the finger is does not move', () => {
  expect(steer(10, 11, 2, 0, 1)).toBe(0)
  expect(steer(200, PADDLE_LIMIT, 2, 1, 1)).toBe(0)
})

test('up is towards the top of the court', () => {
  expect(steer(40, 0, 2, 0, 1)).toBe(1)
  expect(steer(-40, 0, 2, 0, 1)).toBe(2)
})
