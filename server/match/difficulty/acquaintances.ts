import type { Difficulty } from '../../../game/protocol/terms.ts'
import type { Contestant } from '../seats/contestant.ts'
import { UNKNOWN } from './advantage.ts'
import { HoldingBack, type Acquaintance } from './holding-back.ts'

/** Variance that is added from one match to the next: a partner has learned, a person has slept. */
const DRIFT = 0.5

/** What is known of agents and the people whom they sparred with, so that the next match need not begin from nothing. Those who met last are
 *  kept, until the process ends. */
export class Acquaintances {
  private readonly all = new Map<string, Acquaintance>()

  /** most: pairs that are kept. */
  constructor(private readonly most: number) {}

  /** The agent of a match of one person against one agent, who holds back as the person wishes; null in any other match, and where nothing is
   *  wished. random: uniform in [0, 1). */
  holdingBack(
    difficulty: Difficulty | undefined,
    contestants: readonly Contestant[],
    random: () => number,
  ): HoldingBack | null {
    if (!difficulty || contestants.length !== 2) return null
    const person = contestants.findIndex(({ kind }) => kind === 'human')
    const [own, other] = [contestants[person], contestants[1 - person]]
    if (own?.kind !== 'human' || other?.kind !== 'agent') return null
    const known = this.meet(own.userId, whoIs(other))
    return new HoldingBack({ person, agent: 1 - person }, difficulty, known, random)
  }

  /** These two meet for a match: what is known of them, to be changed as they play. */
  private meet(userId: string, agent: string): Acquaintance {
    const pair = `${userId} ${agent}`
    const { mean, variance } = this.all.get(pair)?.advantage ?? UNKNOWN
    const acquaintance = { advantage: { mean, variance: Math.min(UNKNOWN.variance, variance + DRIFT) } }
    this.all.delete(pair)
    this.all.set(pair, acquaintance)
    const [oldest] = this.all.keys()
    if (oldest !== undefined && this.all.size > this.most) this.all.delete(oldest)
    return acquaintance
  }
}

/** A partner as it was is somebody else than the partner. */
const whoIs = ({ agent, request }: Extract<Contestant, { kind: 'agent' }>): string =>
  request.ask === 'seat-earlier' ? `${agent.agentId} ${request.revision}` : agent.agentId
