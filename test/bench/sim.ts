import { SeededChance } from '../../game/core/chance.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { newStepOut } from '../../game/core/task.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const REPEATS = 7

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** How fast Pong is simulated on one core: medians of seven runs.
 *  pong_state_steps_per_s: ticks of the bare simulation; pong_env_steps_per_s: decisions (of four ticks) of one environment among 64 stepped
 *  together, with the observations and rewards of both seats; pong_env_ticks_per_s: the same in ticks. */
export async function run(): Promise<Record<string, number>> {
  const bare: number[] = []
  const vector: number[] = []
  for (let i = 0; i < REPEATS; i++) {
    bare.push(bareStepsPerSecond(4_000_000))
    vector.push(decisionsPerSecond(20_000))
  }
  return {
    pong_state_steps_per_s: Math.round(median(bare)),
    pong_env_steps_per_s: Math.round(median(vector)),
    pong_env_ticks_per_s: Math.round(median(vector) * pong.decisionPeriod),
  }
}

function bareStepsPerSecond(steps: number): number {
  const chance = new SeededChance(1)
  const state = new Float64Array(pong.layout.length)
  const out = newStepOut(pong.seats.max)
  const actions = new Float64Array(pong.seats.max)
  const options = completeOptions(pong, { target: 21 })
  pong.reset(state, options, chance, 2)
  const start = performance.now()
  for (let i = 0; i < steps; i++) {
    actions[0] = (i >> 5) % 3
    actions[1] = (i >> 6) % 3
    pong.step(state, actions, chance, out)
    if (out.terminated || out.truncated) pong.reset(state, options, chance, 2)
  }
  return (steps / (performance.now() - start)) * 1000
}

function decisionsPerSecond(steps: number): number {
  const environments = 64
  const env = new VectorEnv({ task: pong, observation: 'state', environments, seed: 1 })
  const actions = new Uint8Array(environments * env.seats)
  const random = new SeededChance(2)
  const start = performance.now()
  for (let i = 0; i < steps; i++) {
    actions[i % actions.length] = random.below(3)
    env.step(actions)
  }
  return ((steps * environments) / (performance.now() - start)) * 1000
}
