import { expect, test } from 'vitest'
import { startingStatus, type TrainerStatus } from '../../app/_trainer/trainer-protocol.ts'
import { headlineOf, whenMet } from '../../app/match/_result/headline.ts'

const says = (trainer: Partial<TrainerStatus>, cameBack = false): string =>
  headlineOf({ trainer: { ...startingStatus, ...trainer }, cameBack })

test('the headline claims only what was measured', () => {
  expect(says({ againstFirst: { won: 206, lost: 94 } })).toBe(
    'Your partner now beats the one you met, 69–31 in practice.',
  )
  expect(says({ againstFirst: { won: 156, lost: 144 } })).toBe(
    'Your partner is not clearly better than the one you met: 52–48 in practice.',
  )
  expect(says({ againstFirst: { won: 57, lost: 243 } })).toBe(
    'Your partner now loses to the one you met, 19–81 in practice.',
  )
  expect(says({ againstFirst: null, studiedMoves: 30 })).toBe('Too short a match to tell what your partner made of it.')
  expect(says({ againstFirst: null, phase: 'failed' })).toBe('Your partner could not learn in this browser.')
  expect(says({})).toBe('')
})

test('who came back into a match is told of what was measured since then, and never that it was short', () => {
  expect(says({ againstFirst: { won: 206, lost: 94 } }, true)).toBe(
    'Your partner now beats the one you came back to, 69–31 in practice.',
  )
  expect(says({ againstFirst: null, studiedMoves: 30 }, true)).toMatch(/^Its practice began anew when you came back/)
})

test('says when the partner was met', () => {
  expect(whenMet(20_000)).toBe('you met')
  expect(whenMet(65_000)).toBe('of 1 minute ago')
  expect(whenMet(600_000)).toBe('of 10 minutes ago')
})
