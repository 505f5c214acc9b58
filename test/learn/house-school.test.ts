import { beforeAll, expect, test } from 'vitest'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { taskById, tasks } from '../../game/tasks/index.ts'
import { readHouseAgents } from '../../server/store/house-agent-file.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { houseAgentFile, houseSchool, reactionOf, type Grade } from '../../server/tools/house-school.ts'
import { testSpec } from '../support/house-agents.ts'
import { foreignTasks } from '../support/tasks/index.ts'

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

const all = [...new Set([...tasks, ...foreignTasks.tasks])]

test.each(all.map((task) => [task.id, task] as const))('the house agents of %s have a school that fits', (_, task) => {
  const schooling = new Schooling(houseSchool(task, 1))
  expect(schooling.learner.weights.every(Number.isFinite)).toBe(true)
  schooling.dispose()
})

test('no house agent is written over that of another task', () => {
  const files = all.flatMap((task) => (['newborn', 'minute', 'best'] as const).map((id) => houseAgentFile(task, id)))
  expect(new Set(files).size).toBe(3 * all.length)
})

test('those of Pong are made as the ones that are there were', () => {
  expect(houseSchool(pong, 1)).toMatchObject({
    observation: 'state',
    spec: testSpec,
    builtIns: { easy: 4, middle: 16, hard: 20 },
    past: 56,
    longestReactionTicks: 12,
  })
})

test('each is as late as its school had it practise: not at all where only the own score counts', async () => {
  for (const { id, task, reactionTicks } of await readHouseAgents()) {
    expect(reactionTicks, `${id} of ${task}`).toBe(reactionOf(taskById(task), id as Grade))
    expect(houseSchool(taskById(task), 1).longestReactionTicks).toBeGreaterThanOrEqual(reactionTicks)
  }
  expect(reactionOf(taskById('cartpole'), 'best')).toBe(0)
  expect(reactionOf(pong, 'best')).toBe(8)
})
