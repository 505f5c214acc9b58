import type { Limits } from '../../base/limits.ts'
import { hasRoom } from '../../base/networks.ts'
import { newId } from '../../base/ids.ts'
import { keyOf, type Game } from './game-wish.ts'
import type { Player } from '../seats/player.ts'
import type { Millis, Timers } from '../../base/time.ts'

export interface Invitation {
  /** What the link carries: 128 random bits. */
  token: string
  host: Player
  game: Game
  /** The people who have opened the link, while seats are still empty. */
  guests: Player[]
}

/** An invitation outlives its host's connection: on a phone, sending the link closes the page for a while. */
const OPEN_FOR: Millis = 30 * 60_000

/** Invitations that wait for somebody to open their link; one a person. */
export class Invitations {
  private readonly byToken = new Map<string, { invitation: Invitation; address: string; forget: () => void }>()

  constructor(
    private readonly timers: Timers,
    private readonly limits: Pick<Limits, 'invitations' | 'invitationsPerAddress'>,
  ) {}

  get count(): number {
    return this.byToken.size
  }

  /** The person's invitation: the one they have, for another game a new one. Null where too many are open, in all or from an address. */
  open(host: Player, game: Game): Invitation | null {
    const known = this.of(host.userId)
    if (known && keyOf(known.game) === keyOf(game)) {
      known.host = host
      return known
    }
    if (known) this.close(known.token)
    const { address } = host
    const taken = [...this.byToken.values()].map((one) => one.address)
    if (this.byToken.size >= this.limits.invitations) return null
    if (!hasRoom(address, taken, this.limits.invitationsPerAddress)) return null
    const invitation = { token: newId(), host, game, guests: [] as Player[] }
    const forget = this.timers.after(OPEN_FOR, () => this.byToken.delete(invitation.token))
    this.byToken.set(invitation.token, { invitation, address, forget })
    return invitation
  }

  get(token: string): Invitation | null {
    return this.byToken.get(token)?.invitation ?? null
  }

  of(userId: string): Invitation | null {
    for (const { invitation } of this.byToken.values()) if (invitation.host.userId === userId) return invitation
    return null
  }

  /** The connection with which this person waits as a guest. */
  guest(userId: string): Player | null {
    for (const { invitation } of this.byToken.values()) {
      const guest = invitation.guests.find((one) => one.userId === userId)
      if (guest) return guest
    }
    return null
  }

  /** This person is nobody's guest any more. */
  leave(userId: string): void {
    for (const { invitation } of this.byToken.values())
      invitation.guests = invitation.guests.filter((one) => one.userId !== userId)
  }

  close(token: string): void {
    this.byToken.get(token)?.forget()
    this.byToken.delete(token)
  }
}
