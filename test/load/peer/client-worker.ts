import { Client, type Room } from '@colyseus/sdk'
import { answer } from '../figures.ts'
import { INPUT } from './messages.ts'

/** The players of a Colyseus server: its own clients, which decode every patch, and send another action every 150 ms. */

const INPUT_MILLIS = 150

class Player {
  patches = 0
  private action = 0

  constructor(private readonly room: Room) {
    room.onStateChange(() => this.patches++)
    setTimeout(() => setInterval(() => this.act(), INPUT_MILLIS), Math.random() * INPUT_MILLIS)
  }

  private act(): void {
    this.action = (this.action + 1) % 3
    this.room.send(INPUT, this.action)
  }
}

const players: Player[] = []
let begunAt = 0

answer({
  /** Two players for each room; resolves when all are in. */
  async enter({ origin, rooms }: { origin: string; rooms: string[] }) {
    const joined = await Promise.all(rooms.flatMap((id) => [1, 2].map(() => new Client(origin).joinById(id))))
    players.push(...joined.map((room) => new Player(room)))
  },

  begin() {
    begunAt = performance.now()
    for (const player of players) player.patches = 0
  },

  /** Patches a second that reached a player, in the mean. */
  patchesPerSecond: () =>
    (players.reduce((sum, { patches }) => sum + patches, 0) / players.length / (performance.now() - begunAt)) * 1000,
})
process.once('SIGTERM', () => process.exit(0))
