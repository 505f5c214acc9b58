import { expect, test } from 'vitest'
import { besideWords } from '../../app/match/_beside/beside-words.ts'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import { mountaincar } from '../../game/tasks/mountaincar/mountaincar.ts'

const entry: MatchEntry = {
  match: 'beside',
  mode: 'ranked',
  rated: false,
  unratedReason: null,
  public: true,
  header: {
    match: 'beside',
    task: 'mountaincar',
    version: 1,
    options: {},
    seats: [
      {
        kind: 'agent',
        id: 'rocker',
        name: 'Rocker',
        brain: 'built-in',
        decisionPeriod: 1,
        actionLatency: 0,
        reactionTicks: 0,
      },
    ],
    startedAt: 0,
  },
  task: mountaincar,
  seat: null,
  learning: null,
  raisedUntil: null,
  beside: null,
}
const ended = (score: number, reason: MatchResult['reason'] = 'finished'): MatchResult => ({
  reason,
  scores: [score],
  places: [1],
})

test('who did better is told as the task counts it: fewer steps are better', () => {
  const beside = (score: number) => ({ entry, result: ended(score), scores: [score] })
  expect(besideWords(ended(-100), beside(-120))).toBe('Better than Rocker, with 120 steps.')
  expect(besideWords(ended(-140), beside(-120))).toBe('Rocker did better: 120 steps.')
  expect(besideWords(ended(-120), beside(-120))).toBe('As good as Rocker.')
})

test('while the other one plays, how far it is; and nothing of a match that was left or is void', () => {
  expect(besideWords(ended(-100), { entry, result: null, scores: [-110] })).toBe(
    'Rocker still plays: 110 steps so far.',
  )
  expect(besideWords(ended(-100, 'left'), { entry, result: null, scores: [-110] })).toBe('')
  expect(besideWords(ended(-100), { entry, result: ended(-10, 'void'), scores: [-10] })).toBe('')
})
