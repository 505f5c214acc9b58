import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { randomBuiltIn } from '../../game/core/random-built-in.ts'
import type { Task } from '../../game/core/task.ts'
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

/** Quick games with its own reaction delay against somebody in all other seats; alone where nothing but the own score counts. */
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

test.each(tasks.map((task) => [task.id] as const))(
  '%s has a newborn, one of a minute and the best of the house',
  (id) => {
    const own = agents.filter(({ task }) => task === id)
    expect(own.map((agent) => agent.id).sort()).toEqual(['best', 'minute', 'newborn'])
  },
)

test.each(named(agents))(
  'the network of %s fits its task, and no file is large',
  (_, { task: id, observation, spec, weights }) => {
    const task = taskById(id)
    expect(task.observations[observation]?.space.names).toHaveLength(inputSize(spec.actor))
    expect(weights.every(Number.isFinite)).toBe(true)
    expect(weights.length).toBeLessThan(60_000)
  },
)

test.each(named(trained))('%s plays better than at random, and than its newborn', async (_, agent) => {
  const task = taskById(agent.task)
  const lot = (): Opponent => builtInOpponent(randomBuiltIn(task.action))
  const newborn = agents.find(({ id, task: of }) => id === 'newborn' && of === agent.task)!
  if (task.scoring.ranked === 'rating') {
    for (const other of [lot(), player(newborn)]) {
      const { won, lost } = await play(task, player(agent), agent, other)
      expect(won).toBeGreaterThan(2 * lost)
    }
    return
  }
  const { margin } = await play(task, player(agent), agent, lot())
  for (const other of [lot(), player(newborn)])
    expect(margin).toBeGreaterThan((await play(task, other, agent, lot())).margin)
})
