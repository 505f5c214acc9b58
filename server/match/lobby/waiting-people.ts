import type { Millis, Timers } from '../../base/time.ts'
import { keyOf, type Game } from './game-wish.ts'
import type { Player } from '../seats/player.ts'

/** How long people wait for others before agents step in. */
export const STEP_IN: Millis = 5_000

/** People who wait together for the same game, in the order in which they came: another list when somebody comes or goes. */
export interface Group {
  readonly game: Game
  readonly players: readonly Player[]
}

interface Waiting extends Group {
  players: readonly Player[]
  /** When agents step in. */
  due: Millis
  cancelStepIn: () => void
}

/** The people who wait for people: who wants the same game waits together. Some time after the first of them came, agents step in. */
export class WaitingPeople {
  private readonly groups = new Map<string, Waiting>()

  /** stepIn: called for those to whom nobody came. */
  constructor(
    private readonly timers: Timers,
    private readonly stepIn: (group: Group) => void,
  ) {}

  get count(): number {
    let count = 0
    for (const { players } of this.groups.values()) count += players.length
    return count
  }

  /** The person's connection that waits. */
  of(userId: string): Player | null {
    for (const { players } of this.groups.values()) {
      const found = players.find((player) => player.userId === userId)
      if (found) return found
    }
    return null
  }

  /** Waits with those who want the same; the time until agents step in. */
  enter(player: Player, game: Game): Millis {
    const known = this.groups.get(keyOf(game))
    if (known) {
      known.players = [...known.players, player]
      return Math.max(0, Math.round(known.due - this.timers.now()))
    }
    const group: Waiting = { game, players: [player], due: 0, cancelStepIn: () => undefined }
    this.groups.set(keyOf(game), group)
    return this.prolong(group)
  }

  /** This person waits no longer; the others of the group do. */
  leave(userId: string): void {
    for (const group of this.groups.values()) {
      if (!group.players.some((player) => player.userId === userId)) continue
      group.players = group.players.filter((player) => player.userId !== userId)
      if (group.players.length === 0) this.take(group)
    }
  }

  /** Those with whom somebody more makes a whole game, who wait no longer now; null where there are too few. */
  complete(game: Game): readonly Player[] | null {
    const group = this.groups.get(keyOf(game))
    if ((group?.players.length ?? 0) + 1 < game.seats) return null
    return group ? this.take(group) : []
  }

  /** Whether these wait still. */
  has(group: Group): boolean {
    return this.groups.get(keyOf(group.game)) === group
  }

  /** They wait no longer. */
  take(group: Group): readonly Player[] {
    const key = keyOf(group.game)
    const waiting = this.groups.get(key)
    if (waiting !== group) return []
    waiting.cancelStepIn()
    this.groups.delete(key)
    return waiting.players
  }

  /** They wait as long again. */
  prolong(group: Group): Millis {
    const waiting = this.groups.get(keyOf(group.game))
    if (waiting !== group) return 0
    waiting.cancelStepIn()
    waiting.due = this.timers.now() + STEP_IN
    waiting.cancelStepIn = this.timers.after(STEP_IN, () => this.stepIn(group))
    return STEP_IN
  }

  /** Nobody waits any more. */
  clear(): void {
    for (const group of this.groups.values()) this.take(group)
  }
}
