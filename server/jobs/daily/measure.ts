import { SeededChance } from '../../../game/core/chance.ts'
import type { Task } from '../../../game/core/task.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../../game/learn/practice/opponents.ts'
import { playGames } from '../../../game/learn/practice/play-games.ts'
import { fastPolicy } from '../../../game/nets/acting-policy.ts'
import type { PolicySpec } from '../../../game/nets/spec.ts'
import { daySeed } from '../../base/day.ts'
import { strengthOf } from './strength.ts'

/** A network with how it plays. */
export interface Measured {
  spec: PolicySpec
  weights: Float32Array
  observation: string
  reactionTicks: number
}

/** One of the field: a built-in of the task, by its strength, or a network. name: the same on all days. */
export type FieldAgent = { name: string; strength: string } | ({ name: string; strength: null } & Measured)

export interface MeasureConfig {
  task: Task
  day: string
  player: Measured
  field: readonly FieldAgent[]
  /** Games against each. */
  games: number
}

/** Plays a network, as it is, against each agent of a field, in simulation: points where a point is an episode of the task, else its quick
 *  games. All draws come from the day, so each network of a day meets the same beginnings. breathe: awaited every few milliseconds. Null where
 *  nothing could be played. */
export async function measure(
  { task, day, player, field, games }: MeasureConfig,
  breathe?: () => Promise<void>,
): Promise<{ score: number; margin: number } | null> {
  const results = []
  for (const other of field) {
    const seed = daySeed(day, task.id, `against ${other.name}`)
    const opponent = opponentOf(task, player, other, new SeededChance(seed + 1))
    if (!opponent) continue
    const network = fastPolicy(player.spec, player.weights)
    const result = await playGames(
      {
        task,
        observation: player.observation,
        player: policyOpponent(() => network, new SeededChance(seed + 2)),
        opponent,
        games,
        seed,
        options: task.quickGame,
        playerReactionTicks: player.reactionTicks,
        opponentReactionTicks: other.strength === null ? other.reactionTicks : 0,
        endOnReward: task.episode === 'point',
        ...(task.episode === 'point' && task.study ? { start: task.study.practiceStart } : {}),
      },
      breathe,
    )
    results.push(result)
  }
  return strengthOf(results)
}

/** Null where it cannot sit opposite: all networks of a simulation see the same observation. */
function opponentOf(task: Task, player: Measured, other: FieldAgent, chance: SeededChance): Opponent | null {
  if (other.strength !== null) {
    const builtIn = task.builtIns.find(({ strength }) => strength === other.strength)
    return builtIn ? builtInOpponent(builtIn) : null
  }
  if (other.observation !== player.observation) return null
  const network = fastPolicy(other.spec, other.weights)
  return policyOpponent(() => network, chance)
}
