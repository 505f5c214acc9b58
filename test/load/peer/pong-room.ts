import { Room, type Client } from '@colyseus/core'
import { schema } from '@colyseus/schema'
import { completeOptions } from '../../../game/core/task-options.ts'
import { newStepOut } from '../../../game/core/task.ts'
import * as P from '../../../game/tasks/pong/layout.ts'
import { pong } from '../../../game/tasks/pong/pong.ts'
import { systemChance } from '../../../server/match/system-chance.ts'
import { INPUT } from './messages.ts'

/** What a screen of Pong needs, in the smallest types that keep it exact enough to draw. */
const PongState = schema({
  ballX: 'float32',
  ballY: 'float32',
  leftY: 'float32',
  rightY: 'float32',
  leftScore: 'uint8',
  rightScore: 'uint8',
})

const TICK = 1000 / pong.ticksPerSecond
const PATCHES_PER_SECOND = 30

/** Ticks of all rooms since the process began. */
export const stepped = { ticks: 0 }

/** Our simulation in a Colyseus room, as its documentation says how: a state of schema that is patched at a rate, and ticks of a fixed length,
 *  of which a turn of the interval makes as many as are due. */
export class PongRoom extends Room<{ state: InstanceType<typeof PongState> }> {
  override state = new PongState()
  override patchRate = 1000 / PATCHES_PER_SECOND
  override maxClients = pong.seats.max
  private readonly row = new Float64Array(pong.layout.length)
  private readonly actions = new Float64Array(pong.seats.max)
  private readonly out = newStepOut(pong.seats.max)
  private readonly chance = systemChance()
  private readonly seats: string[] = []
  private due = 0

  override onCreate(): void {
    pong.reset(this.row, completeOptions(pong, { target: 21 }), this.chance, 2)
    this.onMessage(INPUT, (client, action: number) => {
      if (action === 0 || action === 1 || action === 2) this.actions[this.seats.indexOf(client.sessionId)] = action
    })
    this.setSimulationInterval((passed) => {
      for (this.due += passed; this.due >= TICK; this.due -= TICK) this.tick()
    }, TICK)
  }

  override onJoin(client: Client): void {
    this.seats.push(client.sessionId)
  }

  private tick(): void {
    const { row, state } = this
    pong.step(row, this.actions, this.chance, this.out)
    stepped.ticks++
    state.ballX = row[P.BALL_X]!
    state.ballY = row[P.BALL_Y]!
    state.leftY = row[P.LEFT_Y]!
    state.rightY = row[P.RIGHT_Y]!
    state.leftScore = row[P.LEFT_SCORE]!
    state.rightScore = row[P.RIGHT_SCORE]!
  }
}
