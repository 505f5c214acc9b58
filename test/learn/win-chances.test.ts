import { expect, test } from 'vitest'
import { houseAgent } from '../support/house-agents.ts'
import { learningRun } from '../support/learns-you-run.ts'
import { personByName } from '../support/people/kinds.ts'
import { reliabilityOf, winChances, type Reliability } from '../support/win-chances.ts'

/** A chance is shown as a figure where it is off by less than this on the mean, against each person. */
const BELIEVED = 0.05
const POINTS = 100

test('the expected calibration error is the mean distance of bins from what happened', () => {
  const foretold = [
    { chance: 0.21, won: false },
    { chance: 0.29, won: true },
    { chance: 0.95, won: true },
    { chance: 1, won: true },
  ]
  const { bins, error, decisions } = reliabilityOf(foretold)
  expect(decisions).toBe(4)
  expect(bins.map((bin) => bin.decisions)).toEqual([2, 2])
  expect(bins[0]).toMatchObject({ happened: 0.5 })
  expect(bins[0]!.foretold).toBeCloseTo(0.25)
  expect(error).toBeCloseTo((2 * 0.25 + 2 * 0.025) / 4)
})

test('what a value network expects orders points, but is no chance to be shown as a figure: the panel shows a bar alone', async () => {
  const minute = await houseAgent('minute')
  const { snapshots } = await learningRun({
    arm: 'studied',
    person: personByName('late'),
    learner: minute,
    seed: 1,
    seconds: 8,
    rounds: 6,
    gradients: 'vectors',
    snapshots: [8],
  })
  const newborn = await houseAgent('newborn')
  const against = async (who: string, agent = minute, weights: Float32Array = agent.weights): Promise<Reliability> =>
    reliabilityOf(await winChances(agent, weights, personByName(who), POINTS, 5))
  const [strong, straight] = [await against('strong'), await against('straight')]
  const practised = await against('late', minute, snapshots[0]!.weights)
  const unpractised = await against('straight', newborn)
  for (const { bins } of [strong, straight, practised]) expect(bins.at(-1)!.happened).toBeGreaterThan(bins[0]!.happened)
  // Where this fails, the figure may be shown.
  for (const { error } of [strong, straight, unpractised]) expect(error).toBeGreaterThan(BELIEVED)
})
