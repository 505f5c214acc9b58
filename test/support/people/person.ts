import type { SeededChance } from '../../../game/core/chance.ts'
import type { VectorEnv } from '../../../game/core/vector-env.ts'
import type { Opponent } from '../../../game/learn/practice/opponents.ts'
import { PersonAtPlay } from './person-at-play.ts'
import type { Style } from './style.ts'

/** A scripted person who plays Pong: plain data, from which any number of them can be seated. */
export interface Person {
  /** By which `personByName` makes them again. */
  name: string
  /** Whether they have a weakness or habit of their own that could be learned. */
  learnable: boolean
  /** Ticks between what they see and what they do, beside the task's latency. */
  reactionTicks: number
  /** How they play when this part of the play is over, from 0 to 1. */
  styleAt(progress: number): Style
}

/** Seats a person: in one match by `decide`, which remembers what happened in it; in simulation as `opponent`, which remembers it of each
 *  environment, episodes on end. Both decide as often as agents do, and take the person's reaction delay from whoever seats them.
 *  progress: which part of the play is over, from 0 to 1; all of it when missing. */
export function seatPerson(
  person: Person,
  chance: SeededChance,
  progress: () => number = () => 1,
): { decide(state: Float64Array, seat: number): number; opponent: Opponent } {
  const sitDown = (): PersonAtPlay => new PersonAtPlay(person.reactionTicks, () => person.styleAt(progress()), chance)
  const here = sitDown()
  const players = new Map<number, PersonAtPlay>()
  const playerIn = (environment: number): PersonAtPlay => {
    const player = players.get(environment) ?? sitDown()
    players.set(environment, player)
    return player
  }
  const opponent: Opponent = {
    reactionTicks: person.reactionTicks,
    options: () => ({}),
    begin: (environment) => playerIn(environment).beginEpisode(),
    decide(env: VectorEnv, environments, seats, actions) {
      for (const e of environments) actions[e * env.seats + seats[e]!] = playerIn(e).decide(env.rows[e]!, seats[e]!)
    },
  }
  return { decide: (state, seat) => here.decide(state, seat), opponent }
}
