import { SeededChance } from '../../game/core/chance.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { inputSize } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { Brain, Decision } from '../../server/brains/brain.ts'
import { PolicyRunner } from '../../server/brains/policy-runner.ts'
import { Match, type MatchSetup } from '../../server/match/match.ts'
import type { Learner } from './policy-seat.ts'
import { deafListener } from './deaf-listener.ts'

const TARGET = 21
/** The clock stands still: in these matches nobody is away. */
const NOW = 0

/** Plays whole matches of the server's own authority, whose brains run in ONNX Runtime, until so many points were played, sides alternating.
 *  Returns the share of the first `points` points that `ours` won against `theirs`. */
export async function pointsOnTheServer(
  learner: Learner,
  ours: Float32Array,
  theirs: Float32Array,
  points: number,
  seed: number,
): Promise<number> {
  const chance = new SeededChance(seed)
  const runner = new PolicyRunner()
  for (const weights of [ours, theirs])
    await runner.load(hashWeights(weights), {
      spec: learner.spec,
      space: pong.action,
      weights: Float32Array.from(weights),
    })
  let won = 0
  let played = 0
  for (let side = 0; played < points; side = 1 - side) {
    const pending: Promise<unknown>[] = []
    const policies = side === 0 ? [ours, theirs] : [theirs, ours]
    const brains = policies.map((weights) => policyBrain(runner, learner, hashWeights(weights), chance, pending))
    const match = new Match(setupOf(learner, brains, chance))
    let before = [0, 0]
    while (match.phase !== 'over' && played < points) {
      match.tick()
      await Promise.all(pending.splice(0))
      const { scores } = match
      if (scores[0] === before[0] && scores[1] === before[1]) continue
      won += scores[side]! - before[side]!
      played++
      before = scores
    }
    match.void()
  }
  return won / points
}

function policyBrain(
  runner: PolicyRunner,
  { spec }: Learner,
  key: string,
  chance: SeededChance,
  pending: Promise<unknown>[],
): Brain {
  const observation = pong.observations['state']!
  return {
    decide(batch) {
      const observations = new Float32Array(batch.length * inputSize(spec.actor))
      for (const [row, { state, seat }] of batch.entries())
        observation.observe(state, seat, observations, row * inputSize(spec.actor))
      const uniforms = Float64Array.from(batch, () => chance.uniform())
      const answer = runner
        .decide({ key, observations, uniforms })
        .then(({ codes }): Decision[] => Array.from(codes, (code) => ({ code, mind: null })))
      pending.push(answer)
      return answer
    },
    close: () => undefined,
  }
}

function setupOf({ reactionTicks }: Learner, brains: Brain[], chance: SeededChance): MatchSetup {
  const seat = (name: string): LogHeader['seats'][number] => ({
    kind: 'agent',
    id: name,
    name,
    brain: 'policy',
    decisionPeriod: pong.decisionPeriod,
    actionLatency: pong.actionLatency,
    reactionTicks,
  })
  return {
    task: pong,
    header: {
      match: 'points',
      task: pong.id,
      version: pong.version,
      options: { target: TARGET },
      seats: [seat('left'), seat('right')],
      startedAt: NOW,
    },
    chance,
    clock: () => NOW,
    brains,
    listener: deafListener,
  }
}
