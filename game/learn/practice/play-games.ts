import { SeededChance } from '../../core/chance.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import type { Opponent } from './opponents.ts'

export interface GamesConfig {
  task: Task
  observation: string
  /** Whose results are told, against whom. They change sides after each game. */
  player: Opponent
  opponent: Opponent
  games: number
  seed: number
  options?: Options
  /** Ticks added to the action latency. */
  playerReactionTicks?: number
  opponentReactionTicks?: number
  /** May overwrite the start of a game. */
  start?: (state: Row, chance: SeededChance) => void
  /** A game is one point. */
  endOnReward?: boolean
  /** Decisions after which a game that has not ended is left out; without it the task's longest match holds. */
  longest?: number
}

export interface GamesResult {
  /** Games that ended. */
  games: number
  /** Mean reward of the player in a game: points won less points lost. */
  margin: number
  won: number
  lost: number
  pointsWon: number
  pointsLost: number
  decisions: number
}

/** Whole games between two players in simulation, as many at once as fit. breathe: awaited every few milliseconds. */
export async function playGames(config: GamesConfig, breathe?: () => Promise<void>): Promise<GamesResult> {
  const { task, player, opponent } = config
  const environments = Math.min(config.games, 50)
  const chance = new SeededChance(config.seed)
  const playerSeat = Uint8Array.from({ length: environments }, (_, e) => (e + 1) % 2)
  const opponentSeat = playerSeat.map((seat) => 1 - seat)
  const env = new VectorEnv({
    task,
    observation: config.observation,
    environments,
    seed: chance.word(),
    endOnReward: config.endOnReward ?? false,
    options: (e) => {
      const seat = 1 - playerSeat[e]!
      playerSeat[e] = seat
      opponentSeat[e] = 1 - seat
      player.begin(e)
      opponent.begin(e)
      return { ...config.options, ...opponent.options(1 - seat), ...player.options(seat) }
    },
    reactionTicks: (e, seat) =>
      (seat === playerSeat[e] ? config.playerReactionTicks : config.opponentReactionTicks) ?? 0,
    start: (row) => config.start?.(row, chance),
  })
  const result: GamesResult = { games: 0, margin: 0, won: 0, lost: 0, pointsWon: 0, pointsLost: 0, decisions: 0 }
  const actions = new Uint32Array(environments * env.seats)
  // Each environment plays its share to the end: counting the first to finish would count short games twice.
  const left = Int32Array.from({ length: environments }, (_, e) => Math.ceil((config.games - e) / environments))
  const balance = new Float64Array(environments)
  let playing = Array.from(left.keys())
  for (let step = 0; playing.length > 0 && step < (config.longest ?? Infinity); step++) {
    player.decide(env, playing, playerSeat, actions)
    opponent.decide(env, playing, opponentSeat, actions)
    const seats = playerSeat.slice()
    env.step(actions)
    result.decisions += playing.length
    let finished = false
    for (const e of playing) {
      const mine = env.rewards[e * 2 + seats[e]!]!
      if (mine > 0) result.pointsWon += mine
      else result.pointsLost -= mine
      const total = balance[e]! + mine
      const ended = env.terminated[e] === 1 || env.truncated[e] === 1
      balance[e] = ended ? 0 : total
      if (!ended) continue
      result.games++
      result.margin += total
      if (total > 0) result.won++
      if (total < 0) result.lost++
      left[e] = left[e]! - 1
      finished ||= left[e] === 0
    }
    if (finished) playing = playing.filter((e) => left[e]! > 0)
    if (step % 8 === 7) await breathe?.()
  }
  return { ...result, margin: result.games > 0 ? result.margin / result.games : 0 }
}
