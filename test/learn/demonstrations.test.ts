import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { Demonstrations } from '../../game/learn/practice/demonstrations.ts'
import { Schooling, type SchoolingConfig } from '../../game/learn/practice/schooling.ts'
import { maze } from '../../game/tasks/maze/maze.ts'
import { mountaincar } from '../../game/tasks/mountaincar/mountaincar.ts'
import { houseSchool } from '../../server/tools/house-school.ts'

const rowsOf = (demonstrations: Demonstrations, size: number, count: number): Float64Array[] => {
  const chance = new SeededChance(3)
  return Array.from({ length: count }, () => {
    const row = new Float64Array(size)
    demonstrations.start(row, chance)
    return row
  })
}

test('starts lie all along the way of whoever knows it, and differ', () => {
  const shown = new Demonstrations({ task: mountaincar, observation: 'state', strength: 'steady', seed: 1 })
  const positions = rowsOf(shown, mountaincar.layout.length, 200).map((row) => row[0]!)
  expect(Math.max(...positions)).toBeGreaterThan(0.2)
  expect(Math.min(...positions)).toBeLessThan(-0.9)
  expect(new Set(positions).size).toBeGreaterThan(150)
})

test('moments come from games of so many seats, with what is varied', () => {
  const domain = { options: { size: [4, 6] } } as const
  const shown = new Demonstrations({ task: maze, observation: 'window', strength: 'hard', seats: 1, domain, seed: 1 })
  const rows = rowsOf(shown, maze.layout.length, 200)
  const field = (name: string): Set<number> => new Set(rows.map((row) => row[maze.layout.indexOf(name)]!))
  expect([...field('tiles')].sort((a, b) => a - b)).toEqual([9, 11, 13])
  expect(field('hasKey0')).toEqual(new Set([0, 1]))
  expect(field('seats')).toEqual(new Set([1]))
})

test('a task without such a built-in says so', () => {
  expect(() => new Demonstrations({ task: mountaincar, observation: 'state', strength: 'hard', seed: 1 })).toThrow(
    'mountaincar has no built-in of strength "hard"',
  )
})

test('who practises from there meets the reward in the first round, and from the usual starts hardly', async () => {
  const { demonstrations, ...usual } = houseSchool(maze, 1)
  const goals = async (config: SchoolingConfig): Promise<number> => {
    const schooling = new Schooling(config)
    const { points } = await schooling.round()
    schooling.dispose()
    return points.get('self')?.won ?? 0
  }
  expect(demonstrations).toBeDefined()
  const fromMoments = await goals({ ...usual, ...(demonstrations && { demonstrations }) })
  expect(fromMoments).toBeGreaterThan(10)
  expect(await goals(usual)).toBeLessThan(fromMoments / 5)
})
