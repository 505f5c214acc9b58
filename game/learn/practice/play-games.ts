import { SeededChance } from '../../core/chance.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import type { Opponent } from './opponents.ts'
import { Seating } from './seating.ts'

export interface GamesConfig {
  task: Task
  observation: string
  /** Observations come as lists, for players that take them so. */
  asLists?: boolean
  /** The player whose results are given; it changes seats after each game. */
  player: Opponent
  /** In all other seats; null where there are none. */
  opponent: Opponent | null
  games: number
  seed: number
  /** Of each game; the most that the task has when missing. */
  seats?: number
  options?: Options
  /** Ticks added to the action latency; the opponent's own when missing. */
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
  /** How often the player had more reward in a game than another seat, and less: with two seats, games. */
  won: number
  lost: number
  pointsWon: number
  pointsLost: number
  decisions: number
}

/** Whole games of one player against another, who sits in all other seats, in simulation, as many at once as fit. breathe: awaited every few milliseconds. */
export async function playGames(config: GamesConfig, breathe?: () => Promise<void>): Promise<GamesResult> {
  const { task, player, opponent } = config
  const environments = Math.min(config.games, 50)
  const chance = new SeededChance(config.seed)
  const seats = config.seats ?? task.seats.max
  const seating = new Seating(seats, environments, (e) => e + 1)
  if (!opponent && seats > 1) throw new Error('Who sits in the other seats?')
  const env = new VectorEnv({
    task,
    observation: config.observation,
    active: config.asLists ?? false,
    environments,
    seed: chance.word(),
    seats,
    endOnReward: config.endOnReward ?? false,
    options: (e) => {
      seating.turn(e)
      player.begin(e)
      opponent?.begin(e)
      const others = opponent ? seating.optionsAgainst(e, opponent) : {}
      return { ...config.options, ...others, ...player.options(seating.own[e]!) }
    },
    reactionTicks: (e, seat) =>
      (seat === seating.own[e]
        ? config.playerReactionTicks
        : (config.opponentReactionTicks ?? opponent?.reactionTicks)) ?? 0,
    start: (row) => config.start?.(row, chance),
  })
  const result: GamesResult = { games: 0, margin: 0, won: 0, lost: 0, pointsWon: 0, pointsLost: 0, decisions: 0 }
  const actions = new Uint32Array(environments * env.seats)
  // Each environment plays its share to the end: counting the first to finish would count short games twice.
  const left = Int32Array.from({ length: environments }, (_, e) => Math.ceil((config.games - e) / environments))
  const totals = new Float64Array(environments * seats)
  let playing = Array.from(left.keys())
  for (let step = 0; playing.length > 0 && step < (config.longest ?? Infinity); step++) {
    player.decide(env, playing, seating.own, actions)
    for (const others of seating.others) opponent?.decide(env, playing, others, actions)
    const seatOf = seating.own.slice()
    env.step(actions)
    result.decisions += playing.length
    let finished = false
    for (const e of playing) {
      const own = e * seats + seatOf[e]!
      const mine = env.rewards[own]!
      if (mine > 0) result.pointsWon += mine
      else result.pointsLost -= mine
      for (let i = e * seats; i < (e + 1) * seats; i++) totals[i] = totals[i]! + env.rewards[i]!
      if (env.terminated[e] === 0 && env.truncated[e] === 0) continue
      const total = totals[own]!
      for (let i = e * seats; i < (e + 1) * seats; i++) {
        if (total > totals[i]!) result.won++
        if (total < totals[i]!) result.lost++
      }
      totals.fill(0, e * seats, (e + 1) * seats)
      result.games++
      result.margin += total
      left[e] = left[e]! - 1
      finished ||= left[e] === 0
    }
    if (finished) playing = playing.filter((e) => left[e]! > 0)
    if (step % 8 === 7) await breathe?.()
  }
  return { ...result, margin: result.games > 0 ? result.margin / result.games : 0 }
}
