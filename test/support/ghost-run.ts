import { SeededChance } from '../../game/core/chance.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import type { Ghost } from '../../game/learn/sparring/ghost.ts'
import { MatchStudy } from '../../game/learn/sparring/match-study.ts'
import { Forward } from '../../game/nets/forward.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { counted, newTally, type BallTally } from './ball-tally.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { endlessPong, ENDLESS_TARGET } from './learns-you-run.ts'
import { seatPerson, type Person } from './people/person.ts'
import { policySeat, type Learner } from './policy-seat.ts'
import { sparringHeader } from './sparring-header.ts'

export interface Watched {
  person: Person
  /** Against whom they play; it does not learn. */
  learner: Learner
  seed: number
  /** Of match time, at most 900: the longest match. */
  seconds: number
  ghosts: readonly Ghost[]
  /** Awaited at each of these seconds, in order. */
  stops: readonly number[]
  onStop: (seconds: number) => Promise<void>
}

/** Lets ghosts watch a scripted person at play, by the log of a match, as a trainer does: they are fitted after each point. */
export async function watchPlay({ person, learner, seed, seconds, ghosts, stops, onStop }: Watched): Promise<void> {
  const chance = new SeededChance(seed)
  let played = 0
  const { decide } = seatPerson(person, new SeededChance(chance.word()), () => played / seconds)
  const agent = policySeat(learner, new SeededChance(chance.word()))
  const header = sparringHeader(endlessPong, learner.reactionTicks, { target: ENDLESS_TARGET })
  const seats = [{ reactionTicks: person.reactionTicks, decide }, agent]
  const match = new HeadlessMatch(endlessPong, header, seats, new SeededChance(chance.word()))
  let due = false
  const all: Pick<Ghost, 'watch'> = {
    watch(...seen) {
      for (const ghost of ghosts) ghost.watch(...seen)
    },
  }
  const study = new MatchStudy(endlessPong, header, 1, all, () => (due = true))
  while (played < seconds && !match.over) {
    match.play(pong.ticksPerSecond)
    played++
    const { base, toTick, bytes } = match.slice()
    study.readSlice(base, toTick, bytes)
    for (const ghost of ghosts) if (due || ghost.pressing) await ghost.fit()
    due = false
    if (stops.includes(played)) await onStop(played)
  }
}

/** Who plays against person and ghost. */
export interface Rival {
  name: string
  reactionTicks: number
  player(seed: number): Opponent
}

export const policyRival = (name: string, { spec, weights, reactionTicks }: Learner): Rival => {
  const forward = new Forward(spec, weights)
  return { name, reactionTicks, player: (seed) => policyOpponent(() => forward, new SeededChance(seed)) }
}

/** The task's middle built-in. */
export const middleRival = (): Rival => ({
  name: 'middle',
  reactionTicks: 0,
  player: () => builtInOpponent(pong.builtIns[pong.builtIns.length >> 1]!),
})

export interface Meeting {
  /** Of the points that the rival won. */
  share: number
  /** Balls that came to its opponent. */
  balls: BallTally
}

/** So many points, each from a serve, of a rival against a person or a ghost; sides alternate. */
export async function meet(rival: Rival, opponent: Opponent, points: number, seed: number): Promise<Meeting> {
  const balls = newTally()
  const { pointsWon, pointsLost } = await playGames({
    task: pong,
    observation: 'state',
    player: rival.player(seed + 1),
    opponent: counted(opponent, balls),
    games: points,
    seed,
    endOnReward: true,
    playerReactionTicks: rival.reactionTicks,
  })
  return { share: pointsWon / (pointsWon + pointsLost), balls }
}
