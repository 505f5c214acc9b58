import { describe, expect, test } from 'vitest'
import { taskRegistry } from '../../game/core/task-registry.ts'
import type { PlayRequest } from '../../game/protocol/messages.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { keyOf, wishedGame } from '../../server/match/lobby/game-wish.ts'

const solo = { ...pong, id: 'solo', name: 'Solo', seats: { min: 1, max: 1 } }
const crowd = { ...pong, id: 'crowd', name: 'Crowd', seats: { min: 2, max: 8 } }
const probe = { ...pong, id: 'probe', name: 'Probe' }
const tasks = taskRegistry([pong, solo, crowd], [], [probe])

const refused = (wish: PlayRequest): { code: string; message: string } | null => {
  const judged = wishedGame(tasks, wish)
  return judged.ok ? null : { code: judged.code, message: judged.message }
}

describe('a wish is refused, and it is said why,', () => {
  test.each<[string, PlayRequest, string, RegExp]>([
    ['for an unknown task', { mode: 'people', task: 'chess' }, 'no-task', /no such game/],
    ['for a task of the lab', { mode: 'sparring', task: 'probe' }, 'no-task', /no such game/],
    [
      'for an unknown option',
      { mode: 'sparring', task: 'pong', options: { gravity: 2 } },
      'option',
      /Pong has no option "gravity"/,
    ],
    [
      'for an option whose name every object knows',
      { mode: 'sparring', task: 'pong', options: { constructor: 2 } },
      'option',
      /no option/,
    ],
    [
      'for a value that is not offered',
      { mode: 'invite', task: 'pong', options: { target: 7 } },
      'option',
      /"First to" can be 3, 5, 11, 21/,
    ],
    [
      'for what is not for players to choose',
      { mode: 'sparring', task: 'pong', options: { leftSpeed: 0.5 } },
      'option',
      /not for players/,
    ],
    ['for too many seats', { mode: 'invite', task: 'pong', seats: 3 }, 'seats', /Pong is played in 2 seats/],
    ['for too few seats', { mode: 'people', task: 'crowd', seats: 1 }, 'seats', /2 to 8 seats/],
    [
      'for a delay that is too long',
      { mode: 'sparring', task: 'pong', reactionTicks: 19 },
      'reaction-delay',
      /shorter/,
    ],
    [
      'for decisions that come too rarely',
      { mode: 'sparring', task: 'pong', decisionPeriod: 32 },
      'decision-period',
      /pace/,
    ],
    [
      'for decisions between those of the game',
      { mode: 'sparring', task: 'pong', decisionPeriod: 6 },
      'decision-period',
      /pace/,
    ],
    ['for people in a game that is played alone', { mode: 'people', task: 'solo' }, 'played-alone', /alone/],
    ['for a link to a game that is played alone', { mode: 'invite', task: 'solo' }, 'played-alone', /alone/],
  ])('%s', (_, wish, code, message) => {
    expect(refused(wish)).toEqual({ code, message: expect.stringMatching(message) })
  })
})

test('what is missing is as the task has it: all seats where people are waited for, else one more than the person', () => {
  const seatsOf = (wish: PlayRequest): number | null => {
    const judged = wishedGame(tasks, wish)
    return judged.ok ? judged.game.seats : null
  }
  expect(seatsOf({ mode: 'people', task: 'crowd' })).toBe(8)
  expect(seatsOf({ mode: 'sparring', task: 'crowd' })).toBe(2)
  expect(seatsOf({ mode: 'sparring', task: 'crowd', seats: 5 })).toBe(5)
  expect(seatsOf({ mode: 'ranked', task: 'solo' })).toBe(1)
  expect(seatsOf({ mode: 'sparring', task: 'pong', reactionTicks: 18, options: { target: 21 } })).toBe(2)
  expect(seatsOf({ mode: 'sparring', task: 'pong', decisionPeriod: 28 })).toBe(2)
})

test('people want the same game where task, seats and all that they may choose are the same', () => {
  const key = (wish: PlayRequest): string => {
    const judged = wishedGame(tasks, wish)
    return judged.ok ? keyOf(judged.game) : ''
  }
  const usual = key({ mode: 'people', task: 'crowd' })
  expect(key({ mode: 'people', task: 'crowd', seats: 8, options: { target: 11 } })).toBe(usual)
  const others: PlayRequest[] = [
    { mode: 'people', task: 'crowd', seats: 7 },
    { mode: 'people', task: 'crowd', options: { target: 5 } },
    { mode: 'people', task: 'pong' },
  ]
  expect(new Set([usual, ...others.map(key)]).size).toBe(4)
})
