import type { PlayReply } from '../../../game/protocol/replies.ts'
import type { Logger } from '../../base/logger.ts'
import type { Timers } from '../../base/time.ts'
import type { Contestant } from '../seats/contestant.ts'
import type { Game, Wish } from './game-wish.ts'
import { addressOf, human, seated, type MatchMaker } from './match-maker.ts'
import type { Matches } from '../matches.ts'
import type { Player } from '../seats/player.ts'
import { refusal } from '../refusals.ts'
import { WaitingPeople, type Group } from './waiting-people.ts'

export interface GatheringDeps {
  timers: Timers
  maker: MatchMaker
  matches: Matches
  log: Logger
  /** Gives somebody what they asked for anew; tells them itself. */
  serve: (player: Player, wish: Wish) => Promise<void>
}

/** Brings people together who want the same game, and agents to those to whom too few come. */
export class Gatherings {
  private readonly waiting: WaitingPeople

  constructor(private readonly deps: GatheringDeps) {
    this.waiting = new WaitingPeople(deps.timers, (group) => void this.stepIn(group))
  }

  get count(): number {
    return this.waiting.count
  }

  /** The person's connection that waits. */
  of(userId: string): Player | null {
    return this.waiting.of(userId)
  }

  /** This person waits no longer. */
  leave(userId: string): void {
    this.waiting.leave(userId)
  }

  /** Nobody waits any more. */
  clear(): void {
    this.waiting.clear()
  }

  /** A match with those who wait for the same game, where somebody more makes it whole; else waits with them. */
  async play(player: Player, game: Game): Promise<PlayReply> {
    const { maker, serve } = this.deps
    const { claims } = maker
    const others = this.waiting.complete(game)
    if (!others) return this.wait(player, game)
    let there: readonly Player[] = others
    try {
      const hosted = await claims.hold(others, false, async () => {
        const opened = await maker.open(game, PEOPLE, [...others, player].map(human), true)
        there = others.filter(({ userId }) => !claims.gone(userId))
        return opened
      })
      if (hosted) {
        for (const other of others) other.send('lobby:matched', addressOf(hosted))
        there = []
        return seated(hosted)
      }
    } finally {
      // Those who are left wait on.
      for (const other of there) void serve(other, waitAgain(game))
    }
    return claims.gone(player.userId) ? refusal('cancelled') : this.play(player, game)
  }

  private wait(player: Player, game: Game): PlayReply {
    const { claims, stopping } = this.deps.maker
    if (stopping) return refusal('stopping')
    if (claims.gone(player.userId)) return refusal('cancelled')
    return { ok: true, waiting: 'people', stepInMillis: this.waiting.enter(player, game) }
  }

  /** Too few came: agents play. Where none can, the waiting goes on; where no result can be kept, it ends. */
  private async stepIn(group: Group): Promise<void> {
    const { maker, matches, log, serve } = this.deps
    const { claims } = maker
    let there: readonly Player[] = []
    try {
      if (matches.full) throw new Error('No more matches can be played')
      const contestants = await this.withAgents(group)
      // Whoever was paired or has cancelled meanwhile does not wait for these agents, also where they wait anew.
      if (!contestants) return
      const players = this.waiting.take(group)
      if (!matches.canKeep) {
        for (const player of players) player.send('lobby:answer', refusal('disk-full'))
        return
      }
      await claims.hold(players, false, async () => {
        try {
          const kind = players.length > 1 ? PEOPLE : ({ mode: 'ranked', public: true } as const)
          const hosted = await maker.open(group.game, kind, contestants, true)
          if (hosted) for (const player of players) player.send('lobby:matched', addressOf(hosted))
          else there = players.filter(({ userId }) => !claims.gone(userId))
        } catch (err) {
          there = players.filter(({ userId }) => !claims.gone(userId))
          throw err
        }
      })
    } catch (err) {
      log.warn({ err }, 'No agents could step in for people who wait')
      if (this.waiting.has(group)) {
        const stepInMillis = this.waiting.prolong(group)
        for (const player of group.players) player.send('lobby:answer', { ok: true, waiting: 'people', stepInMillis })
      }
    }
    for (const player of there) await serve(player, waitAgain(group.game))
  }

  /** Those who wait, and agents in the other seats; null where they wait no longer. */
  private async withAgents(group: Group): Promise<readonly Contestant[] | null> {
    for (;;) {
      const before = group.players
      const contestants = await this.deps.maker.fill(group.game, before.map(human), before[0]!.userId)
      if (!this.waiting.has(group)) return null
      if (group.players === before) return contestants
    }
  }
}

const PEOPLE = { mode: 'people', public: true } as const

/** The wish of people who did not come together. */
const waitAgain = (game: Game): Wish => ({ request: { mode: 'people', task: game.task.id }, game })
