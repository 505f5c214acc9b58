import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashWeights, weightsToBytes } from '../../game/nets/hash.ts'
import { inputSize } from '../../game/nets/spec.ts'
import { tasks } from '../../game/tasks/index.ts'
import { readHouseAgents } from '../../server/store/house-agent-file.ts'
import { testHouseAgent } from '../support/house-agents.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-agents-'))
})
afterAll(() => rm(folder, { recursive: true }))

const { weights, hash, ...about } = testHouseAgent('tester', 4)
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const read = async (content: object) => {
  await writeFile(join(folder, 'tester.json'), JSON.stringify(content))
  return readHouseAgents(pathToFileURL(`${folder}/`))
}

test('a house agent is read with its weights and their hash', async () => {
  const [agent] = await read({ ...about, weights: text(weightsToBytes(weights)) })
  expect(agent).toEqual({ ...about, weights, hash })
})

test.each([
  ['without a name', { ...about, name: undefined, weights: text(weightsToBytes(weights)) }],
  ['with weights of another network', { ...about, weights: text(new Uint8Array(40)) }],
  ['with a network of another kind', { ...about, spec: { kind: 'cnn' }, weights: '' }],
])('a file %s is refused by name', async (_, content) => {
  await expect(read(content)).rejects.toThrow('game/agents/tester.json')
})

test('the committed house agents fit the tasks that they name', async () => {
  const agents = await readHouseAgents()
  const ofPong = agents.filter(({ task }) => task === 'pong')
  expect(ofPong.map(({ id }) => id).sort()).toEqual(['best', 'minute', 'newborn'])
  for (const agent of agents) {
    const task = tasks.find(({ id, version }) => id === agent.task && version === agent.taskVersion)
    expect(task?.observations[agent.observation]?.space.names).toHaveLength(inputSize(agent.spec.actor))
    expect(hashWeights(agent.weights)).toBe(agent.hash)
  }
})
