import { SeededChance } from '../../game/core/chance.ts'
import { policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { Forward } from '../../game/nets/forward.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { winChance } from '../../app/match/_panel/live-chance.tsx'
import { seatPerson, type Person } from './people/person.ts'
import type { Learner } from './policy-seat.ts'

const BINS = 10

/** What a policy's value network foretold at each of its decisions, beside what became of the point. */
export interface Foretold {
  chance: number
  won: boolean
}

/** One bin of a reliability diagram. */
export interface Bin {
  /** Mean chance foretold, and share of these decisions after which the point was won. */
  foretold: number
  happened: number
  decisions: number
}

export interface Reliability {
  bins: readonly Bin[]
  /** Expected calibration error: mean distance of what was foretold from what happened, over bins of equal width, by their decisions (Naeini
   *  et al. 2015). */
  error: number
  decisions: number
}

/** How far chances may be believed. */
export function reliabilityOf(foretold: readonly Foretold[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const here = foretold.filter(({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === bin)
    const mean = (of: (one: Foretold) => number): number => here.reduce((sum, one) => sum + of(one), 0) / here.length
    return { foretold: mean(({ chance }) => chance), happened: mean(({ won }) => Number(won)), decisions: here.length }
  }).filter(({ decisions }) => decisions > 0)
  const off = bins.reduce((sum, bin) => sum + bin.decisions * Math.abs(bin.foretold - bin.happened), 0)
  return { bins, error: off / foretold.length, decisions: foretold.length }
}

/** The chances that these weights' value network foretells in so many points, each from a serve, against a person; sides alternate. */
export async function winChances(
  learner: Learner,
  weights: Float32Array,
  person: Person,
  points: number,
  seed: number,
): Promise<Foretold[]> {
  const forward = new Forward(learner.spec, weights)
  const foretold: Foretold[] = []
  await playGames({
    task: pong,
    observation: 'state',
    player: asked(
      policyOpponent(() => forward, new SeededChance(seed + 1)),
      forward,
      foretold,
    ),
    opponent: seatPerson(person, new SeededChance(seed + 2)).opponent,
    games: points,
    seed,
    endOnReward: true,
    playerReactionTicks: learner.reactionTicks,
  })
  return foretold
}

/** The same player, whose value network is asked at each decision. The last point of each environment goes uncounted. */
function asked(player: Opponent, forward: Forward, foretold: Foretold[]): Opponent {
  const value = new Float32Array(1)
  /** Of the point that is played in each environment. */
  const chances = new Map<number, { seat: number; chances: number[] }>()
  return {
    ...player,
    decide(env, environments, seats, actions) {
      for (const e of environments) {
        const point = chances.get(e)
        if (point && (env.terminated[e] || env.truncated[e])) {
          const won = env.rewards[e * env.seats + point.seat]! > 0
          if (env.terminated[e]) foretold.push(...point.chances.map((chance) => ({ chance, won })))
          chances.delete(e)
        }
        const seat = seats[e]!
        const from = (e * env.seats + seat) * env.observationSize
        forward.values(env.observations.subarray(from, from + env.observationSize), 1, value)
        const now = chances.get(e) ?? { seat, chances: [] }
        now.chances.push(winChance(value[0]!))
        chances.set(e, now)
      }
      player.decide(env, environments, seats, actions)
    },
  }
}
