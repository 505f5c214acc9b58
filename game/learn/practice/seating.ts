import type { Options } from '../../core/task.ts'
import type { Opponent } from './opponents.ts'

/** The seating of many environments: one player, whose seat goes round from episode to episode, and others in all the rest. */
export class Seating {
  /** The player's seat [environments]. */
  readonly own: Uint8Array
  /** The seats of the others, of each beside the player's in turn [seats − 1][environments]. */
  readonly others: readonly Uint8Array[]

  /** first: the player's seat before the first episode. */
  constructor(
    private readonly seats: number,
    environments: number,
    first: (environment: number) => number,
  ) {
    this.own = Uint8Array.from({ length: environments }, (_, e) => first(e) % seats)
    this.others = Array.from({ length: seats - 1 }, (_, i) => this.own.map((seat) => (seat + 1 + i) % seats))
  }

  /** A new episode: the player sits down in the next seat, or in this one. */
  turn(environment: number, seat = (this.own[environment]! + 1) % this.seats): void {
    this.own[environment] = seat
    for (const [i, other] of this.others.entries()) other[environment] = (seat + 1 + i) % this.seats
  }

  /** The options that hold while this opponent sits in all the other seats of an environment. */
  optionsAgainst(environment: number, opponent: Opponent): Options {
    return Object.assign({}, ...this.others.map((seats) => opponent.options(seats[environment]!)))
  }
}
