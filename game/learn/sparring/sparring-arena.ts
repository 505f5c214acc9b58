import { SeededChance } from '../../core/chance.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { fastPolicy } from '../../nets/acting-policy.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import { Arena, type Matchup } from '../practice/arena.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../practice/opponents.ts'

/** Learners by whom they play, so many in all: nearly three quarters against the ghost; the rest against what it was and is, and against built-ins so that it
 *  does not forget how to play others. Where there is no ghost or no built-in, past selves play in their place. */
const SLOTS = 64
const GHOST = 46
const FIRST = 6
const SELF = 4
const BUILT_INS = 6
/** Share of the games against the ghost and past selves that start from a position of the match. */
const MATCH_STARTS = 0.5

export interface SparringArenaSetup {
  task: Task
  observation: string
  seats: number
  /** The learner's seat in the match. */
  seat: number
  options: Options
  /** The learner's handicap, ticks. */
  reactionTicks: number
  spec: PolicySpec
  /** Weights that it began the match with. */
  first: Float32Array
  /** Null where nobody is studied. */
  ghost: Opponent | null
  past: Opponent
  /** Null where there are none; asked at each start. */
  matchStart(): ((row: Row, chance: SeededChance) => void) | null
  /** A new word of chance with each call. */
  word(): number
}

/** Where a partner practises during a match. */
export function sparringArena(setup: SparringArenaSetup): Arena {
  const { task, observation, seats, seat, options, reactionTicks, spec, first, ghost, past } = setup
  const delay = (): number => reactionTicks
  const practiceStart = (row: Row, chance: SeededChance): void => task.study?.practiceStart(row, chance)
  const start = (row: Row, chance: SeededChance): void => {
    const fromMatch = setup.matchStart()
    if (fromMatch && chance.uniform() < MATCH_STARTS) fromMatch(row, chance)
    else practiceStart(row, chance)
  }
  // The one it began as stays among its opponents for good: it is what it must become better than.
  const forward = fastPolicy(spec, first)
  const began = policyOpponent(() => forward, new SeededChance(setup.word()))
  const self = Math.floor(seats === 1 ? SLOTS : SELF / seats)
  const rest: Matchup[] = [{ name: 'self', environments: self, opponent: 'self' }]
  for (const [i, builtIn] of task.builtIns.entries()) {
    const environments = Math.floor((BUILT_INS + i) / task.builtIns.length)
    rest.push({ name: builtIn.strength, environments, opponent: builtInOpponent(builtIn) })
  }
  const own = { learnerSeat: seat, start }
  // It plays the one it began as from fair starts alone: against it, half of the points are no progress.
  const others: Matchup[] = [
    { name: 'first', environments: FIRST, opponent: began, learnerSeat: seat, reactionTicks: delay },
  ]
  if (ghost) others.unshift({ name: 'ghost', environments: GHOST, opponent: ghost, ...own })
  const taken = [...others, ...rest].reduce(
    (sum, { opponent, environments }) => sum + environments * (opponent === 'self' ? seats : 1),
    0,
  )
  others.push({ name: 'past', environments: SLOTS - taken, opponent: past, ...own, reactionTicks: delay })
  return new Arena({
    task,
    observation,
    seats,
    seed: setup.word(),
    options,
    matchups: seats === 1 ? rest.slice(0, 1) : [...others, ...rest],
    reactionTicks: delay,
    start: practiceStart,
  })
}
