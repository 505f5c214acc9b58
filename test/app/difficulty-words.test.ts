import { expect, test } from 'vitest'
import { difficultyWords } from '../../app/match/_panel/difficulty-words.ts'
import type { Difficulty } from '../../game/protocol/terms.ts'

const state = (chosen: Difficulty, ease: number, inForce = chosen) => ({ chosen, inForce, ease })

test.each([
  ['Even: holding back a little.', state('even', 0.1), 0],
  ['Even: holding back.', state('even', 0.4), -3],
  ['Easy on me: holding back a lot.', state('easy', 0.9), -3],
  ['Even: playing its best – you are ahead.', state('even', 0), 2],
  ['Even: playing its best.', state('even', 0), 0],
  ['Your best: holding nothing back.', state('best', 0), 2],
  ['Your best: from the next serve on.', state('best', 0.4, 'even'), 0],
] as const)('%s', (words, now, lead) => {
  expect(difficultyWords(now, lead, 'serve')).toBe(words)
})
