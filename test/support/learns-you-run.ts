import { SeededChance } from '../../game/core/chance.ts'
import type { Task } from '../../game/core/task.ts'
import { usualChoices } from '../../game/learn/algorithms/index.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { createGhost } from '../../game/learn/sparring/create-ghost.ts'
import { PushQueue } from '../../game/learn/sparring/push-queue.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { Forward } from '../../game/nets/forward.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { seatPerson, type Person } from './people/person.ts'
import { policySeat, type Learner } from './policy-seat.ts'
import { sparringHeader } from './sparring-header.ts'

/** Who sits opposite in practice for the person: what is made of them, nobody, a model of which nobody is known (with the same starts from the match),
 *  or themselves. */
export type Arm = 'studied' | 'blind' | 'stranger' | 'oracle'

/** From one push to the next, on the mean: they go at whole seconds. */
const PUSH_EVERY_MS = 2500
export const ENDLESS_TARGET = 1e6

/** Pong, but no match ends before its longest time: the trainer keeps what it knows of the person over as long a play as a benchmark needs. */
export const endlessPong: Task = {
  ...pong,
  options: { ...pong.options, target: { ...pong.options['target']!, max: ENDLESS_TARGET } },
}

export interface LearningRun {
  arm: Arm
  person: Person
  learner: Learner
  seed: number
  /** Of match time, at most 900: the longest match. */
  seconds: number
  /** Portions of the trainer's work for each second of the match. */
  rounds: number
  /** What computes the gradients: a choice of the algorithm. */
  gradients: string
  /** Seconds at which the weights that play are kept, in order. */
  snapshots: readonly number[]
}

export interface LearningResult {
  /** The weights that played at the times of the snapshots that were reached. */
  snapshots: { seconds: number; weights: Float32Array }[]
  score: { agent: number; person: number }
  decisions: number
  pushes: number
  rollbacks: number
}

/** A partner that practises while a scripted person plays against it, as long as is wanted, without page or server. Its clock is the match's,
 *  so that the result does not depend on the machine's speed; pushes go through real deltas. All arms draw alike from the same seed. */
export async function learningRun(run: LearningRun): Promise<LearningResult> {
  const { arm, person, learner, seconds } = run
  const { spec, weights } = learner
  const chance = new SeededChance(run.seed)
  const words = Array.from({ length: 5 }, () => chance.word())
  let played = 0
  const progress = (): number => played / seconds
  const header = sparringHeader(endlessPong, learner.reactionTicks, { target: ENDLESS_TARGET })
  const agent = policySeat(learner, new SeededChance(words[0]!))
  const { decide } = seatPerson(person, new SeededChance(words[1]!), progress)
  const seats = [{ reactionTicks: person.reactionTicks, decide }, agent]
  const match = new HeadlessMatch(endlessPong, header, seats, new SeededChance(words[2]!))
  const now = (): number => (match.tick * 1000) / pong.ticksPerSecond
  const practising = new SeededChance(words[3]!)
  const oracle = (): Opponent => seatPerson(person, new SeededChance(practising.word()), progress).opponent
  const stranger = (): Opponent => createGhost(endlessPong, 'state', new SeededChance(practising.word())).opponent()
  const { id, settings } = usualChoices.sparring
  const trainer = new SparringTrainer({
    task: endlessPong,
    header,
    seat: 1,
    observation: 'state',
    spec,
    weights,
    revision: 0,
    seed: words[4]!,
    now,
    algorithm: { id, settings: { ...settings, gradients: run.gradients } },
    ...(arm === 'studied' ? {} : { rival: { blind: null, stranger, oracle }[arm] }),
  })
  const queue = new PushQueue(spec, weights, 0)
  const result: LearningResult = {
    snapshots: [],
    score: { agent: 0, person: 0 },
    decisions: 0,
    pushes: 0,
    rollbacks: 0,
  }
  let playing = weights
  let pushedAt = 0
  while (played < seconds && !match.over) {
    match.play(pong.ticksPerSecond)
    played++
    const { base, toTick, bytes } = match.slice()
    trainer.watch(base, toTick, bytes)
    for (let round = 0; round < run.rounds; round++) await trainer.practise()
    await trainer.verdict(queue.revision)
    if (now() - pushedAt >= PUSH_EVERY_MS || played === seconds || match.over) {
      const delta = queue.offer(trainer.weights)
      if (delta) {
        queue.acknowledge(queue.revision + 1, delta.hash, null)
        playing = delta.next
        // A real match takes it at the next serve; this one at once.
        agent.load(playing)
      }
      pushedAt += PUSH_EVERY_MS
    }
    if (run.snapshots.includes(played)) result.snapshots.push({ seconds: played, weights: playing })
  }
  trainer.dispose()
  result.score = { agent: pong.score(match.state, 1), person: pong.score(match.state, 0) }
  return { ...result, decisions: trainer.practiceDecisions, pushes: queue.revision, rollbacks: trainer.rollbacks }
}

/** Share of so many points, each from a serve, that these weights win against a person who is at the end of their play; sides alternate. */
export async function shareAgainst(
  person: Person,
  learner: Learner,
  weights: Float32Array,
  points: number,
  seed: number,
): Promise<number> {
  const { opponent } = seatPerson(person, new SeededChance(seed + 1))
  const { pointsWon, pointsLost } = await playGames({
    ...playerOf(learner, weights, seed),
    opponent,
    games: points,
    endOnReward: true,
  })
  return pointsWon / (pointsWon + pointsLost)
}

/** Mean margin of these weights in games to 21 against the middle built-in. */
export async function marginAgainstMiddle(
  learner: Learner,
  weights: Float32Array,
  games: number,
  seed: number,
): Promise<number> {
  const opponent = builtInOpponent(pong.builtIns[1]!)
  const player = playerOf(learner, weights, seed)
  return (await playGames({ ...player, opponent, games, options: { target: 21 } })).margin
}

function playerOf(learner: Learner, weights: Float32Array, seed: number) {
  const forward = new Forward(learner.spec, weights)
  return {
    task: pong,
    observation: 'state',
    player: policyOpponent(() => forward, new SeededChance(seed + 2)),
    seed,
    playerReactionTicks: learner.reactionTicks,
  }
}
