import { describe, expect, test } from 'vitest'
import { houseMatch } from '../../../app/_games/house-match.ts'
import { seatsInWords } from '../../../app/_games/seats-in-words.ts'
import { tasks } from '../../../game/tasks/index.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import type { Task } from '../../../game/core/task.ts'

/** The built-ins of a task, as they sit in a small court where nobody has learned it yet. */
const houseOf = ({ builtIns }: Task) =>
  builtIns.map(({ name, options, create }) => ({
    name,
    options,
    player: (seed: number) => create(new SeededChance(seed)),
  }))

describe.each(tasks.map((task) => [task.name, task] as const))('a small court of %s', (_, task) => {
  test('is a match that goes on by itself, the same from the same seed', () => {
    const rows = [1, 2].map(() => {
      const feed = houseMatch(task, houseOf(task), 7)
      for (let now = 0; now < 6000; now += 30) feed.frame(now)
      expect(feed.snapshot.entry?.seat).toBeNull()
      return [...feed.confirmed!]
    })
    expect(rows[0]).toEqual(rows[1])
    const other = houseMatch(task, houseOf(task), 8)
    for (let now = 0; now < 6000; now += 30) other.frame(now)
    expect([...other.confirmed!]).not.toEqual(rows[0])
  })
})

test.each([
  [{ min: 1, max: 1 }, 'alone'],
  [{ min: 2, max: 2 }, '2 play'],
  [{ min: 2, max: 8 }, '2 to 8 play'],
])('how many a game is for is said in words: %o', (seats, words) => {
  expect(seatsInWords(seats)).toBe(words)
})
