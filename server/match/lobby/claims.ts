import type { Player } from '../seats/player.ts'

interface Claim {
  player: Player
  /** The match is not wanted any more. */
  gone: boolean
  /** A lost connection does not take it back: the person is told at the next one. */
  patient: boolean
}

/** People whose match is being prepared. Nobody is prepared for two, and who takes it back meanwhile gets none. */
export class Claims {
  private readonly byUser = new Map<string, Claim>()

  has(userId: string): boolean {
    return this.byUser.has(userId)
  }

  /** The addresses of all but this person. */
  addressesBut(userId: string): string[] {
    return [...this.byUser.values()].flatMap(({ player }) => (player.userId === userId ? [] : [player.address]))
  }

  /** Holds people while `work` goes on. A person's earlier claim may be about to end: the later one counts. */
  async hold<T>(players: readonly Player[], patient: boolean, work: () => Promise<T>): Promise<T> {
    const claims = players.map((player): Claim => ({ player, gone: false, patient }))
    for (const claim of claims) this.byUser.set(claim.player.userId, claim)
    try {
      return await work()
    } finally {
      for (const claim of claims) {
        const { userId } = claim.player
        if (this.byUser.get(userId) === claim) this.byUser.delete(userId)
      }
    }
  }

  /** The person who asked at this connection wants the match no more. */
  cancel(player: Player): void {
    const claim = this.byUser.get(player.userId)
    if (claim && (claim.player === player || claim.patient)) claim.gone = true
  }

  /** This connection was lost. */
  disconnected(player: Player): void {
    const claim = this.byUser.get(player.userId)
    if (claim?.player === player && !claim.patient) claim.gone = true
  }

  /** Whether this person has taken back what is prepared for them. */
  gone(userId: string): boolean {
    return this.byUser.get(userId)?.gone ?? false
  }
}
