import type { Limits } from '../../base/limits.ts'
import { hasRoom } from '../../base/networks.ts'
import type { Wish } from './game-wish.ts'
import type { Player } from '../seats/player.ts'
import type { Millis, Timers } from '../../base/time.ts'

/** How often it is looked whether there is room. */
const LOOK: Millis = 500

interface InLine {
  player: Player
  wish: Wish
}

export interface LineDeps {
  timers: Timers
  /** Whether one more match can be played. */
  room: () => boolean
  /** Gives the first in line what they asked for; tells them itself. */
  serve: (player: Player, wish: Wish) => Promise<void>
  /** Hears why somebody could not be served. */
  failed: (error: unknown) => void
  /** Longest line, and how many of an address may stand in it. */
  limits: Pick<Limits, 'line' | 'linePerAddress'>
}

/** The people who wait while the house is full: first come, first served. Each is told their place as it changes. */
export class Line {
  private entries: InLine[] = []
  private cancelLook: (() => void) | null = null
  private serving = false

  constructor(private readonly deps: LineDeps) {}

  get length(): number {
    return this.entries.length
  }

  /** The person's connection that stands in line. */
  of(userId: string): Player | null {
    return this.entries.find(({ player }) => player.userId === userId)?.player ?? null
  }

  /** Goes to the end of the line; the place there, 1 for the first, or why there is none: the line is too long, or holds too many of this
   *  address. */
  enter(player: Player, wish: Wish): number | 'full' | 'line-address-full' {
    const { line, linePerAddress } = this.deps.limits
    if (this.entries.length >= line) return 'full'
    const taken = this.entries.map((one) => one.player.address)
    if (!hasRoom(player.address, taken, linePerAddress)) return 'line-address-full'
    this.entries.push({ player, wish })
    this.serveLater()
    return this.entries.length
  }

  /** Goes out of the line: this connection, or whichever one of the person. False where nobody stood there. */
  leave(userId: string, player?: Player): boolean {
    const at = this.entries.findIndex((one) => one.player.userId === userId && (!player || one.player === player))
    if (at < 0) return false
    this.entries.splice(at, 1)
    this.sendPlaces(at)
    return true
  }

  /** Sends everybody away; returns who stood there. */
  clear(): Player[] {
    this.cancelLook?.()
    this.cancelLook = null
    return this.entries.splice(0).map(({ player }) => player)
  }

  private serveLater(): void {
    if (this.cancelLook || this.serving || this.entries.length === 0) return
    this.cancelLook = this.deps.timers.after(LOOK, () => {
      this.cancelLook = null
      this.serveNext().catch(this.deps.failed)
    })
  }

  /** One after the other, so that each counts when the next is looked at. */
  private async serveNext(): Promise<void> {
    this.serving = true
    try {
      while (this.entries.length > 0 && this.deps.room()) {
        const { player, wish } = this.entries.shift()!
        this.sendPlaces(0)
        await this.deps.serve(player, wish)
      }
    } finally {
      // Also where one could not be served: the others go on waiting.
      this.serving = false
      this.serveLater()
    }
  }

  private sendPlaces(from: number): void {
    for (const [i, { player }] of this.entries.entries()) if (i >= from) player.send('lobby:line', { place: i + 1 })
  }
}
