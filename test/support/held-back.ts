import { SeededChance } from '../../game/core/chance.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { Match, type MatchSetup } from '../../server/match/match.ts'
import { blindPerson } from './blind-person.ts'
import { policySeat, type Learner } from './policy-seat.ts'
import { sparringHeader } from './sparring-header.ts'
import { PERSON_TICKS } from './sparring-run.ts'
import { deafListener } from './deaf-listener.ts'

/** Who plays the person: the scripted one with a blind spot, or a built-in. */
export type Stranger = 'blind' | 'easy' | 'middle' | 'hard'

export interface PlayedMatch {
  person: number
  agent: number
  /** Decisions after which the agent did something else than before, and all of them. */
  changes: number
  decisions: number
}

/** A whole match of the server's own authority: the stranger in seat 0, the agent in seat 1, holding back as it is told to. */
export function playHeldBack(
  learner: Learner,
  stranger: Stranger,
  holdingBack: MatchSetup['holdingBack'],
  seed: number,
  target = 11,
): PlayedMatch {
  const chance = new SeededChance(seed)
  const builtIn = pong.builtIns.find(({ strength }) => strength === stranger)
  const person = builtIn?.create() ?? blindPerson(new SeededChance(chance.word()))
  const delay = builtIn ? 0 : PERSON_TICKS
  const policy = policySeat(learner, new SeededChance(chance.word()))
  const match = new Match({
    task: pong,
    header: sparringHeader(pong, learner.reactionTicks, {
      target,
      leftSpeed: 1,
      rightSpeed: 1,
      ...builtIn?.options(0),
    }),
    chance,
    clock: () => 0,
    brains: [
      null,
      {
        decide: (batch) => batch.map(({ state, seat }) => ({ code: policy.decide(state, seat), mind: null })),
        close: () => undefined,
      },
    ],
    holdingBack: holdingBack ?? null,
    listener: deafListener,
  })
  match.join(0)
  let held = 0
  const played = { changes: 0, decisions: 0 }
  while (match.phase !== 'over') {
    match.tick()
    const tick = match.tickNumber
    if (tick < 0 || tick % pong.decisionPeriod !== 0) continue
    match.input(0, tick + 1 + pong.actionLatency + delay, person.decide(match.state, 0))
    const now = match.whole('watchers').codes[1]!
    if (now !== held) played.changes++
    held = now
    played.decisions++
  }
  const [own, other] = match.scores
  return { ...played, person: own!, agent: other! }
}
