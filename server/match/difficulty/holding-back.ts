import type { DifficultyState } from '../../../game/protocol/replies.ts'
import type { Difficulty } from '../../../game/protocol/terms.ts'
import { afterPoint, easeFor, type Advantage, type Points } from './advantage.ts'

/** What is known of an agent and a person, changed as they play. */
export interface Acquaintance {
  advantage: Advantage
}

/** An agent that holds back in a match with one person, so that the match goes as the person wishes. With the probability `ease` it lets a
 *  decision pass and goes on with the action that it had, as sticky actions do (Machado et al. 2018): it reacts late and stops late, as a
 *  person does who is not quite there, whatever its actions are. */
export class HoldingBack {
  private chosen: Difficulty
  private inForce: Difficulty
  private ease: number
  private readonly points: Points = { person: 0, agent: 0 }
  /** Of the agent, in scores, at the last serve. */
  private lead = 0
  private decisions = 0
  private passed = 0

  /** random: uniform in [0, 1). */
  constructor(
    private readonly seats: { person: number; agent: number },
    difficulty: Difficulty,
    private readonly known: Acquaintance,
    private readonly random: () => number,
  ) {
    this.chosen = difficulty
    this.inForce = difficulty
    this.ease = easeFor(known.advantage, difficulty, this.points)
  }

  get state(): DifficultyState {
    const { chosen, inForce, ease } = this
    return { chosen, inForce, ease }
  }

  /** The share of its decisions that the agent has let pass. */
  get share(): number {
    return this.decisions === 0 ? 0 : this.passed / this.decisions
  }

  /** The person wishes it so from the next serve on. */
  choose(difficulty: Difficulty): void {
    this.chosen = difficulty
  }

  /** A serve: learns from the scores [seats] who has won the points since the last one, and what was chosen comes into force. True where that
   *  changed anything. */
  serve(scores: readonly number[]): boolean {
    const { known, chosen, seats } = this
    const lead = scores[seats.agent]! - scores[seats.person]!
    if (lead === this.lead && chosen === this.inForce) return false
    if (lead !== this.lead) {
      const agentWon = lead > this.lead
      known.advantage = afterPoint(known.advantage, this.ease, agentWon)
      this.points[agentWon ? 'agent' : 'person']++
    }
    this.lead = lead
    this.inForce = chosen
    this.ease = easeFor(known.advantage, chosen, this.points)
    return true
  }

  /** Asked once for each decision of the agent: whether it lets this one pass. */
  letsPass(): boolean {
    this.decisions++
    const passes = this.ease > 0 && this.random() < this.ease
    if (passes) this.passed++
    return passes
  }
}
