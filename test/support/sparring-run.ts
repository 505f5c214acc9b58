import { SeededChance } from '../../game/core/chance.ts'
import { usualChoice, usualGradients, type Gradients } from '../../game/learn/algorithms/index.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { PushQueue } from '../../game/learn/sparring/push-queue.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { Forward } from '../../game/nets/forward.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { blindPerson } from './blind-person.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { policySeat, type Learner } from './policy-seat.ts'
import { sparringHeader } from './sparring-header.ts'

/** Ticks between what the scripted person sees and what they do, beside the task's latency. */
export const PERSON_TICKS = 2

export interface SparringRun {
  /** Weights that the server would hold, the first included. */
  revisions: Float32Array[]
  score: { agent: number; person: number }
  seconds: number
  trainer: SparringTrainer
  messages: string[]
}

/** A whole sparring match against the scripted person without page or server: its clock is the match's, and the trainer gets so many portions of
 *  work for each second of it, so that the result does not depend on the machine's speed. Pushes go through real deltas. */
export async function sparringRun(
  learner: Learner,
  seed: number,
  roundsPerSecond: number,
  target: number,
  gradients: Gradients = usualGradients(learner.spec),
): Promise<SparringRun> {
  const chance = new SeededChance(seed)
  const { spec, weights, reactionTicks } = learner
  const header = sparringHeader(pong, reactionTicks, { target })
  const person = blindPerson(new SeededChance(chance.word()))
  const agent = policySeat(learner, new SeededChance(chance.word()))
  const seats = [{ reactionTicks: PERSON_TICKS, decide: person.decide }, agent]
  const match = new HeadlessMatch(pong, header, seats, new SeededChance(chance.word()))
  const now = (): number => (match.tick * 1000) / 60
  const setup = {
    algorithm: usualChoice('sparring', gradients),
    task: pong,
    header,
    seat: 1,
    observation: 'state',
    spec,
    weights,
    revision: 0,
    seed: chance.word(),
    now,
  }
  const trainer = new SparringTrainer(setup)
  const queue = new PushQueue(spec, weights, 0)
  const revisions = [weights]
  const messages: string[] = []
  let pushedAt = 0
  while (!match.over) {
    match.play(60)
    const { base, toTick, bytes } = match.slice()
    trainer.watch(base, toTick, bytes)
    for (let round = 0; round < roundsPerSecond; round++) await trainer.practise()
    const verdict = await trainer.verdict(queue.revision)
    if (verdict) messages.push(verdict.message)
    if (now() - pushedAt >= 2500) {
      const delta = queue.offer(trainer.weights)
      if (delta) {
        queue.acknowledge(queue.revision + 1, delta.hash, null)
        revisions.push(delta.next)
        // The match takes it at the next serve; here, at once.
        agent.load(delta.next)
      }
      pushedAt = now()
    }
  }
  trainer.dispose()
  const score = { agent: pong.score(match.state, 1), person: pong.score(match.state, 0) }
  return { revisions, score, seconds: now() / 1000, trainer, messages }
}

export type Rival = 'person' | 'middle' | Float32Array

/** Games of these weights, sampled, sides alternating. A point is a game unless a target is given. */
export async function contest(
  learner: Learner,
  weights: Float32Array,
  rival: Rival,
  games: number,
  seed: number,
  target?: number,
): Promise<{ share: number; margin: number; points: number }> {
  const policy = (of: Float32Array, from: number): Opponent => {
    const forward = new Forward(learner.spec, of)
    return policyOpponent(() => forward, new SeededChance(from))
  }
  const middle = builtInOpponent(pong.builtIns[1]!)
  const opponent =
    rival === 'person'
      ? blindPerson(new SeededChance(seed + 1)).opponent
      : rival === 'middle'
        ? middle
        : policy(rival, seed + 2)
  const delays = { person: PERSON_TICKS, middle: 0, weights: learner.reactionTicks }
  const result = await playGames({
    task: pong,
    observation: 'state',
    player: policy(weights, seed + 3),
    opponent,
    games,
    seed,
    options: target ? { target } : {},
    endOnReward: target === undefined,
    playerReactionTicks: learner.reactionTicks,
    opponentReactionTicks: delays[typeof rival === 'string' ? rival : 'weights'],
  })
  const points = result.pointsWon + result.pointsLost
  return { share: result.pointsWon / points, margin: result.margin, points }
}
