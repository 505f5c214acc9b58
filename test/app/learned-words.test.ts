import { describe, expect, test } from 'vitest'
import { startingStatus, type TrainerStatus } from '../../app/_trainer/trainer-protocol.ts'
import { isBetter, learnedSentence, scoreOf, weakestOf } from '../../app/match/_panel/learned-words.ts'
import type { Portrait, Region } from '../../game/core/person-model.ts'

const NAMES = ['bottom corner', 'low', 'middle', 'high', 'top corner']

/** counts: met and missed of each region; aims: of 30, at first and lately. */
function portrait(counts: [number, number][], aims: [number, number][] = NAMES.map(() => [6, 6])): Portrait {
  const regions = NAMES.map((name, i): Region => {
    const [met, missed] = counts[i]!
    const [then, now] = aims[i]!
    return { name, met, missed, expectedMiss: missed / (met + 4), aimedThen: then / 30, aimedNow: now / 30 }
  })
  return { things: 'balls', regions, aims: 30, latest: [] }
}
const says = (known: Partial<TrainerStatus>): string =>
  learnedSentence({ ...startingStatus, phase: 'practising', ...known }, 'points')

const even = portrait(NAMES.map(() => [12, 2]))
const weak: [number, number][] = [
  [12, 9],
  [14, 1],
  [20, 2],
  [14, 1],
  [12, 2],
]

describe('the one sentence says', () => {
  test('a weak spot only where more is missed there than elsewhere for more than luck', () => {
    expect(says({ portrait: portrait(weak) })).toBe(
      'It found your weak spot: the bottom corner, 9 of 12 missed so far.',
    )
    expect(weakestOf(even)).toBeNull()
    expect(weakestOf(portrait([[3, 2], ...weak.slice(1)]))).toBeNull()
    expect(weakestOf(portrait(NAMES.map(() => [0, 0])))).toBeNull()
  })

  test('that it aims there, with how often it did lately and at first', () => {
    const aims: [number, number][] = [
      [4, 17],
      [7, 3],
      [7, 3],
      [6, 4],
      [6, 3],
    ]
    expect(says({ portrait: portrait(weak, aims) })).toBe(
      'It found your weak spot: the bottom corner, 9 of 12 missed so far. It aims there: 17 of its last 30 balls, 4 of the first.',
    )
    expect(says({ portrait: portrait(weak.toReversed(), aims) })).toMatch(/weak spot: the top corner/)
    expect(
      says({
        portrait: {
          ...portrait(
            NAMES.map(() => [12, 2]),
            aims,
          ),
        },
      }),
    ).toBe('It aims more at the bottom corner: 17 of its last 30 balls, 4 of the first.')
  })

  test('that it beats the one that was met, where it does for more than luck', () => {
    const better = { portrait: even, againstFirst: { won: 186, lost: 114 } }
    expect(says(better)).toBe('In practice it now beats the partner you met.')
    expect(says({ againstFirst: { won: 156, lost: 144 }, studiedMoves: 40 })).toBe('It is getting to know you.')
  })

  test('what it is doing, before there is anything to say', () => {
    expect(says({})).toBe('It waits to see how you play your first points.')
    expect(says({ phase: 'starting' })).toBe(startingStatus.message)
    expect(says({ phase: 'failed', message: 'Learning stopped: no memory' })).toBe('Learning stopped: no memory')
    expect(says({ studiedMoves: 90 })).toBe('It is getting to know you.')
  })

  test('that it knows its player better than a stranger, where what it foretold shows it for more than luck', () => {
    const figures = { error: 0.4, stranger: 0.9, uncertainty: 0.1, count: 30 }
    const foresight = { about: 'where you meet the ball', unit: 'paddle heights', ...figures }
    expect(says({ foresight, studiedMoves: 90 })).toBe(
      'It predicts where you meet the ball better than a stranger would.',
    )
    const not = [{ error: 1 }, { error: 0.8 }, { uncertainty: 0.2 }, { uncertainty: Infinity }]
    for (const figure of not)
      expect(says({ foresight: { ...foresight, ...figure }, studiedMoves: 90 })).toBe('It is getting to know you.')
  })
})

test('who beats who is told as points of a hundred', () => {
  expect(scoreOf({ won: 206.4, lost: 93.6 })).toBe('69–31')
  expect(isBetter({ won: 206.4, lost: 93.6 })).toBe(true)
  expect(isBetter({ won: 166, lost: 134 })).toBe(false)
  expect(isBetter(null)).toBe(false)
})
