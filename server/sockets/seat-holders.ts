import type { HostedMatch } from '../match/hosted-match.ts'
import type { Connection } from './connection.ts'

/** Which connection holds which person's seat. The last one to come has it: a second tab takes it over from the first. */
export class SeatHolders {
  private readonly bySeat = new Map<string, Connection>()

  /** This connection takes the seat; the one that had it is told and goes out. draws: it will say when its court is drawn. */
  hold(connection: Connection, hosted: HostedMatch, seat: number, draws: boolean): void {
    const key = keyOf(hosted, seat)
    const before = this.bySeat.get(key)
    if (before && before !== connection) {
      before.exit()
      before.send('match:seat-taken', { match: hosted.id })
    }
    this.bySeat.set(key, connection)
    hosted.match.join(seat, draws)
  }

  /** This connection gives up the seat that it holds, if it does: the match waits for somebody to take it again.
   *  steppedOut: its person goes to another page. */
  release(connection: Connection, steppedOut = false): void {
    const { place } = connection
    if (place?.seat === null || !place) return
    const { hosted, seat } = place
    const key = keyOf(hosted, seat)
    if (this.bySeat.get(key) !== connection) return
    this.bySeat.delete(key)
    hosted.wantRematch.delete(seat)
    hosted.match.lose(seat, steppedOut)
  }
}

const keyOf = (hosted: HostedMatch, seat: number): string => `${hosted.id}:${seat}`
