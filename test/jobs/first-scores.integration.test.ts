import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taskRegistry } from '../../game/core/task-registry.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { playFirstScores } from '../../server/jobs/first-scores.ts'
import { scoreBoard } from '../../server/store/score-board.ts'
import { seed } from '../../server/store/seed.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgent, testWeights } from '../support/house-agents.ts'

const tasks = taskRegistry([pong, cartpole])
const spec = densePolicy({ inputs: 4, hidden: [8], activation: 'tanh', outputs: 2 })
const weights = testWeights(4, spec)
const balancer = {
  ...testHouseAgent('minute', 4),
  task: 'cartpole',
  taskVersion: cartpole.version,
  reactionTicks: 3,
  spec,
  weights,
  hash: hashWeights(weights),
}
const NOON = Date.UTC(2026, 0, 2, 12)

describe.each(databaseKinds)('first scores on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks.tasks, [balancer])
  })
  afterAll(() => t.close())

  const board = async () => (await scoreBoard(t.db, { task: 'cartpole', who: 'both', me: null }, cartpole.scoring)).rows

  test('agents of a game that is ranked by score are on its board from the start, by matches that anybody can see', async () => {
    expect(await playFirstScores(t.db, tasks, () => NOON)).toBe(15)
    const rows = await board()
    expect(rows.map(({ score }) => score.games)).toEqual([5, 5, 5])
    expect(rows[0]).toMatchObject({ rank: 1, kind: 'agent', name: 'Steady', score: { best: 500, mean: 500 } })
    expect(rows.map(({ name }) => name)).toContain('Minute')
    for (const { score } of rows) {
      const match = await t.db.match.findUniqueOrThrow({ where: { id: score.match }, include: { seats: true } })
      expect(match).toMatchObject({
        task: 'cartpole',
        status: 'checked',
        scored: true,
        rated: false,
        ticks: score.best,
      })
      expect(match.seats).toMatchObject([{ score: score.best, place: 1 }])
    }
    expect(await t.db.match.count({ where: { task: 'pong' } })).toBe(0)
  })

  test('whoever has a score plays no first games again', async () => {
    const before = await board()
    expect(await playFirstScores(t.db, tasks, () => NOON)).toBe(0)
    expect(await board()).toEqual(before)
  })
})
