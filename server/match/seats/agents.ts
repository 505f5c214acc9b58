import { isActionCode, type ActionCodec } from '../../../game/core/action-codec.ts'
import type { LogHeader } from '../../../game/core/match-log.ts'
import { longestHistory, StateHistory } from '../../../game/core/state-history.ts'
import type { Row, Task } from '../../../game/core/task.ts'
import type { Mind } from '../../../game/protocol/messages.ts'
import type { Brain } from '../../brains/brain.ts'
import { PendingRevisions, type Revision } from '../pending-revisions.ts'
import { AgentSeat } from './agent-seat.ts'

export interface AgentsSetup {
  task: Task
  header: LogHeader
  /** The brain of each agent's seat; null for a person's [seats]. They are closed with the match. */
  brains: readonly (Brain | null)[]
  codec: ActionCodec
  told: (mind: Mind) => void
  /** Whether an agent lets a decision pass. */
  letsPass: () => boolean
}

/** Whoever decides for the seats of a match's agents, and with which weights. */
export class Agents {
  /** Null for a person's [seats]. */
  private readonly seats: readonly (AgentSeat | null)[]
  /** The hash of the weights that play in each seat, null where none do [seats]. */
  readonly policies: (string | null)[]
  /** Ticks from one of its decisions to the next [seats]. */
  private readonly periods: readonly number[]
  private readonly history: StateHistory
  private readonly revisions = new PendingRevisions()

  /** Throws where nobody decides for an agent. */
  constructor({ task, header, brains, codec, told, letsPass }: AgentsSetup) {
    this.history = new StateHistory(longestHistory(task), task.layout.length)
    this.policies = header.seats.map((holder) => (holder.kind === 'agent' ? (holder.policy ?? null) : null))
    this.periods = header.seats.map((holder) => (holder.kind === 'agent' ? holder.decisionPeriod : 1))
    this.seats = header.seats.map((holder, seat) => {
      if (holder.kind === 'human') return null
      const brain = brains[seat]
      if (!brain) throw new Error(`Nobody decides for seat ${seat}`)
      const delay = holder.actionLatency + holder.reactionTicks
      return new AgentSeat(seat, delay, brain, (code) => isActionCode(codec, code), told, letsPass)
    })
  }

  get count(): number {
    return this.seats.filter((agent) => agent !== null).length
  }

  /** Decisions that came late or not at all. */
  get lateDecisions(): number {
    return this.seats.reduce((sum, agent) => sum + (agent?.lateDecisions ?? 0), 0)
  }

  /** What decides for this seat; null for a person's. */
  at(seat: number): AgentSeat | null {
    return this.seats[seat] ?? null
  }

  /** Asks those of them whose turn it is what they do upon this state. */
  ask(state: Row, tick: number): void {
    for (const [seat, agent] of this.seats.entries())
      if (tick % this.periods[seat]! === 0) agent?.ask(state, tick, this.history.earlier)
    this.history.keep(state)
  }

  /** New weights, which wait for a quiet moment. Of several, the newest ones play. */
  revise(revision: Revision): void {
    if (this.at(revision.seat)) this.revisions.put(revision)
    else revision.brain.close()
  }

  /** The weights that waited play from now on. Returns which. */
  takeRevisions(): readonly Revision[] {
    const taken = this.revisions.take()
    for (const { seat, hash, brain } of taken) {
      this.at(seat)?.revise(brain)
      this.policies[seat] = hash
    }
    return taken
  }

  close(): void {
    for (const agent of this.seats) agent?.close()
    this.revisions.close()
  }
}
