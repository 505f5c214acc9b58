import * as P from '../../../game/tasks/pong/layout.ts'

const [STAY, UP, DOWN] = [0, 1, 2] as const
const { actionLatency, decisionPeriod } = P.TIMING

/** The hand of a person: it feels what it has set out to do and cannot be seen yet, so that a delay makes it late, but not shaky. */
export class Hands {
  /** The newest first. */
  private readonly sent: number[] = []
  private readonly delay: number

  constructor(reactionTicks: number) {
    this.delay = actionLatency + reactionTicks
  }

  rest(): void {
    this.sent.length = 0
  }

  /** The next action on the way to a height. own: the paddle's as it is seen. */
  moveTo(height: number, own: number, deadZone: number): number {
    const way = height - this.felt(own)
    const action = way > deadZone ? UP : way < -deadZone ? DOWN : STAY
    this.sent.unshift(action)
    this.sent.length = Math.min(this.sent.length, Math.ceil(this.delay / decisionPeriod) + 1)
    return action
  }

  /** Where the paddle will be when the next action comes into force. */
  private felt(own: number): number {
    let height = own
    for (let left = this.delay; left > 0; left--) {
      const action = this.sent[Math.ceil(left / decisionPeriod) - 1] ?? STAY
      height += action === UP ? P.PADDLE_SPEED : action === DOWN ? -P.PADDLE_SPEED : 0
      height = Math.max(-P.PADDLE_LIMIT, Math.min(P.PADDLE_LIMIT, height))
    }
    return height
  }
}
