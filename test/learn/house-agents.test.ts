import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { randomBuiltIn } from '../../game/core/random-built-in.ts'
import type { Task } from '../../game/core/task.ts'
import { measuredSlugs } from '../../game/league/first-ratings.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames, type GamesResult } from '../../game/learn/practice/play-games.ts'
import { fastPolicy } from '../../game/nets/acting-policy.ts'
import { inputSize } from '../../game/nets/spec.ts'
import { taskById, tasks } from '../../game/tasks/index.ts'
import { readHouseAgents, type HouseAgent } from '../../server/store/house-agent-file.ts'

const GAMES = 12
const agents = await readHouseAgents()
const trained = agents.filter(({ id }) => id !== 'newborn')
const named = (some: readonly HouseAgent[]): (readonly [string, HouseAgent])[] =>
  some.map((agent) => [`${agent.name} of ${agent.task}`, agent])

const player = ({ spec, weights }: HouseAgent): Opponent => {
  const network = fastPolicy(spec, weights)
  return policyOpponent(() => network, new SeededChance(1))
}

/** Quick games with the agent's reaction delay against somebody in all other seats; alone where nothing but the own score counts. */
function play(
  task: Task,
  who: Opponent,
  { observation, reactionTicks }: HouseAgent,
  other: Opponent,
): Promise<GamesResult> {
  const alone = task.scoring.ranked === 'score'
  return playGames({
    task,
    observation,
    player: who,
    opponent: alone ? null : other,
    ...(alone ? { seats: 1 } : {}),
    games: GAMES,
    seed: 5,
    options: task.quickGame,
    playerReactionTicks: reactionTicks,
    opponentReactionTicks: reactionTicks,
  })
}

test.each(tasks.map(({ id }) => [id] as const))('%s has a newborn, one of a minute and the best of the house', (id) => {
  const own = agents.filter(({ task }) => task === id)
  expect(own.map((agent) => agent.id).sort()).toEqual(['best', 'minute', 'newborn'])
})

test('who has opponents begins with a measured rating', () => {
  for (const { id, builtIns } of tasks.filter(({ scoring: { ranked } }) => ranked === 'rating')) {
    const slugs = [
      ...builtIns.map(({ strength }) => strength),
      ...agents.flatMap((one) => (one.task === id ? one.id : [])),
    ]
    expect(measuredSlugs(id).sort(), id).toEqual(slugs.sort())
  }
})

test.each(named(agents))(
  'the network of %s fits its task, and no file is large',
  (_, { task: id, observation, spec, weights }) => {
    const task = taskById(id)
    expect(task.observations[observation]?.space.names).toHaveLength(inputSize(spec.actor))
    expect(weights.every(Number.isFinite)).toBe(true)
    expect(weights.length).toBeLessThan(60_000)
  },
)

/** How much better one does than another, as a number above 0: games won over lost where they can meet, else what it gets more alone. */
async function lead(task: Task, agent: HouseAgent, other: Opponent): Promise<number> {
  const { won, lost, margin } = await play(task, player(agent), agent, other)
  if (task.scoring.ranked === 'rating') return won - 2 * lost
  return margin - (await play(task, other, agent, other)).margin
}

test.each(named(trained))('%s plays better than at random, and than its newborn', async (_, agent) => {
  const task = taskById(agent.task)
  const newborn = agents.find(({ id, task: of }) => id === 'newborn' && of === agent.task)!
  expect(await lead(task, agent, builtInOpponent(randomBuiltIn(task.action)))).toBeGreaterThan(0)
  expect(await lead(task, agent, player(newborn))).toBeGreaterThan(0)
})
