import { expect, test } from 'vitest'
import { decisionPeriods } from '../../game/core/decision-periods.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { registry } from '../../game/tasks/index.ts'

test('an agent of Pong can be held to anything from fifteen decisions a second to two', () => {
  expect(decisionPeriods(pong)).toEqual([4, 8, 12, 16, 20, 24, 28])
})

test.each([...registry.tasks, ...registry.lab])('agents of $id can decide as often as the task lets them', (task) => {
  const [first, ...rest] = decisionPeriods(task)
  expect(first).toBe(task.decisionPeriod)
  for (const period of rest) expect(task.ticksPerSecond / period).toBeGreaterThanOrEqual(2)
})
