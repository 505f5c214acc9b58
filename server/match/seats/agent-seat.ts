import type { Row } from '../../../game/core/task.ts'
import type { Mind } from '../../../game/protocol/messages.ts'
import type { Brain, Decision } from '../../brains/brain.ts'

interface Answer {
  /** The tick whose state was seen. */
  seen: number
  /** The tick from which it should hold. */
  due: number
  /** Null: the brain could not say. */
  code: number | null
}

/** What an agent's seat does at a tick. */
export interface AgentMove {
  /** −1: as before. */
  code: number
  /** How many ticks late each decision was that came late or not at all. */
  late: number[]
}

const AS_BEFORE: AgentMove = { code: -1, late: [] }

/** An agent's seat: asks its brain and holds each answer until its tick. */
export class AgentSeat {
  lateDecisions = 0
  private answers: Answer[] = []
  private lastSeen = -1
  private lastTaken = -1
  private closed = false

  /** letsPass: whether the agent lets a decision pass and goes on as before; asked once for each.
   *  delay: ticks from the state seen to the step in which the action first holds, without the one that always passes.
   *  isCode: whether a number is an action. told: hears what the agent has in mind, with each of its answers. */
  constructor(
    private readonly seat: number,
    private readonly delay: number,
    private brain: Brain,
    private readonly isCode: (code: number) => boolean,
    private readonly onMind: (mind: Mind) => void,
    private readonly letsPass: () => boolean = () => false,
  ) {}

  /** Asks for a decision from the state after `tick`. earlier: the states at the decisions before, the newest first. */
  ask(state: Row, tick: number, earlier: readonly Row[]): void {
    const due = tick + 1 + this.delay
    const passes = this.letsPass()
    try {
      const answers = this.brain.decide([{ state, seat: this.seat, earlier }])
      if (!(answers instanceof Promise)) return this.answered(tick, due, answers[0], passes)
      answers.then(
        ([decision]) => this.answered(tick, due, decision, passes),
        () => this.answered(tick, due, undefined, passes),
      )
    } catch {
      // A brain that fails loses its say; whoever made it logs why.
      this.answered(tick, due, undefined, passes)
    }
  }

  /** The move of step `tick`. Of several answers that wait, the one that saw most counts. */
  moveAt(tick: number): AgentMove {
    this.lastTaken = tick
    if (!this.answers.some((answer) => answer.due <= tick)) return AS_BEFORE
    const move: AgentMove = { code: -1, late: [] }
    for (const { seen, due, code } of this.answers) {
      if (due > tick) continue
      if (due < tick || code === null) move.late.push(Math.max(1, tick - due))
      if (code === null || seen < this.lastSeen) continue
      this.lastSeen = seen
      move.code = code
    }
    this.answers = this.answers.filter((answer) => answer.due > tick)
    this.lateDecisions += move.late.length
    return move
  }

  /** From now on another brain decides; answers of the old one that are under way still count. */
  revise(brain: Brain): void {
    this.brain.close()
    this.brain = brain
  }

  close(): void {
    this.closed = true
    this.answers = []
    this.brain.close()
  }

  private answered(seen: number, due: number, decision: Decision | undefined, passes: boolean): void {
    if (this.closed) return
    // A brain that answers nonsense has not answered.
    const code = decision && this.isCode(decision.code) ? decision.code : null
    if (!passes) this.answers.push({ seen, due, code })
    if (!decision?.mind) return
    const { shown, value } = decision.mind
    this.onMind({ seat: this.seat, tick: seen, shown, value, late: this.lastTaken >= due })
  }
}
