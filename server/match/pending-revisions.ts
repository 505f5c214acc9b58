import type { Brain } from '../brains/brain.ts'

/** New weights for an agent's seat. */
export interface Revision {
  seat: number
  number: number
  hash: string
  brain: Brain
}

/** New weights that wait for a quiet moment of their match: of each seat the newest. The brains of the others are closed. */
export class PendingRevisions {
  private waiting: Revision[] = []

  put(revision: Revision): void {
    const older = this.waiting.find(({ seat }) => seat === revision.seat)
    if (older && older.number >= revision.number) return revision.brain.close()
    older?.brain.close()
    this.waiting = [...this.waiting.filter((one) => one !== older), revision]
  }

  /** They play from now on. */
  take(): readonly Revision[] {
    const taken = this.waiting
    this.waiting = []
    return taken
  }

  /** They will not play. */
  close(): void {
    for (const { brain } of this.take()) brain.close()
  }
}
