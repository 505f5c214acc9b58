import { SeededChance } from '../../game/core/chance.ts'
import type { Task } from '../../game/core/task.ts'
import { rate, type Rating } from '../../game/league/rating.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames, type GamesResult } from '../../game/learn/practice/play-games.ts'
import { fastPolicy } from '../../game/nets/acting-policy.ts'
import { taskById } from '../../game/tasks/index.ts'
import { readHouseAgents } from '../store/house-agent-file.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

/** `node --import tsx server/tools/first-ratings.ts [GAMES] [TASK]`: every built-in and house agent of a task with opponents plays every other one
 *  GAMES times (10) in simulation, its quick game, and the ratings are printed with which the seed lets them start
 *  (game/league/first-ratings.ts). Where there are more than two seats, each of the two sits alone among the other in as many games. */
interface Contender {
  slug: string
  create: () => Opponent
  reactionTicks: number
  rating: Rating
}

/** OpenSkill's own start: the agents of a task lie further from each other than people do. */
const UNKNOWN: Rating = { mu: 25, sigma: 25 / 3 }

async function contendersOf(task: Task): Promise<Contender[]> {
  const builtIns = task.builtIns.map((builtIn) => ({
    slug: builtIn.strength,
    create: () => builtInOpponent(builtIn),
    reactionTicks: 0,
    rating: UNKNOWN,
  }))
  const agents = (await readHouseAgents()).filter((agent) => agent.task === task.id)
  const policies = agents.map(({ id, spec, weights, reactionTicks }) => {
    const network = fastPolicy(spec, weights)
    return {
      slug: id,
      create: () => policyOpponent(() => network, new SeededChance(1)),
      reactionTicks,
      rating: UNKNOWN,
    }
  })
  return [...builtIns, ...policies]
}

/** The share of games that one wins against another, of those that have a winner; half where none has. */
async function shareOf(task: Task, a: Contender, b: Contender, games: number, seed: number): Promise<number> {
  const among = await playAmong(task, a, b, games, seed)
  const back = task.seats.max > 2 ? await playAmong(task, b, a, games, seed) : { won: 0, lost: 0 }
  const [won, lost] = [among.won + back.lost, among.lost + back.won]
  return won + lost === 0 ? 0.5 : won / (won + lost)
}

/** One in a seat that goes round, the other in all the rest. */
const playAmong = (task: Task, one: Contender, others: Contender, games: number, seed: number): Promise<GamesResult> =>
  playGames({
    task,
    observation: Object.keys(task.observations)[0]!,
    player: one.create(),
    opponent: others.create(),
    games,
    seed,
    options: task.quickGame,
    playerReactionTicks: one.reactionTicks,
    opponentReactionTicks: others.reactionTicks,
  })

async function firstRatings(task: Task, games: number): Promise<Contender[]> {
  const contenders = await contendersOf(task)
  const results: { a: Contender; b: Contender; share: number }[] = []
  for (const [i, a] of contenders.entries())
    for (const b of contenders.slice(i + 1))
      results.push({ a, b, share: await shareOf(task, a, b, games, results.length) })
  // Game by game of all pairs in turn, wins spread evenly over a pair's games, so that no pair is rated before the others.
  for (let game = 0; game < games; game++) {
    for (const { a, b, share } of results) {
      const aWon = Math.floor((game + 1) * share) > Math.floor(game * share)
      const [after, other] = rate([
        { ...a.rating, place: aWon ? 1 : 2 },
        { ...b.rating, place: aWon ? 2 : 1 },
      ])
      a.rating = after!
      b.rating = other!
    }
  }
  return contenders.sort((a, b) => a.rating.mu - b.rating.mu)
}

const games = Number(process.argv[2] ?? 10)
const task = taskById(process.argv[3] ?? DEFAULT_TASK)
for (const { slug, rating } of await firstRatings(task, games)) {
  process.stdout.write(`${slug}: ${rating.mu.toFixed(1)} (sigma ${rating.sigma.toFixed(2)})\n`)
}
